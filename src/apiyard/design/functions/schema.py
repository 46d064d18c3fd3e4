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
from apiyard.design.schema_check.keys_only import asks_keys_only
from apiyard.spec.inventory import Spot

_MOST_KEYS, _MOST_ALIKE = 32, 2_000
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
        alike: where only the keys of an object count: by these, what is told.
    """

    checker: Checker | None
    broken: str = ""
    prepare: Callable[[list[SchemaError]], None] | None = None
    alike: dict[tuple[str, ...], list[SchemaError]] | None = None


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
    alike: dict[tuple[str, ...], list[SchemaError]] | None = (
        {} if prepare is None and asks_keys_only(found["schema"]) else None
    )
    return _Question(checker, prepare=prepare if callable(prepare) else None, alike=alike)


def _call(value: Any, options: _Question, context: Context) -> Iterable[Result]:
    if value is MISSING:
        return (Result('#{{print("property")}}must be there', hint="add it"),)
    if options.checker is None:
        # The field's linter says so only where references are left as they are.
        return () if context.resolved else (Result(options.broken),)
    alike = options.alike
    keys: tuple[str, ...] = ()
    if alike is not None and type(value) is dict and len(value) <= _MOST_KEYS:
        keys = tuple(value)
        if keys in alike:
            return _told(alike[keys], value, context)
    try:
        errors = options.checker.errors(value, context.follow)
    except ApiyardError as error:
        return (Result(f"{error.what}{': ' if error.piece else ''}{error.piece}", hint=error.hint),)
    if options.prepare is not None:
        options.prepare(errors)
    told = kept(errors) if errors else []
    if keys and alike is not None and "$ref" not in value and len(alike) < _MOST_ALIKE:
        alike[keys] = told
    return _told(told, value, context) if told else ()


def _told(told: list[SchemaError], value: Any, context: Context) -> Iterator[Result]:
    from apiyard.design.schema_check.say import say

    for each in told:
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
