"""A call that the service does not finish in time is answered with 504."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from google.protobuf.duration_pb2 import Duration

from apiyard.core.noun import dataclass
from apiyard.gateway.policy import Call, Phase, Policy

if TYPE_CHECKING:
    from envoy.config.route.v3.route_components_pb2 import Route


@dataclass(frozen=True, slots=True)
class Options:
    """How long a call may take.

    Args:
        seconds: from the end of the request to the end of the response.
    """

    seconds: float = 30.0


def _check(options: object) -> str:
    seconds = cast("Options", options).seconds
    return "" if 0.001 <= seconds <= 3600 else "a timeout is a thousandth of a second to one hour"


def _route(route: Route, call: Call) -> None:
    if route.HasField("route"):
        seconds = cast("Options", call.api.option("timeout")).seconds
        route.route.timeout.CopyFrom(Duration(nanos=0))
        route.route.timeout.FromNanoseconds(round(seconds * 1e9))


POLICY = Policy(
    id="timeout",
    why="A service that hangs does not make its callers hang.",
    phase=Phase.ROUTE,
    options=Options,
    check=_check,
    route=_route,
    good=({}, {"seconds": 5}, {"seconds": 0.5}),
    bad=({"seconds": 0}, {"seconds": "5s"}, {"second": 5}),
)
