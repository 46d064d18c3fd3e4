"""A tree as it is meant on one side of an exchange: without what is readOnly, or without what is writeOnly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from apiyard.core.json import Json
from apiyard.spec import exact_json
from apiyard.spec import pointer as pointers
from apiyard.spec.grammar import OPENAPI_3, children
from apiyard.spec.violation import Direction

_MARK: dict[Direction, str] = {"request": "readOnly", "response": "writeOnly"}
_MAX_BRANCHES = 64


def direct(tree: Json, direction: Direction) -> Json:
    """Give the tree in which properties that must not travel are refused and not required.

    Args:
        tree: a bundled 3.1 tree, or a bare schema.
        direction: the side of the exchange.

    Returns:
        The same tree when nothing in it is marked, or a changed copy; what stands in the tree keeps its pointer.
    """
    mark = _MARK[direction]
    data = exact_json.dumps(tree)
    if not isinstance(tree, dict) or f'"{mark}":true'.encode() not in data:
        return tree
    copy: Any = exact_json.loads(data)
    kind = "document" if "openapi" in copy else "schema"
    finder = _Finder(copy, mark)
    family: list[tuple[_Spot, dict[str, Any], set[str]]] = []
    aimed: set[str] = set()
    waiting: list[tuple[_Spot, dict[str, Any], str]] = [((None, ()), copy, kind)]
    while waiting:
        spot, node, sort = waiting.pop()
        if sort == "schema":
            if "$ref" in node:
                aimed.add(str(node["$ref"]))
            if ("properties" in node or "allOf" in node) and (names := finder.names(node)):
                family.append((spot, node, names))
        waiting.extend(((spot, tokens), child, below) for tokens, child, below in children(node, sort, OPENAPI_3))
    for spot, node, names in family:
        _refuse(_pointer(spot), node, names, aimed=aimed)
    directed: Json = copy
    return directed


# The spot of what is around it, and the names that lead from there; few spots are ever asked for their pointer.
_Spot: TypeAlias = "tuple[_Spot | None, tuple[object, ...]]"


def _pointer(spot: _Spot) -> str:
    names: list[object] = []
    here: _Spot | None = spot
    while here is not None:
        names.extend(reversed(here[1]))
        here = here[0]
    return pointers.build(reversed(names))


def _refuse(pointer: str, node: dict[str, Any], names: set[str], *, aimed: set[str]) -> None:
    branches = node.get("allOf")
    for branch in (node, *(branches if isinstance(branches, list) else ())):
        required = branch.get("required") if isinstance(branch, dict) else None
        if isinstance(required, list):
            branch["required"] = [name for name in required if name not in names]
    properties = node.get("properties")
    if not isinstance(properties, dict):
        return
    for name in names & properties.keys():
        # What another schema refers to keeps its meaning there.
        if "#" + pointers.to_fragment(pointers.join(pointer, "properties", name)) not in aimed:
            properties[name] = {**properties[name], "not": {}}


class _Finder:
    """Finds the names of marked properties; each reference is looked up once."""

    def __init__(self, tree: dict[str, Any], mark: str) -> None:
        self.tree = tree
        self.mark = mark
        self.known: dict[str, bool] = {}

    def names(self, schema: dict[str, Any]) -> set[str]:
        """Give the names of the marked properties of a schema and of all that it is composed of by allOf."""
        found: set[str] = set()
        for part in self.parts(schema):
            properties = part.get("properties")
            if isinstance(properties, dict):
                found.update(name for name, value in properties.items() if self.marked(value))
        return found

    def marked(self, schema: object) -> bool:
        if not isinstance(schema, dict):
            return False
        if schema.get(self.mark) is True:
            return True
        ref = schema.get("$ref")
        if isinstance(ref, str) and ref in self.known:
            return self.known[ref]
        if ref is None and "allOf" not in schema:
            return False
        found = any(part.get(self.mark) is True for part in self.parts(schema))
        if isinstance(ref, str) and "allOf" not in schema:
            self.known[ref] = found
        return found

    def parts(self, schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Give a schema, what it refers to, and its allOf branches, at most 64 of them."""
        waiting, seen = [schema], 0
        while waiting and seen < _MAX_BRANCHES:
            part = waiting.pop()
            seen += 1
            yield part
            ref = part.get("$ref")
            if isinstance(ref, str) and ref.startswith("#"):
                target = pointers.get(self.tree, pointers.from_fragment(ref[1:]))
                if isinstance(target, dict):
                    waiting.append(target)
            branches = part.get("allOf")
            if isinstance(branches, list):
                waiting.extend(each for each in branches if isinstance(each, dict))
