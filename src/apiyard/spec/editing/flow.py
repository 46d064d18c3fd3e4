"""Changes to objects and arrays between brackets: JSON, and YAML's flow style."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from apiyard.spec.editing.graft import flow_node, name_text
from apiyard.spec.editing.node import Item, Node, Sheet, Syntax


def insert(holder: Node, at: int, item: Item, *, value: Any, sheet: Sheet, indent: str) -> None:
    """Add an item.

    Args:
        holder: the object or array; it is changed.
        at: where among its items.
        item: the new item with its name.
        value: its value.
        sheet: the document.
        indent: the indentation of the line that the object or array starts on.
    """
    items = _items(holder)
    deep = indent + (sheet.style.unit or "")
    wide = holder.syntax is Syntax.JSON and sheet.style.unit is not None
    if not items and wide:
        item.lead = sheet.newline + deep
        holder.tail = sheet.newline + indent + holder.tail.lstrip()
    elif items:
        wide = any("\n" in each.lead for each in items)
        deep = _indent(items, deep)
        _squeeze(holder, at, item, wide=wide, deep=deep, sheet=sheet)
    item.gap = _gap(holder, items, sheet)
    if item.key:
        item.key_text = name_text(item.key, items[0].key_text if items else "", sheet, syntax=holder.syntax)
    item.node = flow_node(value, sheet, holder.syntax, indent=deep, wide=wide)
    items.insert(at, item)


def _squeeze(holder: Node, at: int, item: Item, *, wide: bool, deep: str, sheet: Sheet) -> None:
    """Make room among other items: spaces and commas."""
    items = _items(holder)
    between = sheet.newline + deep if wide else _between(holder, sheet)
    if at == len(items):
        item.lead = between
        last = items[-1]
        if "," in last.trail.rpartition("\n")[2].partition("#")[0]:
            item.trail = ","
        else:
            last.trail = "," + last.trail
        return
    behind = items[at]
    item.trail = ","
    if wide:
        note, line_break, rest = behind.lead.partition("\n")
        item.lead = note.rstrip("\r") + between
        behind.lead = ("\r" if note.endswith("\r") else "") + line_break + rest if line_break else between
    else:
        item.lead = behind.lead
        behind.lead = between


def drop(holder: Node, at: int) -> None:
    """Take an item away.

    Args:
        holder: the object or array; it is changed.
        at: which of its items.
    """
    items = _items(holder)
    gone = items.pop(at)
    noted = "#" in gone.lead or "#" in gone.trail
    words = gone.lead + gone.trail.replace(",", "", 1) if noted else ""
    if not items:
        holder.tail = words + holder.tail if words or "#" in holder.tail else holder.tail.lstrip()
    elif at == len(items):
        if "," not in gone.trail:
            head, _, rest = items[-1].trail.rpartition(",")
            items[-1].trail = head + rest
        if words:
            holder.tail = words.rstrip() + (holder.tail if holder.tail[:1] in "\r\n" else "\n" + holder.tail)
    elif words:
        follower = items[at].lead
        items[at].lead = words.rstrip(" ") + (follower.lstrip(" ") if "#" in follower else follower.lstrip())
    elif at == 0 and "\n" not in items[0].lead:
        items[0].lead = gone.lead


def arrange(holder: Node, order: Sequence[int]) -> None:
    """Put the items in another order; spaces and commas stay where they are.

    Args:
        holder: the object or array; it is changed.
        order: the items by their old places.
    """
    items = _items(holder)
    old = [(item.key, item.key_text, item.gap, item.node) for item in items]
    for item, source in zip(items, order, strict=True):
        item.key, item.key_text, item.gap, item.node = old[source]


def replace(item: Item, value: Any, sheet: Sheet, *, syntax: Syntax, indent: str) -> None:
    """Give an item another value.

    Args:
        item: the item; it is changed.
        value: the value.
        sheet: the document.
        syntax: how the object or array around it is written.
        indent: the indentation of the item's line.
    """
    wide = "\n" in item.lead
    item.node = flow_node(value, sheet, syntax, indent=indent, wide=wide)
    if syntax is Syntax.FLOW and item.key_text:
        item.gap = (item.gap if ":" in item.gap else ":").rstrip(" ") + " "


def _items(holder: Node) -> list[Item]:
    if holder.items is None:
        holder.items = []
    return holder.items


def _indent(items: Sequence[Item], otherwise: str) -> str:
    """Give the indentation of the items' lines."""
    for item in items:
        if "\n" in item.lead:
            line = item.lead.rpartition("\n")[2]
            return line[: len(line) - len(line.lstrip())]
    return otherwise


def _between(holder: Node, sheet: Sheet) -> str:
    items = _items(holder)
    if len(items) > 1:
        return items[1].lead if "#" not in items[1].lead else " "
    if holder.syntax is Syntax.FLOW:
        return " "
    return sheet.style.comma if sheet.style.unit is None else " "


def _gap(holder: Node, items: Sequence[Item], sheet: Sheet) -> str:
    if holder.kind == "list":
        return ""
    if holder.syntax is Syntax.FLOW:
        return ": "
    return items[0].gap if items and "\n" not in items[0].gap else sheet.style.colon
