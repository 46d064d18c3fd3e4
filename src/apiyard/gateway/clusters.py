"""Clusters: one for each version of a service, and the endpoints they are told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from envoy.config.cluster.v3 import circuit_breaker_pb2 as breaker
from envoy.config.cluster.v3 import cluster_pb2 as cluster
from envoy.config.core.v3 import address_pb2 as address
from envoy.config.core.v3 import base_pb2 as base
from envoy.config.core.v3 import config_source_pb2 as source
from envoy.config.core.v3 import protocol_pb2 as protocol
from envoy.config.endpoint.v3 import endpoint_components_pb2 as component
from envoy.config.endpoint.v3 import endpoint_pb2 as endpoint
from envoy.extensions.transport_sockets.tls.v3 import tls_pb2 as tls
from envoy.extensions.upstreams.http.v3 import http_protocol_options_pb2 as options
from envoy.type.matcher.v3 import string_pb2 as string
from google.protobuf.duration_pb2 import Duration

from apiyard.core.errors import UnavailableError
from apiyard.core.names import ApiName
from apiyard.gateway.intent import Endpoint
from apiyard.gateway.ir import VersionIr
from apiyard.gateway.naming import METADATA, cluster_name
from apiyard.gateway.pack import pack

_HTTP = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions"
# Below the five seconds after which many servers close idle connections: who closes first can lose no call.
_IDLE = Duration(seconds=4)
_CONNECT = Duration(seconds=2)
# The gateway's own bounds are the downstream connections; these must not be met before.
_MOST = 50_000
# Debian and its kin, Red Hat and its kin, Alpine and macOS.
_AUTHORITIES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem")


def find_authorities() -> str:
    """Find the file of the system's certificate authorities.

    Returns:
        Its path.

    Raises:
        UnavailableError: the system has none.
    """
    for path in _AUTHORITIES:
        if Path(path).is_file():
            return path
    raise UnavailableError("this machine has no certificate authorities", hint="install ca-certificates")


def build_cluster(
    api: ApiName, version: VersionIr, endpoints: Sequence[Endpoint], *, environment: str, authorities: str
) -> cluster.Cluster:
    """Build the cluster of a version.

    Args:
        api: the API.
        version: the version.
        endpoints: its instances; told within the cluster only when they have host names.
        environment: the environment.
        authorities: file of the certificate authorities, for TLS.

    Returns:
        The cluster; instances with addresses are told apart (EDS), so that a new one replaces no cluster.
    """
    name = cluster_name(api, version.version, environment)
    built = cluster.Cluster(
        name=name,
        connect_timeout=_CONNECT,
        lb_policy=cluster.Cluster.LEAST_REQUEST,
        circuit_breakers=_breakers(),
        metadata=_metadata(api, version),
    )
    built.typed_extension_protocol_options[_HTTP].CopyFrom(pack(_protocol()))
    if version.names:
        built.type = cluster.Cluster.STRICT_DNS
        built.respect_dns_ttl = True
        built.dns_lookup_family = cluster.Cluster.ALL
        built.load_assignment.CopyFrom(build_endpoints(name, endpoints))
    else:
        built.type = cluster.Cluster.EDS
        built.eds_cluster_config.eds_config.CopyFrom(
            source.ConfigSource(ads=source.AggregatedConfigSource(), resource_api_version=source.ApiVersion.V3)
        )
    if version.tls:
        built.transport_socket.name = "tls"
        built.transport_socket.typed_config.CopyFrom(pack(_tls(version.server_name, authorities)))
    return built


def build_endpoints(name: str, endpoints: Sequence[Endpoint]) -> endpoint.ClusterLoadAssignment:
    """Build the list of the instances of a cluster.

    Args:
        name: the name of the cluster.
        endpoints: its instances.

    Returns:
        The list; an empty one makes the gateway answer 503.
    """
    instances = [
        component.LbEndpoint(
            endpoint=component.Endpoint(
                address=address.Address(socket_address=address.SocketAddress(address=one.host, port_value=one.port))
            )
        )
        for one in endpoints
    ]
    group = [component.LocalityLbEndpoints(lb_endpoints=instances)] if instances else []
    return endpoint.ClusterLoadAssignment(cluster_name=name, endpoints=group)


def _metadata(api: ApiName, version: VersionIr) -> base.Metadata:
    built = base.Metadata()
    built.filter_metadata[METADATA].update(
        {"api": str(api), "version": str(version.version), "deployment": version.deployment}
    )
    return built


def _breakers() -> breaker.CircuitBreakers:
    bounds = breaker.CircuitBreakers.Thresholds()
    for bound in (bounds.max_connections, bounds.max_pending_requests, bounds.max_requests, bounds.max_retries):
        bound.value = _MOST
    return breaker.CircuitBreakers(thresholds=[bounds])


def _protocol() -> options.HttpProtocolOptions:
    return options.HttpProtocolOptions(
        common_http_protocol_options=protocol.HttpProtocolOptions(idle_timeout=_IDLE),
        explicit_http_config=options.HttpProtocolOptions.ExplicitHttpConfig(
            http_protocol_options=protocol.Http1ProtocolOptions()
        ),
    )


def _tls(server_name: str, authorities: str) -> tls.UpstreamTlsContext:
    built = tls.UpstreamTlsContext(sni=server_name)
    validation = built.common_tls_context.validation_context
    validation.trusted_ca.filename = authorities
    san = validation.match_typed_subject_alt_names.add()
    san.san_type = san.DNS
    san.matcher.CopyFrom(string.StringMatcher(exact=server_name))
    built.common_tls_context.alpn_protocols.append("http/1.1")
    built.common_tls_context.tls_params.tls_minimum_protocol_version = 3  # TLS 1.2
    return built
