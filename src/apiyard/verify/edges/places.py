"""All places of a value, each with the values at its boundaries."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, cast

from apiyard.core.errors import ApiyardError
from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.spec import pointer as pointers
from apiyard.spec.sample import sketch
from apiyard.spec.schema import Schema
from apiyard.verify.edges.edge import Edge, bad, good
from apiyard.verify.edges.flat import flat, types_of
from apiyard.verify.edges.of_lists import of_lists
from apiyard.verify.edges.of_numbers import of_numbers
from apiyard.verify.edges.of_objects import of_objects
from apiyard.verify.edges.of_texts import of_texts

_MAX_DEPTH = 6
_MAX_PLACES = 300
_MAX_CHOICES = 20
_OTHERS: tuple[tuple[str, Json], ...] = (
    ("string", "text"),
    ("number", 7),
    ("boolean", True),
    ("object", {}),
    ("array", []),
    ("null", None),
)
_NO_CHOICE = "none-of-these"


@dataclass(slots=True)
class Places:
    """Walks a value along its schema.

    Args:
        schema: the schema of the whole value.
        seed: chooses values that have to be made.
    """

    schema: Schema
    seed: int = 0
    _tree: Json = field(default=None, repr=False)
    _left: int = _MAX_PLACES

    def edges(self, whole: Json) -> Iterator[tuple[str, Edge]]:
        """Give the edges of all places of a value.

        Args:
            whole: a value that keeps the schema.

        Yields:
            The pointer of the place in words, and an edge whose value is the whole value with one place changed.
            They come in turns: the first edge of each place, then the second of each.
        """
        self._tree = self.schema.scope.directed("request")
        node = pointers.get(self._tree, self.schema.pointer)
        found = [(at, list(edges)) for at, edges in self._places(cast("Json", node), whole, "")]
        for turn in range(max((len(edges) for _, edges in found), default=0)):
            for at, edges in found:
                if turn < len(edges):
                    edge = edges[turn]
                    changed = put(whole, at, edge.value)
                    yield at, Edge(edge.words, changed, good=edge.good, firm=edge.firm)

    def _places(self, node: Json, value: Json, at: str, *, depth: int = 0) -> Iterator[tuple[str, Iterator[Edge]]]:
        self._left -= 1
        if self._left < 0 or depth > _MAX_DEPTH or (isinstance(node, dict) and node.get("not") == {}):
            return
        schema = flat(self._tree, node, value)
        yield at, self._of_place(schema, node, value)
        properties = schema.get("properties")
        if isinstance(value, dict) and isinstance(properties, dict):
            for name, inner in properties.items():
                held = value[name] if name in value else self._made(inner)
                if held is not _NOTHING:
                    yield from self._places(inner, cast("Json", held), pointers.join(at, name), depth=depth + 1)
        if isinstance(value, list) and value:
            prefix = schema.get("prefixItems")
            first = prefix[0] if isinstance(prefix, list) and prefix else schema.get("items")
            if first is not None:
                yield from self._places(first, value[0], pointers.join(at, 0), depth=depth + 1)

    def _of_place(self, schema: dict[str, Any], node: Json, value: Json) -> Iterator[Edge]:
        kinds = types_of(schema, value)
        choices = schema.get("enum")
        if isinstance(choices, list):
            yield from _of_choices(choices)
        elif "const" in schema:
            yield from _of_choices([schema["const"]])
        elif "integer" in kinds or "number" in kinds:
            yield from of_numbers(schema, whole="number" not in kinds or schema.get("type") == "integer")
        elif "string" in kinds:
            yield from of_texts(schema, value)
        if "array" in kinds:
            yield from of_lists(schema, value, lambda count: self._items(schema, value, count))
        elif "object" in kinds:
            yield from of_objects(schema, value)
        if "boolean" in kinds and choices is None:
            yield from (good(str(each).lower(), each, firm=True) for each in (True, False))
        yield from _of_types(kinds, value)
        yield from self._of_branches(node)

    def _of_branches(self, node: Json) -> Iterator[Edge]:
        """Give a value of each branch of a choice between schemas."""
        target = node
        if isinstance(node, dict) and isinstance(node.get("$ref"), str):
            target = self.schema.scope.resolve(node, "")[0]
        if not isinstance(target, dict):
            return
        for word in ("oneOf", "anyOf"):
            branches = target.get(word)
            for number, branch in enumerate(branches[:_MAX_CHOICES] if isinstance(branches, list) else (), start=1):
                made = self._made({"allOf": [{key: target[key] for key in target if key != word}, branch]})
                if made is not _NOTHING:
                    yield good(f"branch {number} of {word}", cast("Json", made))

    def _items(self, schema: dict[str, Any], value: Json, count: int) -> list[Json]:
        held = value if isinstance(value, list) else []
        unique = schema.get("uniqueItems") is True
        if held and not unique:
            return [held[at % len(held)] for at in range(count)]
        made = self._made({**schema, "minItems": count, "maxItems": count})
        return made if isinstance(made, list) else (held * (count + 1))[:count]

    def _made(self, node: Json) -> object:
        try:
            return sketch(self.schema.scope, node, direction="request", seed=self.seed)
        except ApiyardError:
            return _NOTHING


_NOTHING = object()


def _of_choices(choices: list[Any]) -> Iterator[Edge]:
    for each in choices[:_MAX_CHOICES]:
        yield good(f"the choice {str(each)[:40]}", each, firm=True)
    texts = [each for each in choices if isinstance(each, str)]
    yield bad("a value that is none of the choices", _NO_CHOICE if texts or not choices else 987_654_321)
    other = next((each.swapcase() for each in texts if each.swapcase() not in texts and each.swapcase() != each), None)
    if other is not None:
        yield bad(f"a choice in other letters, {other[:40]}", other)


def _of_types(kinds: tuple[str, ...], value: Json) -> Iterator[Edge]:
    allowed = {"number" if each == "integer" else each for each in kinds}
    if "string" not in allowed and isinstance(value, bool | int | float):
        # The very value that is taken, so that only its type is wrong: many a program makes a number of it.
        yield bad(f"{json.dumps(value)} as a text where {' or '.join(kinds)} is asked for", json.dumps(value))
    for name, other in _OTHERS:
        if name not in allowed:
            yield bad(f"{name} where {' or '.join(kinds)} is asked for", other)
        elif name == "null":
            yield good("null, which is allowed", None, firm=True)


def put(whole: Json, at: str, value: Json) -> Json:
    """Give a value with one place changed.

    Args:
        whole: the value; it is not changed.
        at: an RFC 6901 pointer to the place; it may be a member that is not there yet.
        value: what is to stand there.

    Returns:
        The changed copy.
    """
    names = pointers.split(at) if at else ()
    return _put(whole, list(names), value)


def _put(node: Json, names: list[str], value: Json) -> Json:
    if not names:
        return value
    name, rest = names[0], names[1:]
    if isinstance(node, dict):
        return {**node, name: _put(node.get(name), rest, value)}
    if isinstance(node, list) and name.isdecimal() and int(name) < len(node):
        return [_put(each, rest, value) if at == int(name) else each for at, each in enumerate(node)]
    return {name: _put(None, rest, value)}
