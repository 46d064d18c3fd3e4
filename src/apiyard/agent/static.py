"""A snapshot as one static configuration, so that a child Envoy can look at all of it without a control plane."""

from __future__ import annotations

from collections.abc import Mapping

from envoy.config.bootstrap.v3 import bootstrap_pb2
from envoy.config.cluster.v3 import cluster_pb2
from envoy.config.core.v3 import extension_pb2
from envoy.config.listener.v3 import listener_pb2
from envoy.config.route.v3 import scoped_route_pb2
from envoy.extensions.filters.network.http_connection_manager.v3 import http_connection_manager_pb2 as hcm
from google.protobuf.message import DecodeError

from apiyard.core.errors import InvalidInputError
from apiyard.gateway.snapshot import CLUSTER, ENDPOINTS, FILTER, LISTENER, ROUTES, SCOPE, Resource, Snapshot


def static_bootstrap(snapshot: Snapshot) -> bytes:
    """Put all that a snapshot says into one bootstrap: what travels apart is set in where it is used.

    Args:
        snapshot: the snapshot.

    Returns:
        Serialised ``envoy.config.bootstrap.v3.Bootstrap`` without node and control plane.

    Raises:
        InvalidInputError: a resource is not of its type.
    """
    whole = bootstrap_pb2.Bootstrap()
    try:
        for one in snapshot.of(CLUSTER).values():
            _add_cluster(whole, one, snapshot.of(ENDPOINTS))
        for one in snapshot.of(LISTENER).values():
            listener = whole.static_resources.listeners.add()
            listener.MergeFromString(one.body)
            _settle_listener(listener, snapshot)
    except DecodeError as error:
        raise InvalidInputError("a resource of the snapshot is not of its type", piece=str(error)) from error
    return bytes(whole.SerializeToString(deterministic=True))


def _add_cluster(whole: bootstrap_pb2.Bootstrap, one: Resource, endpoints: Mapping[str, Resource]) -> None:
    cluster = whole.static_resources.clusters.add()
    cluster.MergeFromString(one.body)
    if cluster.type != cluster_pb2.Cluster.EDS:
        return
    name = cluster.eds_cluster_config.service_name or cluster.name
    cluster.ClearField("eds_cluster_config")
    cluster.type = cluster_pb2.Cluster.STATIC
    cluster.load_assignment.cluster_name = name
    if name in endpoints:
        cluster.load_assignment.MergeFromString(endpoints[name].body)


def _settle_listener(listener: listener_pb2.Listener, snapshot: Snapshot) -> None:
    chains = [
        *listener.filter_chains,
        *([listener.default_filter_chain] if listener.HasField("default_filter_chain") else []),
    ]
    for chain in chains:
        for network in chain.filters:
            if network.typed_config.Is(hcm.HttpConnectionManager.DESCRIPTOR):
                manager = hcm.HttpConnectionManager()
                network.typed_config.Unpack(manager)
                _settle_manager(manager, snapshot)
                network.typed_config.Pack(manager, deterministic=True)


def _settle_manager(manager: hcm.HttpConnectionManager, snapshot: Snapshot) -> None:
    for http in manager.http_filters:
        found = snapshot.of(FILTER).get(http.name)
        if http.HasField("config_discovery") and found is not None:
            extension = extension_pb2.TypedExtensionConfig.FromString(found.body)
            http.typed_config.CopyFrom(extension.typed_config)
    routes = snapshot.of(ROUTES)
    if manager.HasField("rds") and manager.rds.route_config_name in routes:
        manager.route_config.MergeFromString(routes[manager.rds.route_config_name].body)
    if manager.HasField("scoped_routes") and manager.scoped_routes.HasField("scoped_rds"):
        manager.scoped_routes.ClearField("rds_config_source")
        scopes = hcm.ScopedRouteConfigurationsList()
        for one in snapshot.of(SCOPE).values():
            scope = scoped_route_pb2.ScopedRouteConfiguration.FromString(one.body)
            if scope.route_configuration_name in routes:
                scope.route_configuration.MergeFromString(routes[scope.route_configuration_name].body)
                scope.route_configuration_name = ""
            scopes.scoped_route_configurations.append(scope)
        if scopes.scoped_route_configurations:
            manager.scoped_routes.scoped_route_configurations_list.CopyFrom(scopes)
        else:  # a gateway that serves nothing yet: a static list cannot be empty
            manager.route_config.name = "nothing"
