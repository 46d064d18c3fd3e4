"""Answers of a version that will go away say since when, until when and where to read more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING

from envoy.config.core.v3.base_pb2 import HeaderValueOption

from apiyard.gateway.answers import header
from apiyard.gateway.intent import Lifecycle, Stage
from apiyard.gateway.policy import Call, Phase, Policy

if TYPE_CHECKING:
    from envoy.config.route.v3.route_components_pb2 import Route


def _headers(lifecycle: Lifecycle) -> Sequence[HeaderValueOption]:
    """RFC 9745 (Deprecation), RFC 8594 (Sunset and its link relation)."""
    if lifecycle.stage is Stage.ACTIVE:
        return ()
    told = []
    if lifecycle.deprecated_at is not None:
        told.append(header("deprecation", f"@{lifecycle.deprecated_at}"))
    if lifecycle.sunset_at is not None:
        at = datetime.fromtimestamp(lifecycle.sunset_at, UTC)
        told.append(header("sunset", format_datetime(at, usegmt=True)))
    if lifecycle.link:
        told.append(header("link", f'<{lifecycle.link}>; rel="deprecation", <{lifecycle.link}>; rel="sunset"'))
    return told


def _route(route: Route, call: Call) -> None:
    if all(one.lifecycle.stage is Stage.ACTIVE for one in (*call.api.versions, *call.api.retired)):
        return
    lifecycles = {one.version: one.lifecycle for one in (*call.api.versions, *call.api.retired)}
    if route.route.HasField("weighted_clusters"):
        for share, version in zip(route.route.weighted_clusters.clusters, call.versions, strict=False):
            share.response_headers_to_add.extend(_headers(lifecycles[version]))
    elif len(call.versions) == 1 and (route.HasField("route") or call.pinned):
        route.response_headers_to_add.extend(_headers(lifecycles[call.versions[0]]))


POLICY = Policy(
    id="deprecation",
    why="Callers learn from the answers themselves that a version will go away.",
    phase=Phase.ROUTE,
    route=_route,
)
