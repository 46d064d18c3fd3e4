"""Find the extent of a value in JSON text, by a scan that reads each asked-for object once."""

from __future__ import annotations

import re
from bisect import bisect_right

import orjson

from apiyard.spec.extent import NOWHERE, Extent, Place
from apiyard.spec.pointer import split

_STRING = rb'"[^"\\]*(?:\\.[^"\\]*)*"'
_OPENING = re.compile(rb"\S")
_KEY = re.compile(rb"[\s,]*(" + _STRING + rb")\s*:\s*", re.DOTALL)
_ITEM = re.compile(rb"[\s,]*(?=[^\s,\]])")
_BRACKET = re.compile(_STRING + rb"|[{}\[\]]", re.DOTALL)
# An object or array that nests up to some levels, taken at once; without a way back, so linear.
_LEVELS = 40
_PLAIN = rb'[^"{}\[\]]++|"[^"\\]*+(?:\\.[^"\\]*+)*+"|'
_VALUE = re.compile(
    _STRING + rb'|[^\s"{}\[\],:]+|' + (rb"[{\[](?:" + _PLAIN) * _LEVELS + rb"(?!)" + rb")*+[}\]]" * _LEVELS,
    re.DOTALL,
)
_CONTINUED = re.compile(rb"[\x80-\xbf]")
_CONTINUING = bytes(range(0x80, 0xC0))
_CHUNK = 4096
_Member = tuple[int, int, int, int]


class _Ruler:
    """Tells line and column of a byte; a very long line costs no more than a short one."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.lines = [0, *(found.end() for found in re.finditer(b"\n", data))]
        self.counts: list[int] | None = None if data.isascii() else self._count()

    def _count(self) -> list[int]:
        counts, seen = [], 0
        for at in range(0, len(self.data) + 1, _CHUNK):
            counts.append(seen)
            seen += len(self.data[at : at + _CHUNK].translate(None, _CONTINUING))
        return counts

    def _characters(self, offset: int) -> int:
        if self.counts is None:
            return offset
        chunk = offset // _CHUNK
        return self.counts[chunk] + len(self.data[chunk * _CHUNK : offset].translate(None, _CONTINUING))

    def place(self, offset: int) -> Place:
        line = bisect_right(self.lines, offset)
        start = self.lines[line - 1]
        if offset - start < _CHUNK:
            return line, offset - start - len(_CONTINUED.findall(self.data, start, offset)) + 1
        return line, self._characters(offset) - self._characters(start) + 1


def finder(data: bytes) -> Finder:
    """Make a function that finds the extent of a pointer.

    Each object and array is scanned at most once, when a place inside it is asked for first.

    Args:
        data: valid JSON.

    Returns:
        The function: from a pointer to the extent of its value, or of the nearest value around it that exists.
    """
    return Finder(data)


class Finder:
    """Finds extents in one text.

    Args:
        data: valid JSON.
    """

    def __init__(self, data: bytes) -> None:
        """Know nothing yet."""
        self.data = data
        self.members: dict[int, dict[str, _Member]] = {}
        self.ruler = _Ruler(data)
        opening = _OPENING.search(data)
        start = opening.start() if opening else -1
        self.whole: _Member = (start, start, start, len(data.rstrip()))

    def __call__(self, pointer: str) -> Extent:
        """Give the extent of a value, or of the nearest value around it that exists."""
        if self.whole[0] < 0:
            return NOWHERE
        found = self._find(pointer)
        key, key_end, start, end = map(self.ruler.place, found)
        return Extent(key, key_end, start, end, self.ruler.place(_last(self.data, found[3])))

    def key(self, pointer: str) -> Place:
        """Give where the key of a value starts, and nothing else."""
        return self.ruler.place(self._find(pointer)[0]) if self.whole[0] >= 0 else NOWHERE.key

    def _find(self, pointer: str) -> _Member:
        found = self.whole
        for token in split(pointer):
            members = self.members.get(found[2])
            if members is None:
                members = self.members[found[2]] = _members(self.data, found[2])
            if token not in members:
                break
            found = members[token]
        return found


def _members(data: bytes, offset: int) -> dict[str, _Member]:
    """Give, by name or index, the start and end of the key (of the item, where there is none) and of the value."""
    is_object = data[offset : offset + 1] == b"{"
    found: dict[str, _Member] = {}
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


def _end(data: bytes, start: int) -> int:
    """Give where the value that starts at an offset ends."""
    whole = _VALUE.match(data, start)
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
