"""Find the extent of a value in JSON text, by a scan that reads each asked-for object once."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from apiyard.core.json import Json
from apiyard.core.late import late_module, late_pattern
from apiyard.spec.extent import NOWHERE, Extent, Place
from apiyard.spec.laid_out import Member, is_laid_out, items_of_array, members_of_object
from apiyard.spec.pointer import split

if TYPE_CHECKING:
    import orjson
else:
    orjson = late_module("orjson")

_STRING = rb'"[^"\\]*(?:\\.[^"\\]*)*"'
_OPENING = late_pattern(rb"\S")
_KEY = late_pattern(rb"[\s,]*(" + _STRING + rb")\s*:\s*", re.DOTALL)
_ITEM = late_pattern(rb"[\s,]*(?=[^\s,\]])")
_BRACKET = late_pattern(_STRING + rb"|[{}\[\]]", re.DOTALL)
# An object or array that nests up to some levels, taken at once; without a way back, so linear.
_LEVELS = 40
_PLAIN = rb'[^"{}\[\]]++|"[^"\\]*+(?:\\.[^"\\]*+)*+"|'
_VALUE = _STRING + rb'|[^\s"{}\[\],:]+|' + (rb"[{\[](?:" + _PLAIN) * _LEVELS + rb"(?!)" + rb")*+[}\]]" * _LEVELS
_CONTINUING = bytes(range(0x80, 0xC0))
_CHUNK = 4096
_LINES = 1024


class _Ruler:
    """Tells line and column of a byte; a very long line costs no more than a short one."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        # How many lines end before each chunk.
        chunks = range(0, len(data), _LINES)
        self.lines = list(accumulate((data.count(b"\n", at, at + _LINES) for at in chunks), initial=0))
        self.plain = data.isascii()
        self.counts: list[int] = []

    def _count(self) -> list[int]:
        counts, seen = [], 0
        for at in range(0, len(self.data) + 1, _CHUNK):
            counts.append(seen)
            seen += len(self.data[at : at + _CHUNK].translate(None, _CONTINUING))
        return counts

    def _characters(self, offset: int) -> int:
        if not self.counts:
            self.counts = self._count()
        chunk = offset // _CHUNK
        return self.counts[chunk] + len(self.data[chunk * _CHUNK : offset].translate(None, _CONTINUING))

    def place(self, offset: int) -> Place:
        chunk = offset // _LINES
        line = self.lines[chunk] + self.data.count(b"\n", chunk * _LINES, offset) + 1
        start = self.data.rfind(b"\n", chunk * _LINES, offset) + 1
        if not start and chunk and (before := bisect_left(self.lines, self.lines[chunk])):
            start = self.data.rfind(b"\n", (before - 1) * _LINES, before * _LINES) + 1
        if self.plain:
            return line, offset - start + 1
        if offset - start < _CHUNK:
            lead = self.data[start:offset]
            return line, (offset - start if lead.isascii() else len(lead.translate(None, _CONTINUING))) + 1
        return line, self._characters(offset) - self._characters(start) + 1


def finder(data: bytes, value: Json = None) -> Finder:
    """Make a function that finds the extent of a pointer.

    Each object and array is scanned at most once, when a place inside it is asked for first.

    Args:
        data: valid JSON.
        value: what it says, where that is known; text that is laid out is read faster then.

    Returns:
        The function: from a pointer to the extent of its value, or of the nearest value around it that exists.
    """
    return Finder(data, laid_out=value is not None and is_laid_out(data, value))


class Finder:
    """Finds extents in one text.

    Args:
        data: valid JSON.
        laid_out: whether it is laid out with two spaces a level.
    """

    def __init__(self, data: bytes, *, laid_out: bool = False) -> None:
        """Know nothing yet."""
        self.data = data
        self.members: dict[int, dict[str, Member]] = {}
        self.known: dict[str, Member] = {}
        self.laid_out = laid_out
        self.ruler = _Ruler(data)
        opening = _OPENING.search(data)
        start = opening.start() if opening else -1
        self.whole: Member = (start, start, start, len(data.rstrip()))

    def __call__(self, pointer: str) -> Extent:
        """Give the extent of a value, or of the nearest value around it that exists."""
        if self.whole[0] < 0:
            return NOWHERE
        found = self._find(pointer)
        place = self.ruler.place
        start = key = key_end = place(found[2])
        if found[0] != found[2]:
            key, key_end = place(found[0]), place(found[1])
        end = last = place(found[3])
        if self.data[found[3] - 1] in b"}]":
            last = place(_last(self.data, found[3]))
        return Extent(key, key_end, start, end, last)

    def key(self, pointer: str) -> Place:
        """Give where the key of a value starts, and nothing else."""
        return self.ruler.place(self._find(pointer)[0]) if self.whole[0] >= 0 else NOWHERE.key

    def _find(self, pointer: str) -> Member:
        known = self.known.get(pointer)
        if known is not None:
            return known
        found = self.whole
        for token in split(pointer):
            members = self.members.get(found[2])
            if members is None:
                members = self.members[found[2]] = self._members(found[2], found[3])
            if token not in members:
                break
            found = members[token]
        self.known[pointer] = found
        return found

    def _members(self, offset: int, end: int) -> dict[str, Member]:
        opening = self.data[offset : offset + 1]
        if self.laid_out and opening == b"{":
            return members_of_object(self.data, offset, end)
        if self.laid_out and opening == b"[":
            return items_of_array(self.data, offset)
        return _members(self.data, offset)


def _members(data: bytes, offset: int) -> dict[str, Member]:
    """Give, by name or index, the start and end of the key (of the item, where there is none) and of the value."""
    is_object = data[offset : offset + 1] == b"{"
    found: dict[str, Member] = {}
    if not is_object and data[offset : offset + 1] != b"[":
        return found
    start = _KEY if is_object else _ITEM
    at, index = offset + 1, 0
    while (lead := start.match(data, at)) is not None:
        value = lead.end()
        at = _end(data, value)
        if is_object:
            key = lead.group(1)
            name = key[1:-1].decode() if b"\\" not in key else orjson.loads(key)
            found[name] = (lead.start(1), lead.end(1), value, at)
        else:
            found[str(index)] = (value, value, value, at)
            index += 1
    return found


@cache
def _value() -> re.Pattern[bytes]:
    return re.compile(_VALUE, re.DOTALL)


def _end(data: bytes, start: int) -> int:
    """Give where the value that starts at an offset ends."""
    whole = _value().match(data, start)
    if whole is not None:
        return whole.end()
    depth = 0
    for bracket in _BRACKET.finditer(data, start):
        mark = data[bracket.start()]
        if mark in b"{[":
            depth += 1
        elif mark in b"}]":
            depth -= 1
            if depth == 0:
                return bracket.end()
    return len(data)


def _last(data: bytes, end: int) -> int:
    """Step back over closing brackets to where the last scalar or empty collection ends."""
    while end and data[end - 1] in b"}]":
        inner = end - 1
        while inner and data[inner - 1] in b" \t\r\n":
            inner -= 1
        if not inner or data[inner - 1] in b"{[":
            return end
        end = inner
    return end
