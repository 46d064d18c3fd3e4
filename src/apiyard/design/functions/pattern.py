"""The text matches a pattern, or does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from apiyard.core.errors import InvalidInputError
from apiyard.core.json import Json
from apiyard.core.late import late_pattern
from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import check_members
from apiyard.spec.regex import Pattern, PatternTooSlowError, compile_pattern

_SLASHES = late_pattern(r"/(.+)/([a-z]*)")
_MEMBERS_WORDS = "a text such as ^[a-z]+$ or /^[a-z]+$/i"


def _test(value: Any) -> bool:
    return isinstance(value, str) or (
        isinstance(value, dict) and "test" in value and isinstance(value.get("flags"), str)
    )


_MEMBERS = {"match": (_test, _MEMBERS_WORDS), "notMatch": (_test, _MEMBERS_WORDS)}


def _compile(name: str, written: Any) -> Pattern:
    # An object that only looks like an expression is read as its text, as the field's linter reads it.
    text = written if isinstance(written, str) else "[object Object]"
    slashes = _SLASHES.fullmatch(text)
    try:
        return compile_pattern(slashes[1], slashes[2]) if slashes else compile_pattern(text)
    except InvalidInputError as error:
        hint = error.hint or f"{error.where}: {error.what}".strip(": ")
        raise InvalidInputError(
            f'the option "{name}" of "pattern" is no pattern: {error.what}', where=f"/{name}", piece=text, hint=hint
        ) from None


def _read(options: Mapping[str, Json] | None) -> tuple[Pattern | None, Pattern | None]:
    found = check_members("pattern", options, _MEMBERS)
    if not found:
        raise InvalidInputError(
            '"pattern" needs the option "match" or "notMatch"', hint='for example {"match": "^[a-z]"}'
        )
    match, other = (_compile(name, found[name]) if name in found else None for name in ("match", "notMatch"))
    return match, other


def _call(value: Any, options: tuple[Pattern | None, Pattern | None], _context: Context) -> Iterable[Result]:
    if not isinstance(value, str):
        return ()
    match, other = options
    told = []
    try:
        if match is not None and not match.search(value):
            told.append(Result(f'#{{{{print("value")}}}} must match {_shown(match)}', piece=value[:100]))
        if other is not None and other.search(value):
            told.append(Result(f'#{{{{print("value")}}}} must not match {_shown(other)}', piece=value[:100]))
    except PatternTooSlowError as error:
        told.append(Result(f"{error.what}: {error.piece}", piece=value[:100], hint=error.hint))
    return told


def _shown(pattern: Pattern) -> str:
    text = f"/{pattern.source}/{pattern.flags}" if pattern.flags else pattern.source
    return (text if len(text) <= 200 else text[:197] + "...").replace("{{", "{ {")


FUNCTION = Function(
    id="pattern",
    name="pattern",
    why="Names and texts keep a form that readers and tools can rely on.",
    call=_call,
    read=_read,
    public=True,
)
