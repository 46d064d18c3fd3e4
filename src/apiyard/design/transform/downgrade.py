"""Schemas that were 2.0 and became 3.1 to those of 3.0."""

from __future__ import annotations

from typing import Any

from apiyard.spec.grammar import OPENAPI_3
from apiyard.spec.walk import walk

_BOUNDS = (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum"))
_NULL = {"type": "null"}


def downgrade(tree: dict[str, Any]) -> None:
    """Write what the upgrade from 2.0 makes of schemas in the words of 3.0; other schemas are not for this.

    Args:
        tree: the tree; it is changed.
    """
    for _, node, kind in list(walk(tree, grammar=OPENAPI_3)):
        if kind == "schema":
            _schema(node)


def _schema(node: dict[str, Any]) -> None:
    for exclusive, bound in _BOUNDS:
        if isinstance(node.get(exclusive), int | float) and not isinstance(node.get(exclusive), bool):
            node[bound] = node[exclusive]
            node[exclusive] = True
    if isinstance(node.get("examples"), list):
        examples = node.pop("examples")
        if examples:
            node["example"] = examples[0]
    kind = node.get("type")
    if isinstance(kind, list) and "null" in kind:
        node["type"] = next((each for each in kind if each != "null"), "string")
        node["nullable"] = True
    options = node.get("anyOf")
    if isinstance(options, list) and len(options) == 2 and options[1] == _NULL:
        inner = node.pop("anyOf")[0]
        node.update({"allOf": [inner]} if "$ref" in inner else inner)
        node["nullable"] = True
    if isinstance(node.get("prefixItems"), list):
        items = node.pop("prefixItems")
        node["items"] = items[0] if len(items) == 1 else {}
