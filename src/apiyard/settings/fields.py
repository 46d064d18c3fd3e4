"""Turn plain data into frozen dataclasses, with an error at the place of each wrong field."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from apiyard.core.errors import ApiyardError, InvalidInputError, unknown

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class At:
    """A place in the data that is being read.

    Args:
        locate: gives the readable place (file:line:column) of a JSON pointer.
        pointer: the pointer of this place.
    """

    locate: Callable[[str], str]
    pointer: str = ""

    def child(self, key: object) -> At:
        """Give the place of a member.

        Args:
            key: its name or index.

        Returns:
            The place below this one.
        """
        return At(self.locate, f"{self.pointer}/{str(key).replace('~', '~0').replace('/', '~1')}")

    def __str__(self) -> str:
        """Give the readable place."""
        return self.locate(self.pointer)


def build(kind: type[T], value: object, at: At) -> T:
    """Build a frozen dataclass from plain data.

    Keys of the data may be written with hyphens or underscores. Nested dataclasses, tuples, mappings with
    checked keys, optional fields, numbers, booleans and checked names are understood.

    Args:
        kind: the dataclass.
        value: plain data as parsed from YAML, TOML or JSON.
        at: the place of this value, for errors.

    Returns:
        The noun.

    Raises:
        UnknownNameError: a key that the noun does not have; names the nearest one.
        InvalidInputError: a missing key or a value of the wrong type.
    """
    if not isinstance(value, Mapping):
        raise InvalidInputError("a mapping is needed here", where=str(at), piece=repr(value))
    hints = _hints(kind)
    known = {field.name.replace("_", "-"): field for field in fields(cast("Any", kind)) if field.init}
    given: dict[str, Any] = {}
    for key, item in value.items():
        name = str(key).replace("_", "-")
        if name not in known:
            raise unknown("setting", str(key), known, where=str(at.child(key)))
        given[known[name].name] = _convert(hints[known[name].name], item, at.child(key))
    for name, field in known.items():
        if field.name not in given and _required(field):
            raise InvalidInputError(f"the setting {name!r} is missing", where=str(at))
    try:
        return kind(**given)
    except ApiyardError as error:
        error.where = error.where or str(at)
        raise


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)


def _required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _convert(kind: Any, value: object, at: At) -> Any:
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        return _optional(kind, value, at)
    if is_dataclass(kind):
        return build(cast("type[Any]", kind), value, at)
    if origin is tuple:
        return _tuple(get_args(kind)[0], value, at)
    if origin in {Mapping, dict}:
        return _mapping(get_args(kind), value, at)
    if kind is Any or kind is object:
        return value
    return _scalar(kind, value, at)


def _optional(kind: Any, value: object, at: At) -> Any:
    if value is None:
        return None
    inner = [choice for choice in get_args(kind) if choice is not type(None)]
    return _convert(inner[0], value, at)


def _tuple(item: Any, value: object, at: At) -> tuple[Any, ...]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise InvalidInputError("a list is needed here", where=str(at), piece=repr(value))
    return tuple(_convert(item, each, at.child(index)) for index, each in enumerate(value))


def _mapping(kinds: tuple[Any, Any], value: object, at: At) -> dict[Any, Any]:
    if not isinstance(value, Mapping):
        raise InvalidInputError("a mapping is needed here", where=str(at), piece=repr(value))
    result = {}
    for key, each in value.items():
        below = at.child(key)
        result[_scalar(kinds[0], str(key), below)] = _convert(kinds[1], each, below)
    return result


def _scalar(kind: Any, value: object, at: At) -> Any:
    try:
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        if kind in {bool, int, float, str}:
            if type(value) is kind:
                return value
        elif isinstance(value, str):
            return kind(value)
    except ApiyardError as error:
        error.where = error.where or str(at)
        raise
    except ValueError as error:
        raise InvalidInputError(str(error), where=str(at), piece=repr(value)) from error
    noun = {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}.get(kind, "a text")
    raise InvalidInputError(f"{noun} is needed here", where=str(at), piece=repr(value))
