"""A ruleset as values with places, whether it was YAML, JSON or the plain data of JavaScript."""

from __future__ import annotations

from typing import Any, Protocol

from apiyard.core.errors import InvalidInputError
from apiyard.core.finding import Location
from apiyard.core.noun import dataclass
from apiyard.spec import pointer as pointers

SCRIPTS = (".js", ".mjs", ".cjs")
"""How the names of scripts end."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something that JavaScript imports from another module.

    Args:
        module: the module as written, such as ``@stoplight/spectral-functions``.
        name: what is imported; ``default`` for the whole.
        where: the place of its use.
    """

    module: str
    name: str
    where: str


@dataclass(frozen=True, slots=True)
class Code:
    """Something in JavaScript that is no plain data.

    Args:
        what: a word for it, such as ``a function``.
        where: its place.
    """

    what: str
    where: str


class Located(Protocol):
    """A document that knows its places."""

    @property
    def uri(self) -> str:
        """Its name."""
        ...

    @property
    def value(self) -> Any:
        """Its value; in JavaScript with `Named` and `Code` in it."""
        ...

    def locate(self, pointer: str) -> Location:
        """Give the place of a value, or of the nearest one around it."""
        ...


@dataclass(frozen=True, slots=True)
class Written:
    """A file that holds a ruleset; it is an origin.

    Args:
        document: what was read.
    """

    document: Located

    @property
    def name(self) -> str:
        """The path or address."""
        return self.document.uri

    def where(self, pointer: str) -> str:
        """Give ``file:line:column`` of a value, or of the nearest one around it."""
        place = self.document.locate(pointer)
        return f"{place.document}:{place.line}:{place.column}" if place.line else place.document


@dataclass(frozen=True, slots=True)
class Part:
    """A value in a ruleset with its place.

    Args:
        origin: the file.
        pointer: where it stands.
        value: the value.
    """

    origin: Written
    pointer: str
    value: Any

    @property
    def where(self) -> str:
        """The place as errors name it."""
        return self.value.where if isinstance(self.value, Named | Code) else self.origin.where(self.pointer)

    def member(self, key: str | int) -> Part:
        """Give a member of it that is there."""
        return Part(self.origin, pointers.join(self.pointer, key), self.value[key])

    def wrong(self, what: str, hint: str = "", *, piece: str = "") -> InvalidInputError:
        """Make the error for it."""
        return InvalidInputError(what, where=self.where, piece=piece or _shown(self.value), hint=hint)

    def object(self, what: str) -> dict[str, Any]:
        """Give it as an object."""
        if not isinstance(self.value, dict):
            raise self.wrong(f"{what} must be an object")
        return self.value

    def items(self, what: str) -> list[Part]:
        """Give the items of a list."""
        if not isinstance(self.value, list):
            raise self.wrong(f"{what} must be a list")
        return [self.member(at) for at in range(len(self.value))]

    def text(self, what: str) -> str:
        """Give it as text."""
        if not isinstance(self.value, str):
            raise self.wrong(f"{what} must be text")
        return self.value

    def flag(self, what: str) -> bool:
        """Give it as true or false."""
        if not isinstance(self.value, bool):
            raise self.wrong(f"{what} must be true or false")
        return self.value


def _shown(value: object) -> str:
    if isinstance(value, Named):
        return f"{value.name} of {value.module}"
    if isinstance(value, Code):
        return value.what
    if isinstance(value, dict):
        return "an object with " + (", ".join(list(value)[:5]) or "nothing in it")
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return repr(value)
