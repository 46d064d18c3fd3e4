"""Says whether a schema defines a property, by itself or by the schemas that it is made of."""

from __future__ import annotations

from typing import Any

from apiyard.design.function import MISSING, Context
from apiyard.design.redocly.tell import is_reference, items, meaning, member
from apiyard.design.redocly.walk import step

# A schema whose parts branch more often or go deeper than this is taken to define what is asked for, and so is every
# one when all questions about a document have cost so many steps.
_MOST = 5_000
_MOST_IN_ALL = 300_000
_DEEPEST = 60


class Definitions:
    """Answers which properties schemas define.

    All of ``allOf`` count together, and a property of ``anyOf`` and ``oneOf`` counts when each of their schemas has it.

    Args:
        context: the context of the function.
    """

    def __init__(self, context: Context) -> None:
        """Start with the whole budget of steps."""
        self.context = context
        self.left = _MOST_IN_ALL

    def has(self, written: Any, name: Any, *, uri: str) -> bool:
        """Say whether a schema defines a property.

        Args:
            written: the schema, or a reference to it.
            name: the property.
            uri: the document that the schema is written in.
        """
        limit = min(self.left, _MOST)
        search = _Search(name, self.context, uri, limit=limit)
        found = search.in_schema(written, set())
        self.left -= limit - max(search.left, 0)
        return found


def chain(written: dict[str, Any], context: Context, uri: str) -> list[dict[str, Any]]:
    """Give the references with other members beside them that a reference leads through, without itself.

    Args:
        written: a reference object.
        context: the context of the function.
        uri: the document that it stands in.
    """
    found: list[dict[str, Any]] = []
    at: Any = written
    for _ in range(50):
        target = step(context.inventory, at, uri)
        if target is None or not is_reference(target[0]):
            break
        at = target[0]
        if len(at) > 1:
            found.append(at)
    return found


class _Search:
    """The search for one property."""

    def __init__(self, name: Any, context: Context, uri: str, *, limit: int) -> None:
        self.name = name
        self.context = context
        self.uri = uri
        self.left = limit
        self.depth = 0

    def in_schema(self, written: Any, seen: set[int]) -> bool:
        self.left -= 1
        if self.left < 0 or self.depth > _DEEPEST:
            return True
        self.depth += 1
        found = self._in_meaning(written, seen)
        self.depth -= 1
        return found

    def _in_meaning(self, written: Any, seen: set[int]) -> bool:
        if is_reference(written) and self._in_parts(written, seen):
            return True
        schema = meaning(self.context, written)
        if schema is MISSING or schema is None:
            return False
        if id(schema) not in seen:
            seen.add(id(schema))
            if self._in_parts(schema, seen):
                return True
        for each in chain(written, self.context, self.uri) if is_reference(written) else ():
            if id(each) not in seen:
                seen.add(id(each))
                if self._in_parts(each, seen):
                    return True
        return False

    def _in_parts(self, schema: Any, seen: set[int]) -> bool:
        if member(member(schema, "properties"), self.name) is not MISSING:
            return True
        if any(self.in_schema(each, seen) for each in items(member(schema, "allOf"))):
            return True
        for word in ("anyOf", "oneOf"):
            parts = items(member(schema, word))
            if parts and all(self.in_schema(each, set(seen)) for each in parts):
                return True
        return False
