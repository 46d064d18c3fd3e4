"""One traversal of a contract: every typed object once, in the document's order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from apiyard.core.errors import TooLargeError
from apiyard.core.json import JsonObject
from apiyard.spec.grammar import OPENAPI_3, Grammar, children
from apiyard.spec.pointer import join

MAX_LETTERS = 200_000_000
"""So long may all pointers of one walk together be."""


def walk(
    tree: JsonObject, *, grammar: Grammar = OPENAPI_3, kind: str = "document", pointer: str = ""
) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Walk a bundled tree.

    References are not followed: what they name is visited where it stands. Data (examples, defaults, enums) is
    not entered.

    Args:
        tree: the tree, or a part of it.
        grammar: the table of its version family.
        kind: what the tree is in the grammar.
        pointer: where the tree stands.

    Yields:
        The pointer, the object and its kind (``schema``, ``operation``, ``parameter`` ...), parents first.

    Raises:
        TooLargeError: a long name stands in too many pointers.
    """
    left = MAX_LETTERS
    stack = [(pointer, cast("dict[str, Any]", tree), kind)]
    while stack:
        at, node, what = stack.pop()
        yield at, node, what
        found = list(children(node, what, grammar))
        left -= len(at) * len(found)
        if left < 0:
            raise TooLargeError("the names in the document are too long", piece=at[:100], hint="shorten them")
        below = [(join(at, *names), child, sort) for names, child, sort in found]
        stack.extend(reversed(below))
