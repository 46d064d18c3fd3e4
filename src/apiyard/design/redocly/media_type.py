"""Holds media types against a list of allowed ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from apiyard.core.json import Json
from apiyard.design.function import Context, Result
from apiyard.design.read_options import check_members
from apiyard.design.redocly.arrival import Arrival, Arrivals
from apiyard.design.redocly.read import is_names
from apiyard.design.redocly.tell import items, member, tell


def read_allowed(options: Mapping[str, Json] | None) -> tuple[str, ...] | None:
    """Read the option ``allowedValues``.

    Args:
        options: the options as written.

    Returns:
        The allowed media types; None where all are.

    Raises:
        InvalidInputError: an option is wrong.
    """
    found = check_members("allowed media types", options or {}, {"allowedValues": (is_names, "a list of media types")})
    return tuple(found["allowedValues"]) if "allowedValues" in found else None


def not_allowed(arrival: Arrival, allowed: Sequence[str], context: Context) -> Iterator[Result]:
    """Tell of each media type of a body that is not allowed.

    Args:
        arrival: a request body or a response.
        allowed: the allowed media types.
        context: the context of the function.
    """
    content = member(arrival.value, "content")
    for name in content if type(content) is dict else ():
        if name not in allowed:
            spot = arrival.below("content", name)
            yield tell(context, spot, f'The media type "{name}" is not allowed.', hint=_hint(allowed), piece=name)


def not_listed(arrivals: Arrivals, name: str, allowed: Sequence[str], *, context: Context) -> Iterator[Result]:
    """Tell of each media type in the lists of an OpenAPI 2.0 document that is not allowed.

    Args:
        arrivals: all of the document.
        name: the list: ``consumes`` or ``produces``.
        allowed: the allowed media types.
        context: the context of the function.
    """
    for arrival in arrivals.first("Root", "Operation"):
        for index, each in enumerate(items(member(arrival.value, name))):
            if each not in allowed:
                spot = arrival.below(name, index)
                yield tell(
                    context, spot, f'The media type "{each}" is not allowed.', hint=_hint(allowed), piece=str(each)
                )


def _hint(allowed: Sequence[str]) -> str:
    return f"allowed are {', '.join(allowed)}"[:300]
