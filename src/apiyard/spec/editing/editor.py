"""A document that is being changed: its tree, and the value that the tree means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.core.json import Json
from apiyard.spec import pointer as pointers
from apiyard.spec.editing import block, flow
from apiyard.spec.editing.change import (
    END,
    Change,
    Insert,
    Move,
    Remove,
    Rename,
    Reorder,
    Set,
    changed,
    differences,
    fail,
    order_of,
    same,
)
from apiyard.spec.editing.graft import block_node, filled, flow_node, has_anchor, name_text, put
from apiyard.spec.editing.node import Item, Node, Sheet, Syntax
from apiyard.spec.editing.read_json import look_into

_MERGE = "<<"
Trail = list[Item]


class Editor:
    """Makes changes one after the other.

    Args:
        sheet: the document's tree; it is changed.
        value: the document's value; it is not changed.
    """

    def __init__(self, sheet: Sheet, value: Json) -> None:
        self.sheet = sheet
        self.value = value

    def make(self, change: Change) -> None:
        """Make a change.

        Args:
            change: the change.

        Raises:
            InvalidInputError: there is no such place, or a name is taken.
        """
        if isinstance(change, Set):
            old = pointers.get(self.value, change.pointer)
            if filled(old) and filled(change.value) and type(old) is type(change.value):
                for each in differences(old, change.value, change.pointer):
                    self._step(each)
                return
            if old is not pointers.MISSING and same(old, change.value):
                return
        self._step(change)

    def _step(self, change: Change) -> None:
        meant = changed(self.value, change)
        if self.sheet.aliases:
            self._write_out(change)
        tokens = pointers.split(change.pointer)
        if isinstance(change, Reorder):
            holder, trail = self._find(tokens)
            self._arrange(holder, order_of(pointers.get(self.value, change.pointer), change))  # type: ignore[arg-type]
        elif not tokens:
            self._replace_root(meant)
        else:
            holder, trail = self._find(tokens[:-1])
            self._inside(holder, trail, change, last=tokens[-1])
        self.value = meant

    def _inside(self, holder: Node, trail: Trail, change: Change, *, last: str) -> None:
        at = _index(holder, last)
        if isinstance(change, Set) and at is not None:
            self._replace(holder, trail, at, value=change.value)
        elif isinstance(change, Set | Insert):
            self._insert(holder, trail, change, last=last)
        elif isinstance(change, Move):
            around = change.pointer.rpartition("/")[0]
            self._arrange(holder, order_of(pointers.get(self.value, around), change))  # type: ignore[arg-type]
        elif at is None:
            raise fail("the member comes from a merge key", change.pointer, hint="change it where it is written")
        elif isinstance(change, Rename):
            item = (holder.items or [])[at]
            item.key, item.key_text = change.key, name_text(change.key, item.key_text, self.sheet, syntax=holder.syntax)
        elif isinstance(change, Remove):
            self._remove(holder, trail, at)

    def _find(self, tokens: list[str]) -> tuple[Node, Trail]:
        """Give the node at a place, and the items that lead there."""
        node, trail = look_into(self.sheet.root), []
        for depth, token in enumerate(tokens):
            at = _index(node, token)
            if at is None:
                where = pointers.build(tokens[: depth + 1])
                raise fail("the value comes from a merge key", where, hint="change it where it is written")
            item = (node.items or [])[at]
            trail.append(item)
            node = look_into(item.node)
        return node, trail

    def _insert(self, holder: Node, trail: Trail, change: Set | Insert, *, last: str) -> None:
        items = holder.items if holder.items is not None else []
        at = len(items)
        if holder.kind == "list":
            at = len(items) if last == END else int(last)
        elif isinstance(change, Insert) and (beside := change.before if change.before is not None else change.after):
            found = _index(holder, beside)
            at = len(items) if found is None else found + (change.before is None)
        name = last if holder.kind == "map" else ""
        item = Item("", name, "", "", Node("leaf", holder.syntax, ""), "")
        if holder.syntax is Syntax.BLOCK:
            block.insert(holder, at, item, value=change.value, sheet=self.sheet)
        elif not items and holder.syntax is Syntax.FLOW and self._in_block(trail):
            whole: Any = {name: change.value} if holder.kind == "map" else [change.value]
            self._replace_at(trail, whole)
        else:
            flow.insert(holder, at, item, value=change.value, sheet=self.sheet, indent=_indent(trail))

    def _in_block(self, trail: Trail) -> bool:
        """Say whether the value at the end of a trail could have lines of its own."""
        around = trail[-2].node if len(trail) > 1 else self.sheet.root
        return not trail or around.syntax is Syntax.BLOCK

    def _replace_at(self, trail: Trail, value: Json) -> None:
        if not trail:
            self._replace_root(value)
            return
        around = trail[-2].node if len(trail) > 1 else self.sheet.root
        at = next(index for index, item in enumerate(around.items or []) if item is trail[-1])
        self._replace(around, trail[:-1], at, value=value)

    def _replace(self, holder: Node, trail: Trail, at: int, *, value: Json) -> None:
        item = (holder.items or [])[at]
        if holder.syntax is Syntax.BLOCK:
            inner = block.inner_column(holder, value, self.sheet, old=item.node)
            put(item, value, self.sheet, column=holder.column, inner=inner)
        else:
            flow.replace(item, value, self.sheet, syntax=holder.syntax, indent=_indent([*trail, item]))

    def _replace_root(self, value: Json) -> None:
        sheet = self.sheet
        if sheet.root.syntax is Syntax.JSON:
            sheet.root = look_into(flow_node(value, sheet, Syntax.JSON, wide=True))
        elif filled(value):
            if sheet.root.syntax is Syntax.FLOW:
                sheet.tail = sheet.tail.lstrip()
                sheet.head = sheet.head.rstrip(" ") + ("\n" if sheet.head.endswith(("---", "--- ")) else "")
            sheet.root = block_node(value, sheet, 0)
        else:
            if sheet.root.syntax is Syntax.BLOCK:
                sheet.tail = sheet.newline + sheet.tail
            sheet.root = flow_node(value, sheet, Syntax.FLOW)

    def _remove(self, holder: Node, trail: Trail, at: int) -> None:
        if holder.syntax is not Syntax.BLOCK:
            flow.drop(holder, at)
            return
        left = block.drop(holder, at)
        if not holder.items:
            self._replace_at(trail, {} if holder.kind == "map" else [])
            if trail:
                trail[-1].trail += left

    def _arrange(self, holder: Node, keys: list[str | int]) -> None:
        items = holder.items or []
        if holder.kind == "map":
            known = {item.key: index for index, item in enumerate(items)}
            order = [known[str(key)] for key in keys if str(key) in known]
            order = [*(index for index in range(len(items)) if index not in set(order)), *order]
        else:
            order = [int(key) for key in keys]
        if order == list(range(len(items))):
            return
        (block if holder.syntax is Syntax.BLOCK else flow).arrange(holder, order)

    def _write_out(self, change: Change) -> None:
        """Write out the aliases that a change would reach too, or that it goes through."""
        tokens = pointers.split(change.pointer)
        node, names = look_into(self.sheet.root), set()
        for depth, token in enumerate(tokens):
            names |= {node.anchor} if node.anchor else set()
            at = _index(node, token)
            if at is None:
                break
            item = (node.items or [])[at]
            goes_on = depth + 1 < len(tokens) or isinstance(change, Reorder)
            if item.node.kind == "alias" and goes_on:
                self._replace_alias(item, node, pointers.get(self.value, pointers.build(tokens[: depth + 1])))
            node = item.node
        else:
            names |= has_anchor(node)
        if names:
            for item, holder, value in list(self._aliases_of(names)):
                self._replace_alias(item, holder, value)

    def _replace_alias(self, item: Item, holder: Node, value: Any) -> None:
        item.node = Node("leaf", Syntax.BLOCK if holder.syntax is Syntax.BLOCK else Syntax.FLOW, "")
        if item.key == _MERGE:
            item.node = flow_node(value, self.sheet, Syntax.FLOW)
        elif holder.syntax is Syntax.BLOCK:
            put(item, value, self.sheet, column=holder.column, inner=block.inner_column(holder, value, self.sheet))
        else:
            item.node = flow_node(value, self.sheet, Syntax.FLOW)

    def _aliases_of(self, names: set[str]) -> Iterator[tuple[Item, Node, Any]]:
        """Give the aliases that use one of some anchors, and the value of each."""
        anchored: dict[str, Any] = {}
        for item, holder, path in _walk(self.sheet.root, ()):
            node = item.node
            if node.kind != "alias" and node.anchor:
                anchored[node.anchor] = pointers.get(self.value, pointers.build(path))
            elif node.kind == "alias" and node.anchor in names:
                yield item, holder, anchored.get(node.anchor)


def _walk(node: Node, path: tuple[object, ...]) -> Iterator[tuple[Item, Node, tuple[object, ...]]]:
    for index, item in enumerate(node.items or ()):
        below = (*path, item.key if node.kind == "map" else index)
        yield item, node, below
        yield from _walk(item.node, below)


def _index(node: Node, token: str) -> int | None:
    """Give which item a token of a pointer names."""
    items = look_into(node).items or []
    if node.kind == "list":
        return int(token) if token.isdecimal() and int(token[:9]) < len(items) else None
    return next((index for index, item in enumerate(items) if item.key == token), None)


def _indent(trail: Trail) -> str:
    """Give the indentation of the line that the last item of a trail starts on."""
    for item in reversed(trail):
        if "\n" in item.lead:
            line = item.lead.rpartition("\n")[2]
            return line[: len(line) - len(line.lstrip())]
    return ""
