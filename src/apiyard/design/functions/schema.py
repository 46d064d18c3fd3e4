"""The value conforms to a JSON Schema."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from apiyard.core.errors import ApiyardError, InvalidInputError
from apiyard.core.finding import Location
from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.design.function import MISSING, Context, Function, Result
from apiyard.design.read_options import check_members, is_anything, is_flag
from apiyard.design.schema_check.checker import Checker, compile_schema
from apiyard.design.schema_check.dialect import DIALECTS
from apiyard.design.schema_check.error import MissingReferenceError, SchemaError
from apiyard.design.schema_check.kept import kept
from apiyard.spec.inventory import Spot

_MEMBERS = {
    "schema": (lambda value: isinstance(value, Mapping), "a JSON Schema, an object"),
    "dialect": (lambda value: value in DIALECTS, "one of " + ", ".join(DIALECTS)),
    "allErrors": (is_flag, "true or false"),
    "prepareResults": (is_anything, "a function"),
}


@dataclass(frozen=True, slots=True)
class _Question:
    """The options.

    Args:
        checker: the schema; None when a reference in it leads to nothing.
        broken: what is wrong with the reference.
        prepare: changes the list of errors before they are told.
    """

    checker: Checker | None
    broken: str = ""
    prepare: Callable[[list[SchemaError]], None] | None = None


def _read(options: Mapping[str, Json] | None) -> _Question:
    found = check_members("schema", options, _MEMBERS, needed="schema")
    try:
        checker = compile_schema(
            found["schema"], dialect=found.get("dialect", "auto"), all_errors=found.get("allErrors", False)
        )
    except MissingReferenceError as error:
        return _Question(None, f"{error.what}: {error.piece}")
    except InvalidInputError as error:
        error.where = f"/schema{error.where}"
        raise
    prepare = found.get("prepareResults")
    return _Question(checker, prepare=prepare if callable(prepare) else None)


def _call(value: Any, options: _Question, context: Context) -> Iterable[Result]:
    if value is MISSING:
        return (Result('#{{print("property")}}must be there', hint="add it"),)
    if options.checker is None:
        # The field's linter says so only where references are left as they are.
        return () if context.resolved else (Result(options.broken),)
    try:
        errors = options.checker.errors(value, context.follow)
    except ApiyardError as error:
        return (Result(f"{error.what}{': ' if error.piece else ''}{error.piece}", hint=error.hint),)
    if options.prepare is not None:
        options.prepare(errors)
    return _told(errors, value, context) if errors else ()


def _told(errors: list[SchemaError], value: Any, context: Context) -> Iterator[Result]:
    from apiyard.design.schema_check.say import say

    for each in kept(errors):
        yield Result(say(each, value, context), each.path, at=_circle(each, value, context))


def _circle(error: SchemaError, value: Any, context: Context) -> Location | None:
    """Give the place of a reference that leads back to what it hangs on; None for other errors."""
    if not (error.circular and error.path and context.resolved):
        return None
    spot = context.spot
    for key in error.path:
        found = context.inventory.target(value) if isinstance(value, dict) and "$ref" in value else None
        if found is not None:
            value, spot = found
        value, spot = value[key], Spot(spot.uri, (*spot.path, key))
    return context.inventory.locate(spot)


FUNCTION = Function(
    id="schema",
    name="schema",
    why="What a form cannot say in words, a schema says to a machine.",
    call=_call,
    read=_read,
    public=True,
)
