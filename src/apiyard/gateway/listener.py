"""The listener: what every call meets before and after the filters of the policies."""

from __future__ import annotations

from collections.abc import Sequence

from envoy.config.common.mutation_rules.v3 import mutation_rules_pb2 as mutation
from envoy.config.core.v3 import base_pb2 as base
from envoy.config.core.v3 import config_source_pb2 as source
from envoy.config.core.v3 import extension_pb2 as extension
from envoy.config.core.v3 import protocol_pb2 as protocol
from envoy.config.listener.v3 import listener_components_pb2 as components
from envoy.config.listener.v3 import listener_pb2 as listener
from envoy.extensions.filters.http.router.v3 import router_pb2 as router
from envoy.extensions.filters.network.http_connection_manager.v3 import http_connection_manager_pb2 as hcm
from envoy.extensions.http.early_header_mutation.header_mutation.v3 import header_mutation_pb2 as early
from envoy.type.matcher.v3 import string_pb2 as string
from google.protobuf.duration_pb2 import Duration
from google.protobuf.wrappers_pb2 import BoolValue, UInt32Value

from apiyard.gateway.access_log import access_log
from apiyard.gateway.ir import Ir
from apiyard.gateway.naming import PATH_HEADER
from apiyard.gateway.pack import pack
from apiyard.gateway.policy import Placed
from apiyard.gateway.problems import problems

NAME = "gateway"
_BUFFER = 65_536
_STREAMS = 256
_WINDOW = 262_144
# Headers by which services learn who calls; only the gateway may say that.
_IDENTITY_PREFIXES = ("x-consumer", "x-apiyard", "x-envoy-", "x-auth-request-", "x-forwarded-user", "x-ratelimit-")
_IDENTITY = (
    "forwarded",
    "remote-user",
    "x-real-ip",
    "x-remote-user",
    "x-forwarded-email",
    "x-forwarded-groups",
    "x-forwarded-host",
    "x-forwarded-prefix",
    "x-client-cert",
    "x-ssl-client-cert",
    # Names by which some frameworks let a caller choose another path than the one that was checked.
    "x-original-url",
    "x-rewrite-url",
    "proxy-authorization",
)


def ads_source() -> source.ConfigSource:
    """Give the source of everything that is pushed."""
    return source.ConfigSource(ads=source.AggregatedConfigSource(), resource_api_version=source.ApiVersion.V3)


def build_listener(ir: Ir, placed: Sequence[Placed]) -> listener.Listener:
    """Build the listener of an environment.

    Args:
        ir: where it listens, and its environment.
        placed: the filters of the policies in their order.

    Returns:
        The listener. It changes when the address or the set of filters does, never with lists or limits.
    """
    built = listener.Listener(
        name=NAME,
        stat_prefix=NAME,
        per_connection_buffer_limit_bytes=UInt32Value(value=_BUFFER),
        enable_reuse_port=BoolValue(value=True),
    )
    built.address.socket_address.address = ir.listener.host
    built.address.socket_address.port_value = ir.listener.port
    manager = components.Filter(name="http", typed_config=pack(_manager(ir, placed)))
    built.filter_chains.add(name="http", filters=[manager])
    return built


def _manager(ir: Ir, placed: Sequence[Placed]) -> hcm.HttpConnectionManager:
    built = hcm.HttpConnectionManager(
        stat_prefix=NAME,
        codec_type=hcm.HttpConnectionManager.AUTO,
        server_name="apiyard",
        use_remote_address=BoolValue(value=True),
        generate_request_id=BoolValue(value=True),
        always_set_request_id_in_response=True,
        normalize_path=BoolValue(value=True),
        merge_slashes=True,
        path_with_escaped_slashes_action=hcm.HttpConnectionManager.KEEP_UNCHANGED,
        max_request_headers_kb=UInt32Value(value=60),
        stream_idle_timeout=Duration(seconds=300),
        request_timeout=Duration(seconds=300),
        request_headers_timeout=Duration(seconds=10),
        drain_timeout=Duration(seconds=5),
        common_http_protocol_options=protocol.HttpProtocolOptions(
            idle_timeout=Duration(seconds=300),
            max_headers_count=UInt32Value(value=100),
            # Some servers read x_consumer as x-consumer.
            headers_with_underscores_action=protocol.HttpProtocolOptions.DROP_HEADER,
        ),
        http2_protocol_options=protocol.Http2ProtocolOptions(
            max_concurrent_streams=UInt32Value(value=_STREAMS),
            initial_stream_window_size=UInt32Value(value=_WINDOW),
            initial_connection_window_size=UInt32Value(value=4 * _WINDOW),
        ),
        local_reply_config=problems(),
        access_log=[access_log(ir.environment)],
        http_filters=[*(_filter(one) for one in placed), _router()],
    )
    built.early_header_mutation_extensions.add(name="identity", typed_config=pack(_early()))
    built.scoped_routes.CopyFrom(_scoped())
    return built


def _filter(placed: Placed) -> hcm.HttpFilter:
    config = pack(placed.config)
    if not placed.pushed:
        return hcm.HttpFilter(name=placed.name, typed_config=config)
    discovery = source.ExtensionConfigSource(config_source=ads_source(), type_urls=[config.type_url])
    return hcm.HttpFilter(name=placed.name, config_discovery=discovery)


def pushed_config(placed: Placed) -> extension.TypedExtensionConfig:
    """Give the resource that a pushed filter gets its configuration from.

    Args:
        placed: the filter.
    """
    return extension.TypedExtensionConfig(name=placed.name, typed_config=pack(placed.config))


def _router() -> hcm.HttpFilter:
    # Its counters by status name their series at each call (2 us); the records know the statuses.
    config = router.Router(suppress_envoy_headers=True, dynamic_stats=BoolValue(value=False))
    return hcm.HttpFilter(name="router", typed_config=pack(config))


def _early() -> early.HeaderMutation:
    """Drop what pretends to be identity, and keep the path without its query for the choice of the scope."""
    changes = [_drop(string.StringMatcher(prefix=prefix)) for prefix in _IDENTITY_PREFIXES]
    changes += [mutation.HeaderMutation(remove=name) for name in _IDENTITY]
    path = base.HeaderValueOption(
        header=base.HeaderValue(key=PATH_HEADER, value="%PATH(NQ)%"),
        append_action=base.HeaderValueOption.OVERWRITE_IF_EXISTS_OR_ADD,
    )
    return early.HeaderMutation(mutations=[*changes, mutation.HeaderMutation(append=path)])


def _drop(key: string.StringMatcher) -> mutation.HeaderMutation:
    return mutation.HeaderMutation(remove_on_match=mutation.HeaderMutation.RemoveOnMatch(key_matcher=key))


def _scoped() -> hcm.ScopedRoutes:
    """Routes stand apart by the first segment of the path: a push or a fault of one meets no other."""
    built = hcm.ScopedRoutes(name="apis", rds_config_source=ads_source())
    extractor = built.scope_key_builder.fragments.add().header_value_extractor
    extractor.name = PATH_HEADER
    extractor.element_separator = "/"
    extractor.index = 1
    built.scoped_rds.scoped_rds_config_source.CopyFrom(ads_source())
    return built
