"""A JSON value as YAML that people like to read: no anchors, long texts as blocks, keys in their order."""

from __future__ import annotations

import json
import re
from typing import Any

from apiyard.core.json import Json
from apiyard.spec.editing.node import Style

_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@`=")
_UNSEEN = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
_SPECIAL = re.compile(f"[{_UNSEEN}]")
_INLINE_SPECIAL = re.compile(f"[\t\n{_UNSEEN}]")
# What YAML 1.1 or 1.2 reads as something else than a string; quoted for the sake of old readers.
_WORD = re.compile(r"~|null|true|false|yes|no|on|off|y|n|[-+]?\.(?:inf|nan)|<<", re.IGNORECASE)
_NUMBER = re.compile(
    r"[-+]?(?:0x[0-9a-f_]*|0o?[0-7_]*|0b[01_]*|[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|(?:[0-9][0-9_,]*\.?[0-9_]*|\.[0-9_]+)(?:e[-+]?[0-9]*)?)|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*",
    re.IGNORECASE | re.ASCII,
)
_INSIDE = re.compile(r":(?:\s|\Z)|\s#")
_FLOW = re.compile(r"[,\[\]{}]|:[,\[\]{}]")
_LONG_KEY = 1000
_READABLE = Style(width=110)


def write_yaml(value: Json, style: Style = _READABLE) -> str:
    """Write a value as a YAML 1.2 document.

    Args:
        value: the value.
        style: indentation, quotes and the width that long texts are folded at.

    Returns:
        The text, with a line break at its end.
    """
    return block(value, style) if isinstance(value, dict | list) and value else inline(value, style) + "\n"


def block(value: Json, style: Style, column: int = 0) -> str:
    """Write an object or array that is not empty, one line for each member.

    Args:
        value: the object or array.
        style: how.
        column: how far all lines are indented.

    Returns:
        Whole lines.
    """
    out: list[str] = []
    _block(value, column, style=style, out=out, first=" " * column)
    return "".join(out)


def _block(value: Any, column: int, *, style: Style, out: list[str], first: str) -> None:
    pad = " " * column
    lead = first
    if isinstance(value, dict):
        for name, member in value.items():
            key = key_text(name, style)
            out += (lead, key, ":") if len(key) < _LONG_KEY else (lead, "? ", key, "\n", pad, ":")
            lead = pad
            if isinstance(member, dict | list) and member:
                out.append("\n")
                inner = column + (style.step if style.dash_in or isinstance(member, dict) else 0)
                _block(member, inner, style=style, out=out, first=" " * inner)
            else:
                out += (" ", leaf(member, style, column), "\n")
        return
    for item in value:
        out += (lead, "-")
        lead = pad
        if isinstance(item, dict | list) and item:
            _block(item, column + 2, style=style, out=out, first=" ")
        else:
            out += (" ", leaf(item, style, column), "\n")


def leaf(value: Json, style: Style, column: int) -> str:
    """Write a value that is no filled object or array, behind a key or a dash.

    Args:
        value: the value.
        style: how.
        column: the column of the key or dash.

    Returns:
        The text without a line break at its end; a text of several lines becomes a literal block.
    """
    if isinstance(value, str):
        if "\n" in value and (text := literal(value, " " * (column + style.step))):
            return text
        if style.width and len(value) + column > style.width and (text := _folded(value, column, style)):
            return text
    return inline(value, style)


def literal(value: str, pad: str) -> str:
    """Write a text as a literal block (YAML 1.2.2, section 8.1.2).

    Args:
        value: the text.
        pad: the indentation of its lines.

    Returns:
        The block without its last line break; empty when the text cannot be written so.
    """
    if _SPECIAL.search(value) or not value[:1].strip() or not value.strip():
        return ""
    body = value.rstrip("\n")
    ends = len(value) - len(body)
    lines = (pad + line if line else "" for line in body.split("\n"))
    return ("|-", "|")[ends] + "\n" + "\n".join(lines) if ends < 2 else "|+\n" + "\n".join(lines) + "\n" * (ends - 1)


def _folded(value: str, column: int, style: Style) -> str:
    if _INLINE_SPECIAL.search(value) or "  " in value or value != value.strip(" "):
        return ""
    pad = " " * (column + style.step)
    width = max(40, style.width - len(pad))
    lines: list[str] = []
    line: list[str] = []
    length = 0
    for word in value.split(" "):
        if line and length + len(word) > width:
            lines.append(pad + " ".join(line))
            line, length = [], 0
        line.append(word)
        length += len(word) + 1
    lines.append(pad + " ".join(line))
    return ">-\n" + "\n".join(lines) if len(lines) > 1 else ""


def inline(value: Json, style: Style, *, flow: bool = False) -> str:
    """Write a value on one line.

    Args:
        value: the value.
        style: how.
        flow: whether it stands between brackets.

    Returns:
        The text.
    """
    if isinstance(value, str):
        return scalar(value, style, flow=flow)
    if isinstance(value, dict):
        members = (
            f"{key_text(name, style, flow=True)}: {inline(each, style, flow=True)}" for name, each in value.items()
        )
        return "{" + ", ".join(members) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(inline(each, style, flow=True) for each in value) + "]"
    text = json.dumps(value)
    return text.replace("e", ".0e") if isinstance(value, float) and "e" in text and "." not in text else text


def key_text(name: str, style: Style, *, flow: bool = False) -> str:
    """Write the name of a member; one that looks like a number is quoted, as OpenAPI asks for status codes.

    Args:
        name: the name.
        style: how.
        flow: whether it stands between brackets.
    """
    return scalar(name, style, flow=flow)


def scalar(text: str, style: Style, *, flow: bool = False) -> str:
    """Write a string on one line, with quotes only where they are needed.

    Args:
        text: the string.
        style: which quotes are liked.
        flow: whether it stands between brackets.
    """
    return text if is_plain(text, flow=flow) else quoted(text, style.quote)


def is_plain(text: str, *, flow: bool = False) -> bool:
    """Say whether a string needs no quotes, for readers of YAML 1.1 and 1.2.

    Args:
        text: the string.
        flow: whether it stands between brackets.
    """
    return not (
        not text
        or text[0] in _FIRST
        or text != text.strip()
        or _INLINE_SPECIAL.search(text)
        or _WORD.fullmatch(text)
        or (text[0] in "+-.0123456789" and _NUMBER.fullmatch(text))
        or _INSIDE.search(text)
        or (text.startswith(("---", "...")))
        or (flow and _FLOW.search(text))
    )


def quoted(text: str, quote: str) -> str:
    """Write a string with quotes.

    Args:
        text: the string.
        quote: the liked ones; others are used where they need fewer escapes, or where only they can write it.
    """
    special = _INLINE_SPECIAL.search(text)
    if not special and ((quote == "'") or (("\\" in text or '"' in text) and "'" not in text)):
        return "'" + text.replace("'", "''") + "'"
    return _SPECIAL.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
