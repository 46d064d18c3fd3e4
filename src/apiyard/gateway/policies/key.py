"""Callers show a signed key; it says who they are and what they may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from envoy.extensions.filters.http.jwt_authn.v3 import config_pb2 as jwt

from apiyard.gateway.admission import admit
from apiyard.gateway.ir import Ir
from apiyard.gateway.keys import OPTIONAL, verify_keys
from apiyard.gateway.naming import KEY_FILTER
from apiyard.gateway.pack import pack
from apiyard.gateway.policy import Call, Phase, Placed, Policy

if TYPE_CHECKING:
    from envoy.config.route.v3.route_components_pb2 import Route


def _filters(ir: Ir) -> tuple[Placed, ...]:
    plans = [plan.plan for plan in ir.access.plans]
    return (
        Placed(Phase.IDENTITY, KEY_FILTER, verify_keys(ir)),
        Placed(Phase.ADMISSION, "apiyard.admission", admit(plans, ir.access.revoked, dict(ir.access.overrides))),
    )


def _route(route: Route, call: Call) -> None:
    if not call.api.key_required:
        own = jwt.PerRouteConfig(requirement_name=OPTIONAL)
        route.typed_per_filter_config[KEY_FILTER].CopyFrom(pack(own))


POLICY = Policy(
    id="key",
    why="Only callers that somebody let in may call, each known by name and stopped within a second.",
    phase=Phase.IDENTITY,
    filters=_filters,
    route=_route,
)
