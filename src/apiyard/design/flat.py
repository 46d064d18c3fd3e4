"""What a schema says, with references and allOf looked through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apiyard.core.json import Json, canonical
from apiyard.core.noun import dataclass
from apiyard.spec.schema import Schema

_MAX_PARTS = 64
_ALL_TYPES = frozenset(("array", "boolean", "integer", "null", "number", "object", "string"))
_LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
_UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
BOUNDS = (*_LOWER, *_UPPER)
_NULL = {"type": "null"}
_TYPED = {"type", "enum", "const", "allOf", "$ref"}
# Words whose meaning is not compared: any difference counts as a change that may break.
OPAQUE = (
    "not",
    "if",
    "then",
    "else",
    "dependentSchemas",
    "dependentRequired",
    "propertyNames",
    "contains",
    "minContains",
    "maxContains",
    "unevaluatedItems",
    "unevaluatedProperties",
    "patternProperties",
    "$dynamicRef",
)


@dataclass(frozen=True, slots=True)
class Flat:
    """A schema as the conjunction of its parts.

    Args:
        schema: the schema itself, references followed.
        parts: it, and what its references and its allOf lead to.
        never: whether one part is false, so that nothing conforms.
        nullable: whether null conforms whatever the parts say: a choice between null and one other schema.
    """

    schema: Schema
    parts: tuple[Schema, ...]
    never: bool
    nullable: bool = False

    def words(self, name: str) -> list[Any]:
        """Give the values that the parts have for a word."""
        return [part.value[name] for part in self.parts if isinstance(part.value, dict) and name in part.value]

    def types(self) -> frozenset[str]:
        """Give the types that conform; all of them when nothing is said."""
        found = frozenset() if self.never else _ALL_TYPES
        for word in self.words("type"):
            names = frozenset(word if isinstance(word, list) else [word])
            # Every integer is a number.
            found &= names | ({"integer"} if "number" in names else frozenset())
        listed = self.enum()
        if listed is not None:
            found &= {_type_of(value) for value in listed.values()}
        return found | {"null"} if self.nullable else found

    def enum(self) -> dict[bytes, Json] | None:
        """Give the values that conform, by their canonical bytes; None when they are not listed."""
        found: dict[bytes, Json] | None = None
        for values in [*self.words("enum"), *([value] for value in self.words("const"))]:
            listed = {canonical(value): value for value in values} if isinstance(values, list) else {}
            found = listed if found is None else {key: value for key, value in found.items() if key in listed}
        return {**found, b"null": None} if found is not None and self.nullable else found

    def bound(self, name: str) -> float | None:
        """Give the tightest value of a bound."""
        values = [value for value in self.words(name) if isinstance(value, int | float) and not isinstance(value, bool)]
        tightest: Callable[[list[float]], float] = max if name in _LOWER else min
        return tightest(values) if values else None

    def required(self) -> set[str]:
        """Give the names of the properties that must be there."""
        return {name for names in self.words("required") if isinstance(names, list) for name in names}

    def properties(self) -> dict[str, Schema]:
        """Give the declared properties; of one declared twice, the first."""
        found: dict[str, Schema] = {}
        for part in self.parts:
            named = part.value.get("properties") if isinstance(part.value, dict) else None
            for name in named if isinstance(named, dict) else ():
                inner = part.at("properties", name)
                if inner is not None:
                    found.setdefault(name, inner)
        return found

    def member(self, name: str) -> Schema | None:
        """Give the schema inside that a word holds, in the first part that has one."""
        return next((inner for part in self.parts if (inner := part.at(name)) is not None), None)

    def closed(self) -> bool:
        """Say whether properties that are not declared are refused."""
        return any(value is False for value in self.words("additionalProperties"))

    def branches(self, name: str) -> list[Schema]:
        """Give the branches of anyOf or oneOf."""
        return [
            inner
            for part in self.parts
            if isinstance(part.value, dict) and isinstance(part.value.get(name), list) and _only(part, name) is None
            for index in range(len(part.value[name]))
            if (inner := part.at(name, index)) is not None
        ]

    def marked(self, name: str) -> bool:
        """Say whether the schema says ``true`` to a word such as readOnly."""
        return True in self.words(name)


def flatten(schema: Schema) -> Flat:
    """Give what a schema says, with references and allOf looked through; circles end.

    Args:
        schema: the schema.

    Returns:
        The flat view.
    """
    waiting, parts, seen = [schema], list[Schema](), set[str]()
    never = nullable = False
    while waiting and len(parts) < _MAX_PARTS:
        here = waiting.pop(0)
        if here.pointer in seen:
            continue
        seen.add(here.pointer)
        if not isinstance(here.value, dict):
            never = never or here.value is False
            continue
        if "$ref" in here.value:
            target = here.resolved()
            if target.pointer != here.pointer:
                waiting.insert(0, target)
        parts.append(here)
        branches = here.value.get("allOf")
        if isinstance(branches, list):
            waiting.extend(each for index in range(len(branches)) if (each := here.at("allOf", index)) is not None)
        for word in ("anyOf", "oneOf"):
            only = _only(here, word)
            if only is not None:
                nullable = True
                waiting.append(only)
    return Flat(schema.resolved(), tuple(parts), never, nullable)


def _type_of(value: Json) -> str:
    if value is None:
        return "null"
    for kind, name in ((bool, "boolean"), (int, "integer"), (float, "number"), (str, "string"), (list, "array")):
        if isinstance(value, kind):
            return name
    return "object"


def _only(schema: Schema, word: str) -> Schema | None:
    """Give the one branch beside null, when the word is a choice between these two and stands for the whole schema."""
    value = schema.value if isinstance(schema.value, dict) else {}
    branches = value.get(word)
    if not isinstance(branches, list) or len(branches) != 2 or _NULL not in branches or _TYPED & value.keys():
        return None
    return schema.at(word, 1 - branches.index(_NULL))
