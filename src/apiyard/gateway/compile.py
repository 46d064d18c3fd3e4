"""From IR to snapshot: every resource serialised once, and nothing compiled that did not change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from envoy.config.route.v3 import route_pb2
from envoy.config.route.v3 import scoped_route_pb2 as scoped
from envoy.service.runtime.v3 import rtds_pb2 as rtds
from envoy.type.matcher.v3 import http_inputs_pb2 as inputs
from xds.core.v3 import extension_pb2 as extension
from xds.type.matcher.v3 import matcher_pb2 as matcher

from apiyard.core.names import Version
from apiyard.gateway.bootstrap import RUNTIME_LAYER
from apiyard.gateway.clusters import build_cluster, build_endpoints, find_authorities
from apiyard.gateway.ir import ApiIr, Ir
from apiyard.gateway.listener import NAME, build_listener, pushed_config
from apiyard.gateway.naming import (
    KEY_HEADER,
    PATH_HEADER,
    cluster_name,
    nobody_name,
    scope_of,
    weight_prefix,
)
from apiyard.gateway.pack import pack, to_bytes
from apiyard.gateway.policy import Placed, in_order
from apiyard.gateway.routes import api_matcher
from apiyard.gateway.snapshot import (
    CLUSTER,
    ENDPOINTS,
    FILTER,
    LISTENER,
    ROUTES,
    RUNTIME,
    SCOPE,
    Resource,
    Snapshot,
    resource,
    snapshot,
)


def compile_ir(ir: Ir, *, authorities: str | None = None) -> Snapshot:
    """Compile a gateway.

    Args:
        ir: the resolved intent.
        authorities: file of the certificate authorities for services that speak TLS; found on the
            machine when it is None and one is needed.

    Returns:
        The snapshot; equal input gives equal bytes.
    """
    placed = _placed(ir)
    found: list[tuple[str, Resource]] = [
        (LISTENER, resource(NAME, to_bytes(build_listener(ir, placed)))),
        (RUNTIME, resource(RUNTIME_LAYER, to_bytes(_runtime(ir)))),
    ]
    found += [(FILTER, resource(one.name, to_bytes(pushed_config(one)))) for one in placed if one.pushed]
    for api in ir.apis:
        found += _clusters(api, ir.environment, authorities)
    scopes: defaultdict[str, list[ApiIr]] = defaultdict(list)
    for api in ir.apis:
        scopes[scope_of(api.routes.base)].append(api)
    for scope, apis in scopes.items():
        found += _scope(scope, apis, ir.environment)
    return snapshot(found)


def _placed(ir: Ir) -> list[Placed]:
    every = [placed for policy in in_order() for placed in policy.filters(ir)]
    return sorted(every, key=lambda placed: placed.phase)


def _clusters(api: ApiIr, environment: str, authorities: str | None) -> Iterator[tuple[str, Resource]]:
    owner = api.routes.api
    endpoints = dict(api.endpoints)
    for version in api.routes.versions:
        trusted = (authorities or find_authorities()) if version.tls else ""
        name = cluster_name(owner, version.version, environment)
        instances = endpoints.get(version.version, ())
        built = build_cluster(owner, version, instances, environment=environment, authorities=trusted)
        yield CLUSTER, resource(name, to_bytes(built), owner=owner)
        if not version.names:
            yield ENDPOINTS, resource(name, to_bytes(build_endpoints(name, instances)), owner=owner)


def _scope(scope: str, apis: Sequence[ApiIr], environment: str) -> Iterator[tuple[str, Resource]]:
    owner = ",".join(api.routes.api for api in apis)
    key = scoped.ScopedRouteConfiguration.Key()
    key.fragments.add(string_key=scope)
    entry = scoped.ScopedRouteConfiguration(name=scope, route_configuration_name=scope, key=key)
    routes = route_pb2.RouteConfiguration(name=scope, request_headers_to_remove=[KEY_HEADER, PATH_HEADER])
    host = routes.virtual_hosts.add(name=scope, domains=["*"])
    if len(apis) == 1:
        host.matcher.MergeFromString(api_matcher(apis[0].routes, environment))
    else:
        tree = host.matcher.matcher_tree
        path = inputs.HttpRequestHeaderMatchInput(header_name=":path")
        tree.input.CopyFrom(extension.TypedExtensionConfig(name=":path", typed_config=pack(path)))
        for api in apis:
            below = matcher.Matcher.FromString(api_matcher(api.routes, environment))
            tree.prefix_match_map.map[api.routes.base].matcher.CopyFrom(below)
    yield SCOPE, resource(scope, to_bytes(entry), owner=owner)
    yield ROUTES, resource(scope, to_bytes(routes), owner=owner)


def _runtime(ir: Ir) -> rtds.Runtime:
    built = rtds.Runtime(name=RUNTIME_LAYER)
    for api in ir.apis:
        built.layer.update(_weights(api, ir.environment))
    return built


def _weights(api: ApiIr, environment: str) -> dict[str, int]:
    """The weights of each set of versions that some operation has."""
    name, shared, weights = api.routes.api, api.routes.shared, dict(api.weights)
    if len(shared) < 2:
        return {}
    sets: set[tuple[Version, ...]] = {
        tuple(version for version in shared if version in operation.versions) for operation in api.routes.operations
    }
    found: dict[str, int] = {}
    for versions in sorted(sets - {()}):
        prefix = weight_prefix(name, versions, shared)
        for version in versions:
            found[f"{prefix}.{cluster_name(name, version, environment)}"] = weights[version]
        if versions != shared:
            nobody = 0 if any(weights[version] for version in versions) else 1
            found[f"{prefix}.{nobody_name(name, environment)}"] = nobody
    return found
