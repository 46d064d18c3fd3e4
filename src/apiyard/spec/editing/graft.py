"""New values as parts of a tree, written like their surroundings."""

from __future__ import annotations

import re
from typing import Any

from apiyard.spec import write_yaml
from apiyard.spec.editing.node import Item, Node, Sheet, Syntax, text_of
from apiyard.spec.editing.read_yaml import read_yaml
from apiyard.spec.write_json import write_json

_NOTE = re.compile(r"[ \t]*#[^\n]*?(?=\r?$)", re.MULTILINE)
_QUOTED = {'"': '"', "'": "'"}


def filled(value: object) -> bool:
    """Say whether a value is an object or array with something in it."""
    return isinstance(value, dict | list) and bool(value)


def flow_node(value: Any, sheet: Sheet, syntax: Syntax, *, indent: str = "", wide: bool = False) -> Node:
    """Make the node of a value that stands between brackets.

    Args:
        value: the value.
        sheet: the document that it is for.
        syntax: JSON, or YAML's flow style.
        indent: the indentation of the line that it starts on.
        wide: whether JSON may take several lines.
    """
    if syntax is Syntax.JSON:
        style = sheet.style
        if not wide and style.unit is not None:
            text = write_json(value).replace("\n", "") if not filled(value) else _on_one_line(value, sheet)
        else:
            text = write_json(value, style, indent=indent)
        kind: Any = {"{": "map", "[": "list"}.get(text[:1], "leaf")
        return Node(kind, syntax, _breaks(text, sheet))
    text = write_yaml.inline(value, sheet.style, flow=True)
    return read_yaml(text).root if isinstance(value, dict | list) else Node("leaf", syntax, text)


def block_node(value: Any, sheet: Sheet, column: int, *, compact: bool = False) -> Node:
    """Make the node of an object or array that takes lines of its own.

    Args:
        value: the value, not empty.
        sheet: the document that it is for.
        column: the column of its names or dashes.
        compact: whether its first line goes on behind a dash.
    """
    made = read_yaml(_breaks(write_yaml.block(value, sheet.style, column), sheet))
    if made.root.items and not compact:
        made.root.items[0].lead = made.head + made.root.items[0].lead
    made.root.column = column
    return made.root


def put(item: Item, value: Any, sheet: Sheet, *, column: int, inner: int) -> None:
    """Give an item of a block another value.

    Args:
        item: the item; it is changed.
        value: the value.
        sheet: the document.
        column: the column of the item.
        inner: the column of the names or dashes of the value, if it gets lines of its own.
    """
    note = note_of(item)
    old = item.node
    marker = _marker(item)
    inside = old.syntax is Syntax.FLOW and bool(old.items)
    if filled(value) and not inside:
        compact = marker == "-" and not note
        item.gap = "- " if compact else marker + note + sheet.newline
        item.node = block_node(value, sheet, column + 2 if marker == "-" else inner, compact=compact)
        item.trail = ""
        return
    text = write_yaml.inline(value, sheet.style) if inside else _leaf(value, old, sheet, column=column)
    block_before = old.syntax is Syntax.BLOCK and (old.items is not None or "\n" in old.text)
    if block_before or "\n" in item.gap or item.gap[len(marker) :].strip(" ") != "" or item.gap == marker:
        item.gap = marker + " "
    first, line_break, rest = text.partition("\n")
    text = first + note + line_break + rest if line_break else text
    item.trail = (sheet.newline) if line_break else note + sheet.newline
    brackets = text[:1] in "{[" and isinstance(value, dict | list)
    item.node = read_yaml(text).root if brackets else Node("leaf", Syntax.BLOCK, _breaks(text, sheet))


def note_of(item: Item) -> str:
    """Give the comment on an item's line, with the spaces before it."""
    old = item.node
    if old.syntax is Syntax.BLOCK and old.items is not None:
        text = item.gap
    elif old.syntax is Syntax.BLOCK and old.text[:1] in ("|", ">"):
        text = old.text.partition("\n")[0]
    else:
        text = item.trail
    found = _NOTE.search(text)
    if found is None:
        return ""
    return found.group() if found.group()[:1] in " \t" else " " + found.group()


def name_text(name: str, old: str, sheet: Sheet, *, syntax: Syntax) -> str:
    """Write the name of a member with the quotes that another name has.

    Args:
        name: the name.
        old: another name as it is written; empty for none.
        sheet: the document.
        syntax: how the object is written.
    """
    if syntax is Syntax.JSON:
        return write_json(name)
    if old[:1] == "?":  # an explicit key
        return "? " + name_text(name, old[1:].lstrip(), sheet, syntax=syntax)
    if old[:1] in _QUOTED:
        return write_yaml.quoted(name, old[0])
    if old and name.isdecimal() and old.isdecimal():
        return name
    return write_yaml.key_text(name, sheet.style, flow=syntax is Syntax.FLOW)


def _leaf(value: Any, old: Node, sheet: Sheet, *, column: int) -> str:
    mark = old.text[:1] if old.kind == "leaf" else ""
    if not isinstance(value, str):
        return write_yaml.leaf(value, sheet.style, column)
    if mark in _QUOTED and "\n" not in value:
        return write_yaml.quoted(value, mark)
    if mark in ("|", ">") and (text := write_yaml.literal(value, " " * (column + sheet.style.step))):
        return text
    return write_yaml.leaf(value, sheet.style, column)


def _marker(item: Item) -> str:
    """Give the colon, or the dash, with all that stands before it."""
    if not item.key_text:
        return "-"
    return item.gap[: item.gap.index(":") + 1] if ":" in item.gap else ":"


def _on_one_line(value: Any, sheet: Sheet) -> str:
    text = write_json(value, sheet.style)
    return re.sub(r"\n\s*", "", text) if "\n" not in sheet.style.colon else text


def _breaks(text: str, sheet: Sheet) -> str:
    return text.replace("\n", sheet.newline) if sheet.newline != "\n" else text


def has_anchor(node: Node) -> set[str]:
    """Give the names of all anchors in a part of a tree."""
    found = {node.anchor} if node.anchor and node.kind != "alias" else set()
    for item in node.items or ():
        found |= has_anchor(item.node)
    return found


__all__ = ["block_node", "filled", "flow_node", "has_anchor", "name_text", "note_of", "put", "text_of"]
