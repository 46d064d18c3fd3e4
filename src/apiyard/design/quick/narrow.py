"""The part of a schema by which a value is wrong, so that the careful check has little to read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from apiyard.core.noun import dataclass

Path = tuple[str | int, ...]
Held = list[tuple[Path, Any]]

_DROPPED = frozenset({"description", "title", "example", "examples", "default", "externalDocs", "xml", "deprecated"})
_CHOICES = ("anyOf", "oneOf")
_CONDITIONS = ("not", "if", "then", "else")


@dataclass(frozen=True, slots=True)
class Narrower:
    """Copies schemas that are known to be right and free of circles.

    Args:
        follow: gives what a reference object means.
        bad: the places in the value that are wrong, and all places above them.
        exact: the places that are wrong.
        optional: the keyword that lets a property be missing, or ``""``.
    """

    follow: Callable[[Any], Any]
    bad: frozenset[Path]
    exact: frozenset[Path]
    optional: str

    def copy(self, schema: Any, value: Any) -> Any:
        """Give a schema that says the same of the value, with what the value keeps or does not touch left out."""
        return self._part(schema, [((), value)])

    def _part(self, schema: Any, held: Held) -> Any:
        """Copy a schema that must hold: only where values are wrong."""
        schema = self.follow(schema)
        if not isinstance(schema, dict):
            return schema
        held = [(path, value) for path, value in held if self._matters(path)]
        if not held:
            return self._mark(schema)
        told = any(path in self.exact or not self._is_above(path) for path, _ in held)
        return self._copy(schema, held, self._part, told=told)

    def _all(self, schema: Any, held: Held) -> Any:
        """Copy a schema that may hold: wherever there are values."""
        schema = self.follow(schema)
        if not isinstance(schema, dict):
            return schema
        return self._copy(schema, held, self._all, told=True) if held else self._mark(schema)

    def _matters(self, path: Path) -> bool:
        return path in self.bad or any(path[:length] in self.exact for length in range(len(path)))

    def _is_above(self, path: Path) -> bool:
        return path in self.bad

    def _mark(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {self.optional: True} if self.optional and schema.get(self.optional) is True else {}

    def _copy(
        self, schema: dict[str, Any], held: Held, go: Callable[[Any, Held], Any], *, told: bool
    ) -> dict[str, Any]:
        out: dict[str, Any] = {}
        objects = [(path, value) for path, value in held if isinstance(value, dict)]
        for word, value in schema.items():
            if word in _DROPPED or (word.startswith("x-") and word != "x-nullable"):
                continue
            if word == "properties":
                out[word] = {name: go(each, _members(objects, name)) for name, each in value.items()}
            elif word == "additionalProperties" and isinstance(value, dict):
                out[word] = go(value, _rest(objects, schema))
            elif word == "items" and isinstance(value, dict):
                out[word] = go(value, _items(held))
            elif word == "allOf":
                out[word] = [go(each, held) for each in value]
            elif word in _CHOICES and told:
                out[word] = [self._all(each, held) for each in value]
            elif word in _CONDITIONS and told:
                out[word] = self._all(value, held)
            elif word not in _CHOICES and word not in _CONDITIONS:
                out[word] = value
        return out


def narrow(
    schema: Any, value: Any, wrong: Iterable[Path], *, follow: Callable[[Any], Any], optional: str
) -> dict[str, Any]:
    """Give the part of a schema by which a value is wrong.

    Args:
        schema: a right schema, as it stands in its document.
        value: the value.
        wrong: the places in it that break the schema.
        follow: gives what a reference object means.
        optional: the keyword that lets a property be missing, or ``""``.

    Returns:
        A schema without references that finds the same errors in the value.
    """
    exact = frozenset(wrong)
    bad = frozenset(path[:length] for path in exact for length in range(len(path) + 1))
    found: dict[str, Any] = Narrower(follow, bad, exact, optional).copy(schema, value)
    return found


def _members(objects: Held, name: str) -> Held:
    return [((*path, name), value[name]) for path, value in objects if name in value]


def _rest(objects: Held, schema: dict[str, Any]) -> Held:
    own = schema.get("properties", {})
    return [((*path, name), item) for path, value in objects for name, item in value.items() if name not in own]


def _items(held: Held) -> Held:
    return [
        ((*path, index), item) for path, value in held if isinstance(value, list) for index, item in enumerate(value)
    ]
