"""Errors are told in one form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.errors import ApiyardError, InvalidInputError
from apiyard.core.json import Json
from apiyard.design.function import Context, Function, Result
from apiyard.spec import media

_DEFAULT = ("application/problem+json",)


def _call(_value: Any, wanted: tuple[str, ...], context: Context) -> Iterator[Result]:
    try:
        contract = context.contract()
    except ApiyardError:
        return  # other rules say what is wrong with it
    seen: set[str] = set()
    for operation in contract.operations:
        for response in operation.responses.values():
            if response.status[0] not in "45d" or not response.content or response.pointer in seen:
                continue
            seen.add(response.pointer)
            if not any(media.read(name).essence in wanted for name in response.content):
                names = " or ".join(wanted)
                yield Result(
                    f"the error response is not told as {names}",
                    piece=", ".join(sorted(response.content)),
                    hint=f"offer {names} (RFC 9457)",
                    at=contract.locate(response.pointer + "/content"),
                )


def _read(options: Mapping[str, Json] | None) -> tuple[str, ...]:
    given = dict(options or {})
    names = given.pop("mediaTypes", list(_DEFAULT))
    texts = tuple(name for name in names if isinstance(name, str)) if isinstance(names, list) else ()
    if given or not texts or not isinstance(names, list) or len(texts) < len(names):
        raise InvalidInputError("the only option is mediaTypes, an array of media types", where="/mediaTypes")
    return texts


FUNCTION = Function(
    id="error-responses-problem-json",
    name="errorResponsesProblemJson",
    why="A client handles the errors of all APIs with one piece of code when they are problem details (RFC 9457).",
    call=_call,
    read=_read,
)
"""The function."""
