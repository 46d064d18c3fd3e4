"""JSON text to a tree that is read only where it is looked into."""

from __future__ import annotations

import re

import orjson

from apiyard.spec.editing.node import Item, Kind, Node, Sheet, Style, Syntax

_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_TOKEN = re.compile(_STRING + r'|[{}\[\],:]|[^\s"{}\[\],:]++', re.DOTALL)
_BRACKET = re.compile(_STRING + r"|[{}\[\]]", re.DOTALL)
_KINDS: dict[str, Kind] = {"{": "map", "[": "list"}


def read_json(text: str) -> Sheet:
    """Read a document.

    Args:
        text: valid JSON.

    Returns:
        Its tree; only the root is looked into.
    """
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    newline = "\r\n" if "\r\n" in text[:10_000] else "\n"
    root = _node(text[start:end])
    return Sheet(text[:start], root, text[end:], newline, style=_style(root, text))


def look_into(node: Node) -> Node:
    """Read the members or items of a node that was not looked into yet.

    Args:
        node: the node; it is changed.

    Returns:
        The node.
    """
    if node.items is not None or node.kind not in ("map", "list"):
        return node
    text, items, at = node.text, [], 1
    while True:
        token = _next(text, at)
        if token.group() in ("}", "]"):
            break
        lead, key, key_text, gap = text[at : token.start()], "", "", ""
        if node.kind == "map":
            key_text = token.group()
            key = orjson.loads(key_text)
            token = _next(text, _next(text, token.end()).end())
            gap = text[at + len(lead) + len(key_text) : token.start()]
        end = _end(text, token)
        value = _node(text[token.start() : end])
        after = _next(text, end)
        at = after.end() if after.group() == "," else end
        items.append(Item(lead, key, key_text, gap, value, text[end:at]))
    node.text, node.items, node.tail = text[:1], items, text[at:]
    return node


def _next(text: str, at: int) -> re.Match[str]:
    found = _TOKEN.search(text, at)
    if found is None:
        raise ValueError(text[at : at + 40])
    return found


def _node(text: str) -> Node:
    return Node(_KINDS.get(text[:1], "leaf"), Syntax.JSON, text)


def _end(text: str, token: re.Match[str]) -> int:
    if token.group() not in ("{", "["):
        return token.end()
    depth = 0
    for bracket in _BRACKET.finditer(text, token.start()):
        mark = text[bracket.start()]
        if mark in "{[":
            depth += 1
        elif mark in "}]":
            depth -= 1
            if depth == 0:
                return bracket.end()
    return len(text)


def _style(root: Node, text: str) -> Style:
    colon = re.search(_STRING + r"(\s*+:\s*+)", text[:10_000])
    look_into(root)
    unit: str | None = "  "
    comma = " "
    if root.items:
        lead = root.items[0].lead
        unit = lead.rpartition("\n")[2] if "\n" in lead else None
        comma = root.items[1].lead if len(root.items) > 1 and unit is None else ""
    return Style(unit=unit, colon=colon[1] if colon and "\n" not in colon[1] else ": ", comma=comma)
