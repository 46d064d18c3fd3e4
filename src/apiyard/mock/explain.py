"""What is wrong with a request, said in the contract's own form for errors."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.spec import pointer as pointers
from apiyard.spec.violation import Violation

_WHOLE = ("message", "detail", "description", "reason", "errormessage", "msg", "errordescription", "text")
_STATUS = ("status", "statuscode", "httpstatus", "code")
_PLACE = ("field", "path", "pointer", "location", "name", "param", "parameter", "property", "source", "loc", "in")
_LISTS = ("errors", "details", "violations", "issues", "invalidparams", "causes", "fields", "problems")
_INNER = ("error", "errors", "fault", "meta", "problem")
_MOST_TOLD = 10
_MAX_DEPTH = 4

Holds = Callable[[Json], bool]


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a refusal.

    Args:
        status: the status.
        detail: what happened, in one sentence.
        violations: each thing that is wrong.
    """

    status: int
    detail: str
    violations: Sequence[Violation]


def explained(value: Json, told: Told, holds: Holds) -> Json:
    """Put the real reasons into an error that was made from the contract.

    Members are known by the names that errors usually give them. What would break the contract stays as it was.

    Args:
        value: an error that conforms.
        told: what to say.
        holds: says whether a value conforms.

    Returns:
        An error that conforms.
    """
    best: Json = json.loads(json.dumps(value))
    for pointer, new in _wishes(best, told, ""):
        tried = _put(best, pointer, new)
        if holds(tried):
            best = tried
    return best


def _wishes(value: Any, told: Told, at: str, *, depth: int = 0) -> Iterator[tuple[str, Json]]:
    """Give places and what should stand there, outer ones first."""
    if not isinstance(value, dict) or depth > _MAX_DEPTH:
        return
    for name, held in value.items():
        plain, here = _plain(name), pointers.join(at, name)
        if isinstance(held, str) and plain in (*_WHOLE, "error", "title"):
            if plain in _WHOLE or not any(_plain(each) in _WHOLE for each in value):
                yield here, told.detail
        elif isinstance(held, int) and not isinstance(held, bool) and plain in _STATUS:
            yield here, told.status
        elif isinstance(held, list) and plain in _LISTS:
            yield from _listed(held, told, here)
        elif isinstance(held, dict) and plain in _INNER:
            yield from _wishes(held, told, here, depth=depth + 1)


def _listed(held: list[Any], told: Told, at: str) -> Iterator[tuple[str, Json]]:
    """Give a list with an entry for each violation, made like the one that is there."""
    if not told.violations:
        return
    first = held[0] if held else None
    if isinstance(first, dict):
        yield at, [_entry(first, each) for each in told.violations[:_MOST_TOLD]]
        yield at, [_entry(first, told.violations[0])]
    else:
        yield at, [_sentence(each) for each in told.violations[:_MOST_TOLD]]
        yield at, [_sentence(told.violations[0])]


def _entry(like: Mapping[str, Any], violation: Violation) -> dict[str, Json]:
    made = dict(like)
    for name, held in like.items():
        plain = _plain(name)
        if isinstance(held, str) and plain in _PLACE:
            made[name] = _place(violation)
        elif isinstance(held, str) and plain in (*_WHOLE, "error", "title"):
            made[name] = violation.message
        elif isinstance(held, list) and plain in _PLACE:
            made[name] = [violation.place, *pointers.split(violation.pointer)]
    return made


def _place(violation: Violation) -> str:
    return f"{violation.place}{violation.pointer}"


def _sentence(violation: Violation) -> str:
    return f"{_place(violation)}: {violation.message}"


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()


def _put(value: Any, pointer: str, new: Json) -> Any:
    """Give a copy with another value at a place that is there."""
    head, *rest = pointers.split(pointer)
    inner = new if not rest else _put(value[head], pointers.build(rest), new)
    return {**value, head: inner}
