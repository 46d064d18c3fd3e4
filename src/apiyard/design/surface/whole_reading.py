"""Whole contracts as ``wire`` reads them: readers ignore what they do not know, senders send no such thing."""

from __future__ import annotations

from typing import Any

from apiyard.core.json import Json
from apiyard.spec import exact_json
from apiyard.spec.walk import walk

_CLOSING = ("additionalProperties", "unevaluatedProperties")
_COMPOSED = frozenset(("allOf", "anyOf", "oneOf", "if", "dependentSchemas", "$ref", "$dynamicRef", "patternProperties"))


def opened_tree(tree: Json) -> Json:
    """Give a tree whose objects take any further member.

    Args:
        tree: a bundled tree; it stays as it is.
    """
    copy = _copy(tree)
    for _, node, sort in walk(copy, kind="document"):
        if sort == "schema":
            for word in _CLOSING:
                if node.get(word) is False:
                    del node[word]
    return copy


def closed_tree(tree: Json) -> Json:
    """Give a tree whose objects have only the members that they declare, where they say nothing about others.

    Args:
        tree: a bundled tree; it stays as it is.
    """
    copy = _copy(tree)
    for _, node, sort in walk(copy, kind="document"):
        if sort == "schema" and "properties" in node and _COMPOSED.isdisjoint(node) and _CLOSING[0] not in node:
            node[_CLOSING[0]] = False
    return copy


def _copy(tree: Json) -> dict[str, Any]:
    made: Any = exact_json.loads(exact_json.dumps(tree))
    copy: dict[str, Any] = made
    return copy
