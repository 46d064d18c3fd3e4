"""A document's text as a tree in which every character has its place."""

from __future__ import annotations

from enum import Enum
from typing import Literal

from apiyard.core.noun import dataclass, field

Kind = Literal["leaf", "alias", "map", "list"]


class Syntax(Enum):
    """How a node is written."""

    JSON = 1
    FLOW = 2  # YAML between brackets, and all that stands inside
    BLOCK = 3


@dataclass(slots=True)
class Item:
    """A member of an object or an item of an array; its parts follow each other in the text.

    Args:
        lead: what stands before it: blank lines, comment lines, indentation.
        key: its name; empty in an array.
        key_text: the name as it is written.
        gap: from the name to the value: a colon; in an array the dash, or nothing between brackets.
        node: the value.
        trail: the rest of its line with a comment; between brackets all up to the comma.
    """

    lead: str
    key: str
    key_text: str
    gap: str
    node: Node
    trail: str


@dataclass(slots=True)
class Node:
    """A value.

    Args:
        kind: what it is.
        syntax: how it is written.
        text: of a leaf, an alias, or JSON that was not looked into: everything; else what stands before the first item.
        items: what is inside; None when it was not looked into.
        tail: what stands behind the last item: the closing bracket.
        anchor: the name that an anchor gives it, or that an alias uses.
        column: the column of the names or dashes, from 0.
    """

    kind: Kind
    syntax: Syntax
    text: str
    items: list[Item] | None = None
    tail: str = ""
    anchor: str = ""
    column: int = 0


@dataclass(frozen=True, slots=True)
class Style:
    """How a document is written.

    Args:
        step: how many columns a level of YAML is indented by.
        dash_in: whether the dashes of an array are indented below their key.
        quote: the quotes around strings that need some.
        unit: the indentation of a level of JSON; None for all on one line.
        colon: what stands between a name and a value of JSON.
        comma: what stands behind the comma of JSON on one line.
        width: the column from which long texts are folded; 0 for never.
    """

    step: int = 2
    dash_in: bool = True
    quote: str = '"'
    unit: str | None = "  "
    colon: str = ": "
    comma: str = ""
    width: int = 0


@dataclass(slots=True)
class Sheet:
    """A whole document.

    Args:
        head: what stands before the root: comments, ``---``.
        root: the root.
        tail: what stands behind it.
        newline: how its lines end.
        aliases: whether it uses aliases.
        style: how new values are written in it.
    """

    head: str
    root: Node
    tail: str
    newline: str = "\n"
    aliases: bool = False
    style: Style = field(default_factory=Style)


def render(sheet: Sheet) -> str:
    """Give the text of a tree."""
    parts = [sheet.head]
    _render(sheet.root, parts)
    parts.append(sheet.tail)
    return "".join(parts)


def text_of(node: Node) -> str:
    """Give the text of a part of a tree."""
    parts: list[str] = []
    _render(node, parts)
    return "".join(parts)


def _render(node: Node, parts: list[str]) -> None:
    parts.append(node.text)
    if node.items is not None:
        for item in node.items:
            parts += (item.lead, item.key_text, item.gap)
            _render(item.node, parts)
            parts.append(item.trail)
        parts.append(node.tail)


def divide(lead: str, column: int) -> tuple[str, str, str]:
    """Divide what stands before an item of a block.

    Args:
        lead: the text.
        column: the column of the item.

    Returns:
        What belongs to others, the blank lines, and what belongs to the item: the comment lines directly above it that
        are indented like it, and its indentation.
    """
    lines = lead.splitlines(keepends=True)
    own = len(lines) - (1 if lines and not lines[-1].endswith("\n") else 0)
    while own > 0:
        line = lines[own - 1]
        bare = line.lstrip(" \t")
        if not bare.startswith("#") or len(line) - len(bare) != column:
            break
        own -= 1
    blank = own
    while blank > 0 and not lines[blank - 1].strip():
        blank -= 1
    return "".join(lines[:blank]), "".join(lines[blank:own]), "".join(lines[own:])
