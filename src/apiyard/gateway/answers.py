"""Routes that answer by themselves: not found, not allowed, gone."""

from __future__ import annotations

from collections.abc import Sequence

from envoy.config.core.v3 import base_pb2 as base
from envoy.config.route.v3 import route_components_pb2 as route

from apiyard.gateway.ir import VersionIr


def answer(status: int, detail: str) -> route.Route:
    """Answer every path with a status; the body becomes problem details on its way out.

    Args:
        status: the HTTP status.
        detail: one sentence for the caller.

    Returns:
        The route.
    """
    built = route.Route(match=route.RouteMatch(prefix="/"))
    built.direct_response.status = status
    built.direct_response.body.inline_string = detail
    return built


def not_allowed(match: route.RouteMatch, methods: Sequence[str]) -> route.Route:
    """Answer 405 with the methods that the path has (RFC 9110, section 15.5.6).

    Args:
        match: the path.
        methods: its methods, in upper case.

    Returns:
        The route.
    """
    built = answer(405, "This path has no such method.")
    built.match.CopyFrom(match)
    built.response_headers_to_add.append(header("allow", ", ".join(methods)))
    return built


def retired(version: VersionIr) -> route.Route:
    """Answer 410 for a version that has gone (RFC 9110, section 15.5.11).

    Args:
        version: the version.

    Returns:
        The route.
    """
    return answer(410, f"Version {version.version} is retired; leave out the pin or pin another version.")


def header(name: str, value: str) -> base.HeaderValueOption:
    """Set a header to a text that is taken as it is.

    Args:
        name: the name of the header.
        value: its value; a percent sign stands for itself.

    Returns:
        The option that sets it.
    """
    return base.HeaderValueOption(
        header=base.HeaderValue(key=name, value=value.replace("%", "%%")),
        append_action=base.HeaderValueOption.OVERWRITE_IF_EXISTS_OR_ADD,
    )
