"""Members of objects and arrays in JSON text that is laid out with two spaces a level, as most programs write it."""

from __future__ import annotations

import re
from itertools import compress
from operator import ne
from typing import TYPE_CHECKING, Any

from apiyard.core.late import late_module, late_pattern

if TYPE_CHECKING:
    import orjson
else:
    orjson = late_module("orjson")


_STRING = late_pattern(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_SCALAR = late_pattern(rb'"[^"\\]*(?:\\.[^"\\]*)*"|-?[0-9][0-9.eE+-]*', re.DOTALL)
_EMPTY_ARRAY = late_pattern(rb"\[\n\n? *\]")
_EMPTY_OBJECT = late_pattern(rb"\{\n\n? *\}")
_COMMA = ord(",")
Member = tuple[int, int, int, int]
"""Where the key starts and ends (the item starts, where there is none), and where the value starts and ends."""


def is_laid_out(data: bytes, value: Any) -> bool:
    """Say whether each line of a text starts with two spaces for each level that it stands in.

    Then, empty ones aside, the first line behind an opening bracket that is indented as little as the bracket's line
    closes it, and lines that are indented by two more are its members. No string goes over lines in JSON.

    Args:
        data: valid JSON.
        value: what it says.

    Returns:
        Whether it is what a writer of JSON gives, but for how texts and numbers are spelled and for empty arrays and
        objects that are closed in another line.
    """
    if b'\n  "' not in data[:4096] or b"\r" in data or b"\t" in data:
        return False
    try:
        other = orjson.dumps(value, option=orjson.OPT_INDENT_2)
    except orjson.JSONEncodeError:
        return False
    plain = data.rstrip(b"\n")
    if plain == other:
        return True
    plain = _without_empty(plain)
    if plain == other:
        return True
    lines, others = plain.split(b"\n"), other.split(b"\n")
    if len(lines) != len(others):
        return False
    different = map(ne, lines, others)
    return all(_skeleton(line) == _skeleton(others[at]) for at, line in compress(enumerate(lines), different))


def _without_empty(data: bytes) -> bytes:
    """Write empty arrays and objects in one line, which some writers close in another one, as far in as the first."""

    def joined(found: re.Match[bytes]) -> bytes:
        whole = found.group()
        line = data[data.rfind(b"\n", 0, found.start()) + 1 : found.start()]
        spaces = len(line) - len(line.lstrip(b" "))
        return whole[:1] + whole[-1:] if whole.endswith(b"\n" + b" " * spaces + whole[-1:]) else whole

    data = _EMPTY_ARRAY.sub(joined, data)
    return _EMPTY_OBJECT.sub(joined, data)


def _skeleton(line: bytes) -> bytes:
    return _SCALAR.sub(lambda found: b'""' if found.group().startswith(b'"') else b"0", line)


def members_of_object(data: bytes, offset: int, end: int) -> dict[str, Member]:
    """Give the members of an object in a text that is laid out.

    Args:
        data: the text.
        offset: where the object starts.
        end: where it ends.

    Returns:
        The members by name.
    """
    indent = _indent(data, offset)
    found: dict[str, Member] = {}
    if indent < 0 or data[offset + 2 + indent : offset + 3 + indent] != b'"':
        return found
    lead = b"\n" + b" " * indent + b'"'
    starts = [each.end() for each in re.finditer(lead, data[offset:end])]
    # The last one ends where the line of the closing bracket starts.
    ends = [each - len(lead) for each in starts[1:]]
    for at, stop in zip(starts, [*ends, data.rfind(b"\n", offset, end) - offset], strict=True):
        start, after = offset + at, offset + stop
        cut = data.find(b'"', start)
        if data.find(b"\\", start, cut) >= 0:
            key = _STRING.match(data, start - 1)
            cut = key.end() - 1 if key is not None else cut
            name = orjson.loads(data[start - 1 : cut + 1])
        else:
            name = data[start:cut].decode()
        found[name] = (start - 1, cut + 1, cut + 3, after - (data[after - 1] == _COMMA))
    return found


def items_of_array(data: bytes, offset: int) -> dict[str, Member]:
    """Give the items of an array in a text that is laid out.

    Args:
        data: the text.
        offset: where the array starts.

    Returns:
        The items by their index.
    """
    indent = _indent(data, offset)
    found: dict[str, Member] = {}
    if indent < 0 or data[offset + 2 + indent : offset + 3 + indent] == b"]":
        return found
    at = offset + 2 + indent
    closings = {b"{\n": b"\n" + b" " * indent + b"}", b"[\n": b"\n" + b" " * indent + b"]"}
    while True:
        closing = closings.get(data[at : at + 2])
        end = data.find(b"\n", at) if closing is None else data.find(closing, at) + len(closing)
        if closing is None and data[end - 1 : end] == b",":
            end -= 1
        found[str(len(found))] = (at, at, at, end)
        if data[end : end + 1] != b",":
            return found
        at = end + 2 + indent


def _indent(data: bytes, offset: int) -> int:
    """Give how far the members behind an opening bracket are indented; -1 when it has none."""
    if data[offset + 1 : offset + 2] != b"\n" or data[offset + 2 : offset + 3] == b"\n":
        return -1
    width = 64
    while True:
        start = data[offset + 2 : offset + 2 + width]
        indent = len(start) - len(start.lstrip(b" "))
        if indent < len(start):
            return indent
        width *= 8
