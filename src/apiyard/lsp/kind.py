"""Which OpenAPI object stands at a pointer."""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.lsp.outline import Item
from apiyard.spec import pointer as pointers
from apiyard.spec.grammar import OPENAPI_2, OPENAPI_3, SECTIONS_2, SECTIONS_3, Grammar, Shape


def grammar_of(top: Item) -> Grammar | None:
    """Give the table of the document's version family; None when it is no OpenAPI document."""
    if top.get("openapi"):
        return OPENAPI_3
    return OPENAPI_2 if top.get("swagger") else None


def kind_at(top: Item, pointer: str) -> str:
    """Give the kind of object that a pointer leads to, as `spec.grammar` names it.

    Args:
        top: the outline of the whole document.
        pointer: where.

    Returns:
        The kind; ``""`` where the table knows none, such as inside an example, or for a holder of several objects.
    """
    grammar = grammar_of(top)
    if grammar is None:
        return ""
    kind, waiting = "document", None
    for token in pointers.split(pointer):
        if waiting is not None:
            kind, waiting = waiting, None
            continue
        fields: Mapping[str, tuple[Shape, str]] = grammar.get(kind, {})
        found = fields.get(token, fields.get("*"))
        if found is None:
            return ""
        shape, below = found
        if shape is Shape.ONE or "*" in fields or (shape is Shape.EITHER and not _is_list(top, pointer, token)):
            kind = below
        else:
            kind, waiting = "", below
    return kind


def section(top: Item, kind: str) -> tuple[str, ...]:
    """Give the keys that lead to the shared objects of a kind; empty when there is no such section."""
    sections = SECTIONS_2 if top.get("swagger") else {**SECTIONS_3, "path-item": ("components", "pathItems")}
    return tuple(sections.get(kind, ()))


def _is_list(top: Item, pointer: str, token: str) -> bool:
    """Say whether a field that may be an object or a list is a list here."""
    item: Item | None = top
    for each in pointers.split(pointer):
        item = item.get(each) if item else None
        if each == token and item is not None and item.kind == "list":
            return True
    return False
