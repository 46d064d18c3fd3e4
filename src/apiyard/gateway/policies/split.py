"""Calls without a pin are shared between versions by weights that change without a new route."""

from __future__ import annotations

from typing import TYPE_CHECKING

from envoy.config.route.v3 import route_components_pb2 as components

from apiyard.gateway.naming import nobody_name, weight_prefix
from apiyard.gateway.policy import Call, Phase, Policy

if TYPE_CHECKING:
    from envoy.config.route.v3.route_components_pb2 import Route


def _route(route: Route, call: Call) -> None:
    if not route.route.HasField("weighted_clusters"):
        return
    shares = route.route.weighted_clusters
    shares.runtime_key_prefix = weight_prefix(call.api.api, call.versions, call.api.shared)
    if call.versions != call.api.shared:
        # All versions with this operation may have weight 0: then there is no such path.
        shares.clusters.add(name=nobody_name(call.api.api, call.environment)).weight.value = 1
        route.route.cluster_not_found_response_code = components.RouteAction.NOT_FOUND


POLICY = Policy(
    id="split",
    why="A new version meets a share of the traffic first, and the share changes within milliseconds.",
    phase=Phase.ROUTE,
    route=_route,
)
