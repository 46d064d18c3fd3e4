"""Options as a user writes them: a mapping checked against a frozen dataclass."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, Union, get_args, get_origin, get_type_hints

from apiyard.core.errors import ApiyardError, InvalidInputError, unknown
from apiyard.core.json import Json
from apiyard.core.late import late_module
from apiyard.core.noun import dataclass

if TYPE_CHECKING:
    import dataclasses
else:
    dataclasses = late_module("dataclasses")

OptionsT = TypeVar("OptionsT")
_MOST_ITEMS = 1_000
_WORDS: Mapping[object, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "a text",
    tuple: "a list",
    Mapping: "a mapping",
}


class Place(Protocol):
    """A place in the data that is being read; its text says where that is."""

    def child(self, key: object) -> Place:
        """Give the place of a member.

        Args:
            key: its name or index.

        Returns:
            The place below this one.
        """
        ...


@dataclass(frozen=True, slots=True)
class Dotted:
    """A place that is told as names joined by dots.

    Args:
        text: the names so far.
    """

    text: str = ""

    def child(self, key: object) -> Dotted:
        """Give the place of a member.

        Args:
            key: its name or index.

        Returns:
            The place below this one.
        """
        return Dotted(f"{self.text}.{key}" if self.text else str(key))

    def __str__(self) -> str:
        """Give the names."""
        return self.text


@dataclass(frozen=True, slots=True)
class Pointed:
    """A place in a document, told as its file, line and column.

    Args:
        locate: gives the readable place of a JSON pointer.
        pointer: the pointer (RFC 6901) of this place.
    """

    locate: Callable[[str], str]
    pointer: str = ""

    def child(self, key: object) -> Pointed:
        """Give the place of a member.

        Args:
            key: its name or index.

        Returns:
            The place below this one.
        """
        return Pointed(self.locate, f"{self.pointer}/{str(key).replace('~', '~0').replace('/', '~1')}")

    def __str__(self) -> str:
        """Give the readable place."""
        return self.locate(self.pointer)


def read_options(kind: type[OptionsT], value: object, *, where: str | Place = "", noun: str = "option") -> OptionsT:
    """Build a frozen dataclass from what stands in a file.

    Fields may be bool, int, float, str, checked names (subclasses of str), ``X | None``, ``tuple[X, ...]``,
    ``Mapping[name, X]`` and further dataclasses. A hyphen in a name is read as an underscore. The dataclass checks
    ranges itself in ``__post_init__``.

    Args:
        kind: the frozen dataclass of the options.
        value: the mapping as parsed; None means no option was given.
        where: the place it was written at, for errors.
        noun: what a field is called in errors.

    Returns:
        The options.

    Raises:
        UnknownNameError: a field nobody knows; names the nearest one.
        InvalidInputError: a value of another type, or a required field is missing.
    """
    if not dataclasses.is_dataclass(kind):
        raise TypeError(f"{kind!r} is no dataclass")
    place: Place = Dotted(where) if isinstance(where, str) else where
    given = {} if value is None else value
    if not isinstance(given, Mapping):
        raise InvalidInputError(f"{noun}s must be a mapping", where=str(place), piece=repr(value))
    known: dict[str, dataclasses.Field[Any]] = {field.name: field for field in dataclasses.fields(kind) if field.init}
    hints = get_type_hints(kind)
    ready: dict[str, object] = {}
    for written, item in given.items():
        name = str(written).replace("-", "_")
        if name not in known:
            raise unknown(
                noun, str(written), [each.replace("_", "-") for each in known], where=str(place.child(written))
            )
        ready[name] = _read(hints[name], item, place.child(written))
    for name, field in known.items():
        if name not in ready and field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            raise InvalidInputError(f"the {noun} {name!r} is missing", where=str(place), hint=f"write {name}: ...")
    return _made(lambda: kind(**ready), place)


def write_options(options: object) -> dict[str, Json]:
    """Give options as a JSON object that ``read_options`` reads back.

    Args:
        options: an instance of a dataclass of options.

    Returns:
        All fields by name.
    """
    if not dataclasses.is_dataclass(options) or isinstance(options, type):
        raise TypeError(f"{options!r} is no dataclass")
    return {field.name: _plain(getattr(options, field.name)) for field in dataclasses.fields(options)}


def _plain(value: Any) -> Json:
    if dataclasses.is_dataclass(value):
        return write_options(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return value  # type: ignore[no-any-return]


def _made(make: Callable[[], OptionsT], place: Place) -> OptionsT:
    try:
        return make()
    except ApiyardError as error:
        error.where = error.where or str(place)
        raise


def _wrong(hint: object, value: object, place: Place) -> InvalidInputError:
    word = _WORDS.get(hint, getattr(hint, "__name__", str(hint)))
    return InvalidInputError(f"expected {word}", where=str(place), piece=repr(value))


def _read(hint: Any, value: object, place: Place) -> object:
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        return _read_union(hint, value, place)
    if origin is tuple:
        if not isinstance(value, (list, tuple)) or len(value) > _MOST_ITEMS:
            raise _wrong(tuple, value, place)
        return tuple(_read(get_args(hint)[0], item, place.child(at)) for at, item in enumerate(value))
    if origin is not None and issubclass(origin, Mapping):
        return _read_mapping(get_args(hint), value, place)
    if dataclasses.is_dataclass(hint):
        return read_options(hint, value, where=place)  # type: ignore[arg-type]
    return _read_scalar(hint, value, place)


def _read_mapping(hints: tuple[Any, ...], value: object, place: Place) -> dict[object, object]:
    if not isinstance(value, Mapping) or len(value) > _MOST_ITEMS:
        raise _wrong(Mapping, value, place)
    return {
        _read_scalar(hints[0], str(key), place.child(key)): _read(hints[1], item, place.child(key))
        for key, item in value.items()
    }


def _read_union(hint: Any, value: object, place: Place) -> object:
    inner = [one for one in get_args(hint) if one is not type(None)]
    if value is None and len(inner) < len(get_args(hint)):
        return None
    return _read(inner[0], value, place)


def _read_scalar(hint: Any, value: object, place: Place) -> object:
    if hint is float and isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if hint is int and isinstance(value, bool):
        raise _wrong(hint, value, place)
    if hint in {Any, object}:
        return value
    if issubclass(hint, str) and hint is not str and isinstance(value, str):
        return _made(lambda: hint(value), place)
    if not isinstance(value, hint):
        raise _wrong(hint, value, place)
    return value
