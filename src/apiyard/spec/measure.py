"""One look at all values of a document: how many there are, how deep they nest, and which of them are references."""

from __future__ import annotations

from typing import Any

from apiyard.core.noun import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """What a document is like.

    Args:
        values: how many values it holds, itself among them.
        keys: how many members its objects have together.
        depth: how deep objects and arrays nest.
        references: its reference objects, level by level.
    """

    values: int
    keys: int
    depth: int
    references: list[dict[str, Any]]


def measure(value: Any) -> Measure:
    """Look at all values once, level by level, without recursion.

    Args:
        value: the document.

    Returns:
        What it is like.
    """
    values = keys = depth = 0
    references: list[dict[str, Any]] = []
    level: list[Any] = [value]
    while level:
        below: list[Any] = []
        for node in level:
            if type(node) is dict:
                keys += len(node)
                if "$ref" in node and type(node["$ref"]) is str:
                    references.append(node)
                below += node.values()
            elif type(node) is list:
                below += node
        values += len(level)
        depth += 1
        level = below
    return Measure(values, keys, depth - 1, references)
