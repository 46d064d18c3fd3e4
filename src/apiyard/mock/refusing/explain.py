"""What is wrong with a request, said in the contract's own form for errors."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.spec import pointer as pointers
from apiyard.spec.violation import Violation

_WHOLE = ("message", "detail", "description", "reason", "errormessage", "msg", "errordescription", "text", "issue")
_STATUS = ("status", "statuscode", "httpstatus", "code")
_CODES = ("code", "errorcode", "type", "errortype", "key")
_TITLES = ("error", "title")
_PLACE = ("field", "path", "pointer", "location", "name", "param", "parameter", "property", "source", "loc", "in")
_LISTS = ("errors", "details", "violations", "issues", "invalidparams", "causes", "fields", "problems")
_INNER = ("error", "errors", "fault", "meta", "problem")
_KNOWN = frozenset(HTTPStatus)
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
        code: what kind of refusal it is, for programs.
        others: other errors that were made from the contract; a code that stands in all is the contract's own.
        by_caller: whether the caller did something wrong, so that even messages of the contract give way.
    """

    status: int
    detail: str
    violations: Sequence[Violation]
    code: str = ""
    others: Sequence[Json] = ()
    by_caller: bool = True


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
    for pointer, choices in _wishes(best, told, ""):
        tries = (_put(best, pointer, new) for new in choices)
        best = next((tried for tried in tries if holds(tried)), best)
    return best


def phrase(status: int) -> str:
    """Give the words for a status (RFC 9110, section 15).

    Args:
        status: the status.
    """
    return HTTPStatus(status).phrase if status in _KNOWN else f"Status {status}"


def _wishes(value: Any, told: Told, at: str, *, depth: int = 0) -> Iterator[tuple[str, list[Json]]]:
    """Give places and what could stand there, the best first; outer places first."""
    if not isinstance(value, dict) or depth > _MAX_DEPTH:
        return
    for name, held in value.items():
        plain, here = _plain(name), pointers.join(at, name)
        # What is the same in all the contract says itself, by an example or a constant.
        made = any(held != pointers.get(each, here) for each in told.others)
        if isinstance(held, str):
            choices = _texts(plain, told, made=made, alone=not any(_plain(each) in _WHOLE for each in value))
            if choices:
                yield here, choices
        elif isinstance(held, int) and not isinstance(held, bool) and plain in _STATUS:
            if made or (told.by_caller and plain != "code"):
                yield here, [told.status]
        elif isinstance(held, list) and plain in _LISTS and told.violations:
            yield here, _listed(held, told)
        elif isinstance(held, dict) and plain in _INNER:
            yield from _wishes(held, told, here, depth=depth + 1)


def _texts(plain: str, told: Told, *, made: bool, alone: bool) -> list[Json]:
    """Give what a member could say that is a text; nothing where it stays."""
    if plain in _WHOLE or (plain in _TITLES and alone):
        # What has no room for the whole may have some for the words of the status.
        whole: list[Json] = [told.detail, phrase(told.status)] if made else [told.detail]
        return whole if made or told.by_caller else []
    if not made:
        return [str(told.status)] if told.by_caller and plain in _STATUS and plain != "code" else []
    if plain in _TITLES:
        return [phrase(told.status)]
    if plain in _STATUS and plain != "code":
        return [str(told.status)]
    return _spellings(told.code) if plain in _CODES and told.code else []


def _listed(held: list[Any], told: Told) -> list[Json]:
    """Give a list with an entry for each violation, made like the one that is there, and one with the first alone."""
    first = held[0] if held else None
    several = told.violations[:_MOST_TOLD]
    entries: list[Json] = (
        [_entry(first, each, told) for each in several]
        if isinstance(first, dict)
        else [_sentence(each) for each in several]
    )
    return [entries, entries[:1]]


def _entry(like: Mapping[str, Any], violation: Violation, told: Told) -> dict[str, Json]:
    made = dict(like)
    for name, held in like.items():
        plain = _plain(name)
        if isinstance(held, str) and plain in _PLACE:
            made[name] = _place(violation)
        elif isinstance(held, str) and plain in (*_WHOLE, *_TITLES):
            made[name] = violation.message
        elif isinstance(held, str) and plain in _STATUS and plain != "code":
            made[name] = str(told.status)
        elif isinstance(held, list) and plain in _PLACE:
            made[name] = [violation.place, *pointers.split(violation.pointer)]
        elif isinstance(held, dict) and plain in _PLACE:
            made[name] = {**held, **dict.fromkeys((one for one in held if _plain(one) in _PLACE), _place(violation))}
    return made


def _spellings(code: str) -> list[Json]:
    words = code.replace("-", "_")
    return [code, words, words.upper()]


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
