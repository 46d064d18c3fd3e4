"""A tree as it is meant on one side of an exchange: without what is readOnly, or without what is writeOnly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import orjson

from apiyard.core.json import Json
from apiyard.spec import pointer as pointers
from apiyard.spec.violation import Direction
from apiyard.spec.walk import walk

_MARK: dict[Direction, str] = {"request": "readOnly", "response": "writeOnly"}
_MAX_BRANCHES = 64


def direct(tree: Json, direction: Direction) -> Json:
    """Give the tree in which properties that must not travel are refused and not required.

    Args:
        tree: a bundled 3.1 tree, or a bare schema.
        direction: the side of the exchange.

    Returns:
        The same tree when nothing in it is marked, or a changed copy.
    """
    mark = _MARK[direction]
    data = orjson.dumps(tree)
    if not isinstance(tree, dict) or f'"{mark}":true'.encode() not in data:
        return tree
    copy: dict[str, Any] = orjson.loads(data)
    kind = "document" if "openapi" in copy else "schema"
    nodes = [(pointer, node) for pointer, node, sort in walk(copy, kind=kind) if sort == "schema"]
    aimed = {str(node["$ref"]) for _, node in nodes if "$ref" in node}
    family = [(pointer, node, _marked(copy, node, mark)) for pointer, node in nodes]
    for pointer, node, names in family:
        if names:
            _refuse(pointer, node, names, aimed)
    return cast("Json", copy)


def _refuse(pointer: str, node: dict[str, Any], names: set[str], aimed: set[str]) -> None:
    for branch in (node, *(each for each in node.get("allOf", ()) if isinstance(each, dict))):
        required = branch.get("required")
        if isinstance(required, list):
            branch["required"] = [name for name in required if name not in names]
    properties = node.get("properties")
    if not isinstance(properties, dict):
        return
    for name in names & properties.keys():
        # What another schema refers to keeps its meaning there.
        if "#" + pointers.to_fragment(pointers.join(pointer, "properties", name)) not in aimed:
            properties[name] = False


def _marked(tree: dict[str, Any], schema: dict[str, Any], mark: str) -> set[str]:
    """Give the names of the marked properties of a schema and of all that it is composed of by allOf."""
    return {
        name
        for part in _parts(tree, schema)
        for name, value in (part.get("properties") or {}).items()
        if isinstance(value, dict) and any(each.get(mark) is True for each in _parts(tree, value))
    }


def _parts(tree: dict[str, Any], schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give a schema, what it refers to, and its allOf branches."""
    waiting, seen = [schema], 0
    while waiting and seen < _MAX_BRANCHES:
        part = waiting.pop()
        seen += 1
        if not isinstance(part.get("properties", {}), dict):
            continue
        yield part
        ref = part.get("$ref")
        target = (
            pointers.get(tree, pointers.from_fragment(ref[1:])) if isinstance(ref, str) and ref[:1] == "#" else None
        )
        if isinstance(target, dict):
            waiting.append(target)
        branches = part.get("allOf")
        if isinstance(branches, list):
            waiting.extend(each for each in branches if isinstance(each, dict))
