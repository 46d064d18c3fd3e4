"""What can be written at the cursor: references, operation ids, tags, security schemes, fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from apiyard.core.noun import dataclass
from apiyard.lsp.fields import FIELDS
from apiyard.lsp.kind import kind_at, section
from apiyard.lsp.meaning import operations
from apiyard.lsp.outline import Item, Place, find
from apiyard.lsp.shelf import Shelf
from apiyard.spec import pointer as pointers

_REF = re.compile(r"""["']?\$ref["']?\s*:\s*(["']?)([^"'\s]*)$""")
_NAMED = re.compile(r"""["']?(operationId)["']?\s*:\s*["']?([\w.-]*)$""")
_LIST_ITEM = re.compile(r"""^\s*-\s*["']?([\w.-]*)$""")
_WORD = re.compile(r"""^\s*(?:-\s+)?["']?([\w$-]*)$""")
_MAX_FILES = 200
_DOCUMENTS = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing that can be written.

    Args:
        text: what is written.
        about: a line about it.
        kind: ``reference``, ``file``, ``value`` or ``field``.
        start: the column, in characters, from which what is typed is replaced.
    """

    text: str
    about: str
    kind: str
    start: int


def complete(shelf: Shelf, path: Path, place: Place) -> tuple[Proposal, ...]:
    """Give what can be written at a place.

    The text around the cursor is mostly broken while somebody types, so the line is read as text, and what is there to
    refer to comes from the last text that could be read.

    Args:
        shelf: the texts.
        path: the file.
        place: line and column from 0, in characters.

    Returns:
        The proposals, in a fixed order.
    """
    line, column = place
    top = shelf.outline(path)
    lines = (shelf.text(path) or "").splitlines()
    if top is None or line > len(lines):
        return ()
    before = (lines[line] if line < len(lines) else "")[:column]
    holder = _holder(top, lines, line, column=len(before) - len(before.lstrip()))
    if found := _REF.search(before):
        start = column - len(found[2])
        return tuple(_references(shelf, path, holder.pointer, typed=found[2], start=start))
    if (found := _NAMED.search(before)) and "/links/" in holder.pointer:
        start = column - len(found[2])
        return tuple(Proposal(name, about, "value", start) for name, about in _operation_ids(top))
    if found := _LIST_ITEM.match(before):
        listed = tuple(_list_items(top, holder, column - len(found[1])))
        if listed:
            return listed
    if found := _WORD.match(before):
        return tuple(_fields(top, holder, column - len(found[1])))
    return ()


def _holder(top: Item, lines: list[str], line: int, *, column: int) -> Item:
    """Give the innermost object or list that a new line at this indentation would belong to."""
    item, found = top, top
    while True:
        inside = [each for each in item.children.values() if each.key_span.line <= line]
        below = next((each for each in reversed(inside) if each.kind != "scalar" or each.scalar == ""), None)
        if below is None or not _deeper(below, lines, line, column=column):
            return found
        item = found = below


def _deeper(item: Item, lines: list[str], line: int, *, column: int) -> bool:
    key = item.key_span
    if (item.span.line, item.span.column) <= (line, column) and item.span.end_line >= line:
        return True
    between = lines[key.line + 1 : line]
    return column > key.column and all(
        len(each) - len(each.lstrip()) > key.column for each in between if each.strip() and each.lstrip()[0] != "#"
    )


def _references(shelf: Shelf, path: Path, pointer: str, *, typed: str, start: int) -> Iterator[Proposal]:
    top = shelf.outline(path)
    file, mark, _ = typed.partition("#")
    if top is None:
        return
    kind = kind_at(top, pointer)
    if file and mark:
        other = shelf.target(path, file)
        for found in _components(other.item, kind) if other else ():
            yield Proposal(f"{file}#{pointers.to_fragment(found.pointer)}", _about(found), "reference", start)
        return
    for found in _components(top, kind):
        yield Proposal("#" + pointers.to_fragment(found.pointer), _about(found), "reference", start)
    for name in _files(path):
        yield Proposal(f"{name}#/", "another file", "file", start)


def _components(top: Item, kind: str) -> Iterator[Item]:
    """Give the shared objects that may be referred to: of the wanted kind where it is known, else all."""
    wanted = section(top, kind)
    if wanted:
        group = find(top, pointers.build(wanted))
        yield from group.children.values() if group else ()
        return
    for name in ("components", "definitions", "parameters", "responses"):
        for group in _groups(top, name):
            yield from group.children.values()


def _groups(top: Item, name: str) -> Iterator[Item]:
    group = top.get(name)
    if group is not None:
        yield from group.children.values() if name == "components" else (group,)


def _files(path: Path) -> list[str]:
    try:
        found = sorted(each for each in path.parent.iterdir() if each.suffix in _DOCUMENTS and each != path)
    except OSError:
        return []
    return [each.name for each in found[:_MAX_FILES]]


def _operation_ids(top: Item) -> list[tuple[str, str]]:
    named = [(each.text("operationId"), each.text("summary")) for each in operations(top)]
    return [(name, about) for name, about in named if name]


def _list_items(top: Item, holder: Item, start: int) -> Iterator[Proposal]:
    tokens = pointers.split(holder.pointer)
    if tokens and tokens[-1] == "tags" and len(tokens) > 1:
        tags = top.get("tags")
        for tag in tags.children.values() if tags else ():
            yield Proposal(tag.text("name"), tag.text("description")[:80], "value", start)
    if tokens and tokens[-1] == "security":
        schemes = top.get("components", "securitySchemes") or top.get("securityDefinitions")
        for each in schemes.children.values() if schemes else ():
            yield Proposal(f"{each.key}: []", each.text("type"), "value", start)
    if tokens and tokens[-1] == "required":
        schema = find(top, pointers.build(tokens[:-1]))
        there = {each.scalar for each in holder.children.values()}
        for each in (schema.get("properties") or holder).children.values() if schema else ():
            if each.scalar is None and each.key not in there:
                yield Proposal(each.key, each.text("description")[:80], "value", start)


def _fields(top: Item, holder: Item, start: int) -> Iterator[Proposal]:
    for name, about in FIELDS.get(kind_at(top, holder.pointer), {}).items():
        if name not in holder.children:
            yield Proposal(f"{name}: ", about, "field", start)


def _about(item: Item) -> str:
    return (item.text("title") or item.text("description") or item.text("summary") or item.text("type"))[:80]
