"""What the validator says of a value: asked with as much of a schema as the value reaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import jsonschema_rs

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.design.containment.budget import UndecidedError
from apiyard.design.containment.holds import CAREFUL, ENGINE
from apiyard.design.containment.library import Library
from apiyard.design.containment.node import Node, Resource

_PLAIN: Final = frozenset(
    {
        *("type", "enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
        *("minLength", "maxLength", "pattern", "format", "required", "minProperties", "maxProperties"),
        *("dependentRequired", "minItems", "maxItems", "uniqueItems", "minContains", "maxContains"),
    }
)
_HERE: Final = frozenset({"not", "if", "then", "else"})
_HERE_LISTS: Final = frozenset({"allOf", "anyOf", "oneOf"})
_MEMBERS: Final = frozenset({"additionalProperties", "unevaluatedProperties"})
_ITEMS: Final = frozenset({"items", "unevaluatedItems", "contains"})
_MAX_PAIRS: Final = 50_000
_MAX_TIMES: Final = 2_000_000
_MAX_TOLD: Final = 5_000
_ENDLESS: Final = 1 << 40
_CUT: Final = 240


@dataclass(slots=True)
class _Cut:
    """The part of schemas that a value reaches."""

    library: Library
    kept: set[int] = field(default_factory=set)
    names: dict[int, str] = field(default_factory=dict)
    definitions: dict[str, Any] = field(default_factory=dict)

    def mark(self, node: Node, value: Any) -> int:
        """Note all schemas that are asked about a value or what is in it.

        Returns:
            How many times some schema is asked about some value when all are asked, as the validator does.
        """
        first = (node.number, id(value))
        edges: dict[tuple[int, int], list[tuple[int, int]]] = {}
        waiting: list[tuple[Node, Any]] = [(node, value)]
        while waiting:
            node, value = waiting.pop()
            key = (node.number, id(value))
            if key in edges:
                continue
            if len(edges) > _MAX_PAIRS:
                raise UndecidedError("budget", "a value reaches too much")
            self.kept.add(node.number)
            below = list(self._below(node.value, node.home, value)) if isinstance(node.value, dict) else []
            edges[key] = [(each.number, id(held)) for each, held in below]
            waiting.extend(below)
        return _times(first, edges)

    def _below(self, schema: Mapping[str, Any], home: Resource, value: Any) -> Iterable[tuple[Node, Any]]:
        for keyword, content in schema.items():
            for child, each in _asked(keyword, content, value):
                yield self.library.node(child, home), each
            if keyword in {"$ref", "$dynamicRef"}:
                yield self.target(keyword, content, home), value

    def target(self, keyword: str, ref: str, home: Resource) -> Node:
        """Give what a reference leads to."""
        return self.library.follow(ref, home) if keyword == "$ref" else self.library.dynamic(ref, home)

    def written(self, node: Node) -> Any:
        """Write a schema with what is reached of it; what references lead to becomes a definition."""
        schema, home = node.value, node.home
        if not isinstance(schema, dict):
            return schema
        found: dict[str, Any] = {}
        for keyword, content in schema.items():
            if keyword in _PLAIN:
                found[keyword] = content
            elif keyword in {"$ref", "$dynamicRef"}:
                reference = {"$ref": self._reference(self.target(keyword, content, home))}
                found.setdefault("allOf", []).append(reference)
            elif keyword in _HERE or keyword in _MEMBERS or keyword in _ITEMS or keyword == "propertyNames":
                found[keyword] = self._child(content, home)
            elif keyword in _HERE_LISTS:
                found.setdefault(keyword, []).extend(self._child(each, home) for each in content)
            elif keyword == "prefixItems":
                found[keyword] = [self._child(each, home) for each in content]
            elif keyword == "dependencies":
                found[keyword] = {
                    name: each if isinstance(each, list) else self._child(each, home) for name, each in content.items()
                }
            elif keyword in {"properties", "patternProperties", "dependentSchemas"}:
                found[keyword] = {name: self._child(each, home) for name, each in content.items()}
        return found

    def _child(self, value: Json, home: Resource) -> Any:
        node = self.library.node(value, home)
        return self.written(node) if node.number in self.kept else True

    def _reference(self, node: Node) -> str:
        name = self.names.get(node.number)
        if name is None:
            name = self.names[node.number] = f"s{len(self.names)}"
            self.definitions[name] = True
            self.definitions[name] = self.written(node) if node.number in self.kept else True
        return f"#/$defs/{name}"


def _asked(keyword: str, content: Any, value: Any) -> Iterable[tuple[Any, Any]]:
    """Give the schemas under a keyword with the values that they are asked about."""
    if keyword in _HERE:
        return [(content, value)]
    if keyword in _HERE_LISTS:
        return [(each, value) for each in content]
    if isinstance(value, dict):
        return _asked_of_members(keyword, content, value)
    if isinstance(value, list):
        if keyword in _ITEMS:
            return [(content, each) for each in value]
        if keyword == "prefixItems":
            return zip(content, value, strict=False)
    return ()


def _asked_of_members(keyword: str, content: Any, value: dict[str, Any]) -> Iterable[tuple[Any, Any]]:
    if keyword == "properties":
        return [(content[name], each) for name, each in value.items() if name in content]
    if keyword == "dependentSchemas":
        return [(each, value) for name, each in content.items() if name in value]
    if keyword == "dependencies":
        return [(each, value) for name, each in content.items() if name in value and not isinstance(each, list)]
    if keyword == "patternProperties":
        return [(schema, each) for schema in content.values() for each in value.values()]
    if keyword in _MEMBERS:
        return [(content, each) for each in value.values()]
    return [(content, name) for name in value] if keyword == "propertyNames" else ()


def _times(first: tuple[int, int], edges: dict[tuple[int, int], list[tuple[int, int]]]) -> int:
    """Count the ways from the first key to all others."""
    known: dict[tuple[int, int], int] = {}
    opened: set[tuple[int, int]] = set()
    waiting = [first]
    while waiting:
        key = waiting[-1]
        if key in known:
            waiting.pop()
            continue
        left = [each for each in edges[key] if each not in known]
        if left and key in opened:
            raise UndecidedError("$ref", "a schema that only leads to itself")
        if left:
            opened.add(key)
            waiting.extend(left)
            continue
        known[key] = min(1 + sum(known[each] for each in edges[key]), _ENDLESS)
        waiting.pop()
    return known[first]


@dataclass(frozen=True, slots=True)
class Judge:
    """The validator of a schema for one value.

    Args:
        validator: made of what the value reaches.
        times: how many times it asks some schema about some value at most.
    """

    validator: jsonschema_rs.Draft202012Validator
    times: int

    def violation(self, value: Any) -> tuple[str, str] | None:
        """Give the keyword that refuses a value and what is said of it; None when the value is valid."""
        if self.validator.is_valid(value):
            return None
        if self.times > _MAX_TOLD:
            # To tell what every branch says of every part would take too long.
            return "schema", "the value is not valid; its branches are too many to say where"
        error = next(iter(self.validator.iter_errors(value)))
        message = error.message
        return error.kind.name, message if len(message) <= _CUT else f"{message[:_CUT]} ..."


def judge_of(node: Node, value: Json, library: Library) -> Judge:
    """Make the validator of a schema for one value.

    Args:
        node: the schema.
        value: the value; only what it reaches is compiled.
        library: follows references.

    Raises:
        UndecidedError: the validator refuses the schema, or it would take too long.
    """
    cut = _Cut(library)
    times = cut.mark(node, value)
    if times > _MAX_TIMES:
        raise UndecidedError("budget", "to confirm the witness takes too long")
    schema = cut.written(node)
    if cut.definitions and isinstance(schema, dict):
        schema["$defs"] = cut.definitions
    reason = ""
    for engine in (ENGINE, CAREFUL):
        try:
            made = jsonschema_rs.Draft202012Validator(
                schema, pattern_options=engine, validate_formats=library.formats, offline=True
            )
            return Judge(made, times)
        except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError) as error:
            reason = str(error).partition("\n")[0][:_CUT]
    raise UndecidedError("schema", reason)
