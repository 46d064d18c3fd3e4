"""Put what references mean in their place."""

from __future__ import annotations

from typing import Any

from apiyard.core.errors import TooLargeError
from apiyard.spec import pointer as pointers
from apiyard.spec.limits import DEFAULT, Limits

_ANNOTATIONS = ("description", "summary")


def dereference(tree: dict[str, Any], limits: Limits = DEFAULT) -> tuple[dict[str, Any], int]:
    """Replace references by what they mean, but for those that lead into a circle.

    Args:
        tree: a tree whose references are internal; it is not changed.
        limits: how many values the result may hold.

    Returns:
        A new tree, and how many references stay because they are part of a circle.

    Raises:
        TooLargeError: the result would hold too many values.
    """
    work = _Work(tree, limits.max_nodes)
    return work.copy(tree, ()), work.circles


class _Work:
    """Copies with a count of what it costs; what was copied once is shared."""

    def __init__(self, tree: dict[str, Any], most: int) -> None:
        self.tree = tree
        self.most = most
        self.circles = 0
        self.nodes = 0
        self.known: dict[str, tuple[Any, int]] = {}

    def count(self, nodes: int) -> None:
        self.nodes += nodes
        if self.nodes > self.most:
            raise TooLargeError(
                f"the document holds more than {self.most} values without its references",
                hint="keep the references: leave --dereferenced out",
            )

    def copy(self, node: Any, trail: tuple[str, ...]) -> Any:
        self.count(1)
        if isinstance(node, list):
            return [self.copy(each, trail) for each in node]
        if not isinstance(node, dict):
            return node
        ref = node.get("$ref")
        if isinstance(ref, str) and ref.startswith("#"):
            return self.follow(node, ref, trail)
        return {name: self.copy(each, trail) for name, each in node.items()}

    def follow(self, node: dict[str, Any], ref: str, trail: tuple[str, ...]) -> Any:
        where = pointers.from_fragment(ref[1:])
        target = pointers.get(self.tree, where)
        if where in trail or target is pointers.MISSING or len(trail) > 100:
            self.circles += 1
            return node
        if where in self.known:
            value, nodes = self.known[where]
            self.count(nodes)
        else:
            before, circles = self.nodes, self.circles
            value = self.copy(target, (*trail, where))
            if circles == self.circles:
                self.known[where] = value, self.nodes - before
        rest = {name: each for name, each in node.items() if name != "$ref"}
        if not rest or not isinstance(value, dict):
            return value
        if all(name in _ANNOTATIONS for name in rest):
            return {**value, **rest}
        return {"allOf": [value], **self.copy(rest, trail)}
