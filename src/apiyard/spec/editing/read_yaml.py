"""YAML text to a tree, by the marks of libyaml's events."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import yaml
from yaml._yaml import CParser  # the events of libyaml; the package gives them no public name

from apiyard.spec.editing.node import Item, Kind, Node, Sheet, Style, Syntax

_REST = re.compile(r"[ \t]*(?:#[^\n]*|\r)?(?:\n|\Z)")
_BLANK = re.compile(r"(?:[ \t]*(?:#[^\n]*|\r)?\n)*[ \t]*")
_COLON = re.compile(r"(?:[ \t]*(?:#[^\n]*|\r)?\n)*[ \t]*:")
_EXPLICIT = re.compile(r"\?[ \t]+\Z")
_COMMA = re.compile(r"(?:\s|(?<=\s)#[^\n]*\n)*,")
_OPENED = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_CLOSED = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


def read_yaml(text: str) -> Sheet:
    """Read a document.

    Args:
        text: valid YAML that holds one document.

    Returns:
        Its tree.
    """
    newline = "\r\n" if "\r\n" in text[:10_000] else "\n"
    reader = _Reader(text if text.endswith("\n") else text + newline)
    event = reader.first()
    head = reader.text[: event.start_mark.index]
    root = reader.node(event, flow=False)
    tail = reader.text[reader.at :]
    return Sheet(head, root, tail, newline, reader.aliases, reader.style())


class _Reader:
    """Goes through the events with a finger on the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parser = CParser(text)
        self.at = 0
        self.aliases = False
        self.steps: Counter[int] = Counter()
        self.dashes: Counter[bool] = Counter()
        self.quotes: Counter[str] = Counter()

    def event(self) -> Any:
        return self.parser.get_event()

    def first(self) -> Any:
        """Give the event that starts the root."""
        while not isinstance(event := self.event(), (yaml.ScalarEvent, *_OPENED)):
            pass
        return event

    def node(self, event: Any, *, flow: bool) -> Node:
        """Read a value; the finger ends behind it."""
        start, sort = event.start_mark.index, type(event)
        if sort is yaml.AliasEvent:
            self.aliases = True
            return self.leaf("alias", event, event.end_mark.index, flow=flow)
        if sort is yaml.ScalarEvent:
            end = event.end_mark.index
            if event.style in ("|", ">"):
                end = self.block_end(start, end)
            if len(event.value) < 40:
                self.quotes[event.style or ""] += event.style in ('"', "'") or bool(event.implicit[0])
            return self.leaf("leaf", event, end, flow=flow)
        kind: Kind = "map" if sort is yaml.MappingStartEvent else "list"
        return self.brackets(event, kind) if event.flow_style else self.block(event, kind, start=start)

    def leaf(self, kind: Kind, event: Any, end: int, *, flow: bool) -> Node:
        self.at = end
        text = self.text[event.start_mark.index : end]
        return Node(kind, Syntax.FLOW if flow else Syntax.BLOCK, text, anchor=event.anchor or "")

    def block_end(self, start: int, end: int) -> int:
        """Give where a block scalar ends: before the line break of its last line that counts."""
        header = self.text[start : self.text.find("\n", start)].partition("#")[0]
        if "+" not in header:
            end = start + len(self.text[start:end].rstrip())
            return max(end, start + len(header.rstrip()))
        end = self.text.rfind("\n", start, end)
        return end - 1 if self.text[end - 1] == "\r" else end

    def block(self, event: Any, kind: Kind, *, start: int, outer: int = -1) -> Node:
        first = self.event()
        node = Node(kind, Syntax.BLOCK, "", [], anchor=event.anchor or "")
        if event.anchor or event.tag:
            rest = self.text.find("\n", start) + 1
            node.text, start = self.text[start:rest], rest
        self.at = start
        while not isinstance(first, _CLOSED):
            item = self.entry(first) if kind == "map" else self.dashed(first)
            if not node.items:
                node.column = self.column(self.at_item)
            node.items.append(item)  # type: ignore[union-attr]
            first = self.event()
        node.tail = self.comments(max(node.column, outer + 1))
        return node

    def comments(self, column: int) -> str:
        """Read the comment lines behind a block that are indented like it or deeper."""
        start = end = self.at
        while found := _REST.match(self.text, end):
            line = found.group()
            if line.strip() and len(line) - len(line.lstrip()) < column:
                break
            end = found.end()
            if line.strip():
                self.at = end
            if not line:
                break
        return self.text[start : self.at]

    def column(self, index: int) -> int:
        return index - self.text.rfind("\n", 0, index) - 1

    def entry(self, event: Any) -> Item:
        start, end = event.start_mark.index, event.end_mark.index
        lead = self.text[self.at : start]
        if mark := _EXPLICIT.search(lead):
            start -= len(mark.group())
            lead = lead[: mark.start()]
        colon = _COLON.match(self.text, end) if mark else None
        self.at = colon.end() if colon else end
        name = event.value if isinstance(event, yaml.ScalarEvent) else ""
        item = Item(lead, name, self.text[start:end], "", self.value(start), "")
        self.finish(item, end, start)
        return item

    def dashed(self, event: Any) -> Item:
        found = _BLANK.match(self.text, self.at)
        start = found.end() if found else self.at
        lead = self.text[self.at : start]
        self.at = start + 1
        item = Item(lead, "", "", "", self.value(start, event), "")
        self.finish(item, start, start)
        return item

    def value(self, owner: int, event: Any = None) -> Node:
        """Read the value of an item; remember where it starts."""
        behind = self.at
        event = event or self.event()
        start = event.start_mark.index
        block = isinstance(event, _OPENED) and not event.flow_style and not event.anchor and not event.tag
        line = self.text.find("\n", behind, start)
        if block and line >= 0:
            start = line + 1
        at_value = start
        node = self.node_at(event, start if block else None, self.column(owner))
        self.starts = at_value
        if node.items and node.syntax is Syntax.BLOCK and self.text[owner] != "-":
            self.measure(node, self.column(owner))
        return node

    def node_at(self, event: Any, start: int | None, outer: int) -> Node:
        if start is None:
            return self.node(event, flow=False)
        kind: Kind = "map" if isinstance(event, yaml.MappingStartEvent) else "list"
        return self.block(event, kind, start=start, outer=outer)

    def measure(self, node: Node, column: int) -> None:
        if node.kind == "list":
            self.dashes[node.column > column] += 1
        if node.column > column:
            self.steps[node.column - column] += 1

    def finish(self, item: Item, behind: int, owner: int) -> None:
        """Give the item its gap and the rest of its line."""
        item.gap = self.text[behind : self.starts]
        self.at_item = owner
        if item.node.items is None or item.node.syntax is not Syntax.BLOCK:
            rest = _REST.match(self.text, self.at)
            if rest is not None:
                item.trail = rest.group()
                self.at = rest.end()

    def brackets(self, event: Any, kind: Kind) -> Node:
        bare = self.text[event.end_mark.index - 1] not in "{["
        start = event.start_mark.index
        self.at = start if bare else event.end_mark.index
        node = Node(kind, Syntax.FLOW, "" if bare else self.text[start : self.at], [], anchor=event.anchor or "")
        inside = self.event()
        while type(inside) not in _CLOSED:
            node.items.append(self.part(inside, kind))  # type: ignore[union-attr]
            inside = self.event()
        end = inside.end_mark.index
        if bare:  # a pair between the brackets of an array, without brackets of its own
            node.text, node.items, node.kind = self.text[start:end], None, "leaf"
        else:
            node.tail = self.text[self.at : end]
        self.at = end
        return node

    def part(self, event: Any, kind: Kind) -> Item:
        start = event.start_mark.index
        lead, key, key_text, gap = self.text[self.at : start], "", "", ""
        if kind == "map":
            end = event.end_mark.index
            key, key_text = getattr(event, "value", ""), self.text[start:end]
            event = self.event()
            gap = self.text[end : event.start_mark.index]
        node = self.node(event, flow=True)
        comma = _COMMA.match(self.text, self.at)
        trail = comma.group() if comma else ""
        self.at += len(trail)
        return Item(lead, key, key_text, gap, node, trail)

    def style(self) -> Style:
        """Give the style that most of the document has."""
        step = self.steps.most_common(1)[0][0] if self.steps else 2
        single, double = self.quotes["'"], self.quotes['"']
        return Style(
            step=step,
            dash_in=self.dashes[True] >= self.dashes[False],
            quote="'" if single > double else '"',
        )
