"""Is a tree of schemas cheap enough to compile and to judge by?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.core.errors import TooLargeError
from apiyard.core.noun import dataclass, field
from apiyard.spec import pointer as pointers

_LISTS = ("allOf", "anyOf", "oneOf")
_SINGLE = ("not", "if", "then", "else")
_COMPOSED = frozenset((*_LISTS, *_SINGLE, "dependentSchemas"))
_MAX_PATHS = 50_000
_MAX_UNEVALUATED_PATHS = 2_000
_MAX_STEPS = 1_000_000
_MAX_DEPTH = 3_000
_MAX_VISITS = 50_000
_MAX_ALL_VISITS = 300_000


@dataclass(slots=True)
class _Graph:
    """Schemas and what they lead to."""

    tree: dict[str, Any]
    known: dict[str, Any] = field(default_factory=dict)
    steps: int = 0

    def target(self, ref: str) -> Any:
        """Give what an internal reference means."""
        if ref not in self.known:
            self.known[ref] = pointers.get(self.tree, pointers.from_fragment(ref[1:]))
        return self.known[ref]

    def in_place(self, schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Give the schemas that judge the same value as this one."""
        found = [schema.get(word) for word in _SINGLE]
        for word in _LISTS:
            branches = schema.get(word)
            if isinstance(branches, list):
                found.extend(branches)
        dependent = schema.get("dependentSchemas")
        if isinstance(dependent, dict):
            found.extend(dependent.values())
        ref = schema.get("$ref")
        if isinstance(ref, str):
            found.append(self.target(ref))
        return (each for each in found if isinstance(each, dict))

    def too_many(self, start: dict[str, Any]) -> bool:
        """Say whether there are too many ways through the composition that starts here; circles are left."""
        limit, paths = _MAX_PATHS, 0
        trail, stack = {id(start)}, [(start, self.in_place(start))]
        while stack:
            node, below = stack[-1]
            child = next((each for each in below if id(each) not in trail), None)
            if child is None:
                stack.pop()
                trail.discard(id(node))
                continue
            paths += 1
            if "unevaluatedProperties" in node or "unevaluatedItems" in node:
                limit = _MAX_UNEVALUATED_PATHS
            if paths > limit or self.steps + paths > _MAX_STEPS:
                return True
            trail.add(id(child))
            stack.append((child, self.in_place(child)))
        self.steps += paths
        return False

    def too_deep(self) -> str | None:
        """Give a reference from which references nest too deep, if there is one."""
        seen: set[str] = set()
        for start in list(self.known):
            if start in seen:
                continue
            seen.add(start)
            stack = [iter(_inside(self.target(start))[0])]
            while stack:
                ref = next((each for each in stack[-1] if each not in seen), None)
                if ref is None:
                    stack.pop()
                    continue
                seen.add(ref)
                if len(stack) > _MAX_DEPTH:
                    return start
                stack.append(iter(_inside(self.target(ref))[0]))
        return None


def check_cost(tree: dict[str, Any]) -> None:
    """Refuse a tree whose schemas would take too long to compile or to judge by.

    Branches that refer to branches that refer to branches multiply, so a small document can ask for more work than
    a machine has time for.

    Args:
        tree: a bundled 3.1 tree.

    Raises:
        TooLargeError: the composition of one schema has too many ways through it, or references nest too deep; its
            ``where`` is the pointer into the tree.
    """
    graph = _Graph(tree)
    refs, composed = _inside(tree)
    for ref in refs:
        graph.target(ref)
    for node in composed:
        if graph.too_many(node):
            raise TooLargeError(
                "the branches of a schema multiply to too many", where=_find(tree, node), hint="use fewer references"
            )
    deep = graph.too_deep()
    if deep is not None:
        what = f"references nest deeper than {_MAX_DEPTH} levels"
        raise TooLargeError(what, where=pointers.from_fragment(deep[1:]), hint="flatten the schemas")


def deeper(value: Any, most: int) -> bool:
    """Say whether a value nests deeper than so many levels; places of errors cost the more the deeper they are.

    Args:
        value: a value as JSON has them.
        most: levels of lists and objects in one another.

    Returns:
        Whether it does.
    """
    level = [value]
    for _ in range(most):
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


def entangled(tree: Any, schema: Any, instance: Any) -> bool:
    """Say whether naming all that is wrong with a value takes too long.

    Whether a value is right is remembered at each place, but errors hold the errors of all branches below them: where
    branches lead back to themselves one level deeper in the value, they multiply with each level.

    Args:
        tree: the tree that references in the schema lead into.
        schema: the schema.
        instance: the value.
    """
    graph, visits, steps = _Graph(tree), dict[tuple[int, Any], int](), 0
    stack: list[tuple[Any, Any, tuple[int, Any]]] = [(schema, instance, (0, ""))]
    while stack:
        node, value, place = stack.pop()
        if not isinstance(node, dict):
            continue
        steps += 1
        visits[place] = visits.get(place, 0) + 1
        if visits[place] > _MAX_VISITS or steps > _MAX_ALL_VISITS:
            return True
        stack.extend((each, value, place) for each in graph.in_place(node))
        if type(value) is dict or type(value) is list:
            stack.extend(_members(node, value))
    return False


def _members(schema: dict[str, Any], value: Any) -> Iterator[tuple[Any, Any, tuple[int, Any]]]:
    """Give the schemas that judge the members of a value, with the members."""
    is_object = type(value) is dict
    named = schema.get("properties" if is_object else "prefixItems")
    words = ("additionalProperties", "unevaluatedProperties") if is_object else ("items", "contains")
    others = [schema[word] for word in words if isinstance(schema.get(word), dict)]
    patterns = schema.get("patternProperties")
    if is_object and isinstance(patterns, dict):
        others += [each for each in patterns.values() if isinstance(each, dict)]
    for key, member in value.items() if is_object else enumerate(value):
        own = named.get(key) if isinstance(named, dict) else None
        if isinstance(named, list) and key < len(named):
            own = named[key]
        for each in (*others, own):
            if isinstance(each, dict):
                yield each, member, (id(value), key)


def _inside(value: Any) -> tuple[list[str], list[dict[str, Any]]]:
    """Give the references inside a value, and its objects that compose schemas."""
    refs: list[str] = []
    composed: list[dict[str, Any]] = []
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if type(node) is dict:
            ref = node.get("$ref")
            if type(ref) is str and ref.startswith("#"):
                refs.append(ref)
            if not _COMPOSED.isdisjoint(node):
                composed.append(node)
            waiting.extend(node.values())
        elif type(node) is list:
            waiting.extend(node)
    return refs, composed


def _find(tree: dict[str, Any], wanted: dict[str, Any]) -> str:
    """Give the pointer of an object in the tree."""
    waiting: list[tuple[str, Any]] = [("", tree)]
    while waiting:
        at, node = waiting.pop()
        if node is wanted:
            return at
        if isinstance(node, dict):
            waiting.extend((pointers.join(at, name), value) for name, value in node.items())
        elif isinstance(node, list):
            waiting.extend((f"{at}/{index}", value) for index, value in enumerate(node))
    return ""
