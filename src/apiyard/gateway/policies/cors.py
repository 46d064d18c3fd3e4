"""Pages of named origins may call from a browser, such as the portal's try-it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from envoy.config.core.v3 import base_pb2 as base
from envoy.config.route.v3 import route_components_pb2 as components
from envoy.extensions.filters.http.cors.v3 import cors_pb2 as cors
from envoy.type.matcher.v3 import string_pb2 as string
from envoy.type.v3 import percent_pb2 as percent
from google.protobuf.wrappers_pb2 import BoolValue

from apiyard.core.noun import dataclass
from apiyard.gateway.ir import Ir
from apiyard.gateway.naming import CORS_FILTER, nobody_name
from apiyard.gateway.pack import pack
from apiyard.gateway.policy import Call, Phase, Placed, Policy

if TYPE_CHECKING:
    from envoy.config.route.v3.route_components_pb2 import Route

_ORIGIN = re.compile(r"https?://(?:[a-z0-9.-]{1,253}|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?", re.ASCII)
_METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE"
_ASKED = (
    "accept, accept-language, api-version, authorization, content-type, if-match, if-none-match, traceparent, x-api-key"
)
_TOLD = (
    "deprecation, etag, link, location, retry-after, sunset, x-ratelimit-limit, x-ratelimit-remaining, "
    "x-ratelimit-reset, x-request-id"
)
_SECONDS = "600"


@dataclass(frozen=True, slots=True)
class Options:
    """Who may call from a browser.

    Args:
        origins: origins such as ``https://portal.example``; none allows nobody, ``*`` everybody.
    """

    origins: tuple[str, ...] = ()


def _check(options: object) -> str:
    for origin in cast("Options", options).origins:
        if origin != "*" and _ORIGIN.fullmatch(origin) is None:
            return f"not an origin: {origin[:100]!r}; write scheme, host and port, such as https://portal.example"
    return ""


def _filters(ir: Ir) -> tuple[Placed, ...]:
    if not any(cast("Options", api.routes.option("cors")).origins for api in ir.apis):
        return ()  # it costs each call a look at its route
    return (Placed(Phase.CROSS_ORIGIN, CORS_FILTER, cors.Cors(), pushed=False),)


def _route(route: Route, call: Call) -> None:
    origins = cast("Options", call.api.option("cors")).origins
    if not origins:
        return
    always = base.RuntimeFractionalPercent(default_value=percent.FractionalPercent(numerator=100))
    own = cors.CorsPolicy(
        allow_methods=_METHODS,
        allow_headers=_ASKED,
        expose_headers=_TOLD,
        max_age=_SECONDS,
        allow_credentials=BoolValue(value=False),  # a key is shown by the page, never by a cookie
        filter_enabled=always,
    )
    for origin in origins:
        match = string.StringMatcher(exact=origin)
        if origin == "*":
            match = string.StringMatcher(prefix="http")
        own.allow_origin_string_match.append(match)
    route.typed_per_filter_config[CORS_FILTER].CopyFrom(pack(own))


def _more(call: Call) -> tuple[Route, ...]:
    """A preflight needs a route that leads somewhere; the filter answers before anything is called."""
    if not cast("Options", call.api.option("cors")).origins:
        return ()
    built = components.Route(match=components.RouteMatch(prefix="/"))
    built.match.headers.add(name=":method", string_match=string.StringMatcher(exact="OPTIONS"))
    for name in ("origin", "access-control-request-method"):
        built.match.headers.add(name=name, present_match=True)
    built.route.cluster = nobody_name(call.api.api, call.environment)
    built.route.cluster_not_found_response_code = components.RouteAction.NOT_FOUND
    return (built,)


POLICY = Policy(
    id="cors",
    why="A page can try the API with the reader's own key, and no other page can.",
    phase=Phase.CROSS_ORIGIN,
    options=Options,
    check=_check,
    filters=_filters,
    route=_route,
    more=_more,
    good=({}, {"origins": ["https://portal.example", "http://127.0.0.1:8080"]}, {"origins": ["*"]}),
    bad=({"origins": "https://portal.example"}, {"origins": ["portal.example"]}, {"origin": []}),
)
