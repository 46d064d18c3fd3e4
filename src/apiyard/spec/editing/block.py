"""Changes to objects and arrays that have a line for each member: YAML's block style."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from apiyard.spec.editing.graft import name_text, put
from apiyard.spec.editing.node import Item, Node, Sheet, Syntax, divide


def insert(holder: Node, at: int, item: Item, *, value: Any, sheet: Sheet) -> None:
    """Add an item.

    Args:
        holder: the object or array; it is changed.
        at: where among its items.
        item: the new item with its name.
        value: its value.
        sheet: the document.
    """
    items = holder.items or []
    pad = " " * holder.column
    blank = sheet.newline if _spaced(holder) else ""
    if at == 0 and items:
        first = items[0]
        if _is_compact(first, holder):
            item.lead, first.lead = first.lead, blank + pad
        else:
            others, _, own = divide(first.lead, holder.column)
            item.lead, first.lead = others + pad, blank + (own or pad)
    elif at < len(items):
        others, between, own = divide(items[at].lead, holder.column)
        item.lead, items[at].lead = others + blank + pad, between + own
    else:
        item.lead = holder.tail + blank + pad
        holder.tail = ""
    if holder.kind == "map":
        quoted = items[0].key_text if items and all(each.key_text[:1] in ("'", '"') for each in items) else ""
        plain = next((each.key_text for each in items if each.key_text.isdecimal()), "")
        item.key_text = name_text(item.key, quoted or plain, sheet, syntax=Syntax.BLOCK)
    item.gap = "- " if holder.kind == "list" else ": "
    item.trail = sheet.newline
    put(item, value, sheet, column=holder.column, inner=inner_column(holder, value, sheet))
    items.insert(at, item)


def inner_column(holder: Node, value: Any, sheet: Sheet, *, old: Node | None = None) -> int:
    """Give the column that the names or dashes of a member's value get.

    Args:
        holder: the object around the member.
        value: the value.
        sheet: the document.
        old: the value that was there.
    """
    kind = "list" if isinstance(value, list) else "map"
    near = [old] if old is not None else []
    near += [item.node for item in holder.items or ()]
    for node in near:
        if node.kind == kind and node.syntax is Syntax.BLOCK and node.items:
            return node.column
    indented = kind == "map" or sheet.style.dash_in
    return holder.column + (sheet.style.step if indented else 0)


def drop(holder: Node, at: int) -> str:
    """Take an item away with the comment lines directly above it.

    Args:
        holder: the object or array; it is changed.
        at: which of its items.

    Returns:
        Comments that stand there and belong to nothing that is left.
    """
    items = holder.items or []
    gone = items.pop(at)
    others, _, _ = divide(gone.lead, holder.column)
    if not items:
        return others
    if at == len(items):
        holder.tail = others + holder.tail
    elif at > 0:
        items[at].lead = others + items[at].lead
    else:
        above, blanks, own = divide(items[0].lead, holder.column)
        if _is_compact(gone, holder):
            items[0].lead = (above + own).lstrip(" ")
        else:
            items[0].lead = others + above + (blanks if above else "") + own
    return ""


def arrange(holder: Node, order: Sequence[int]) -> None:
    """Put the items in another order, each with the comment lines directly above it.

    Args:
        holder: the object or array; it is changed.
        order: the items by their old places.
    """
    items = holder.items or []
    compact = _is_compact(items[0], holder)
    parts = [divide(item.lead, holder.column) for item in items]
    pad = " " * holder.column
    sorted_items = []
    for place, source in enumerate(order):
        item = items[source]
        own = parts[source][2] or pad
        others, blanks, _ = parts[place]
        item.lead = others + blanks + own
        if place == 0 and compact:
            item.lead = item.lead.lstrip(" ")
        sorted_items.append(item)
    holder.items = sorted_items


def _is_compact(first: Item, holder: Node) -> bool:
    """Say whether the first item goes on behind a dash."""
    return holder.column > 0 and first.lead[-1:] not in (" ", "\n")


def _spaced(holder: Node) -> bool:
    """Say whether most items have an empty line before them."""
    rest = (holder.items or [])[1:]
    return bool(rest) and 2 * sum(bool(divide(item.lead, holder.column)[1]) for item in rest) > len(rest)
