"""Find the extent of a value in JSON text, by a scan that reads each asked-for object once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

import orjson

from apiyard.spec.extent import NOWHERE, Extent, Place
from apiyard.spec.pointer import split

_STRING = rb'"[^"\\]*(?:\\.[^"\\]*)*"'
_TOKEN = re.compile(_STRING + rb'|[{}\[\],:]|[^\s"{}\[\],:]+', re.DOTALL)
_BRACKET = re.compile(_STRING + rb"|[{}\[\]]", re.DOTALL)
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
        return line, self._characters(offset) - self._characters(self.lines[line - 1]) + 1


def finder(data: bytes) -> Callable[[str], Extent]:
    """Make a function that finds the extent of a pointer.

    Each object and array is scanned at most once, when a place inside it is asked for first.

    Args:
        data: valid JSON.

    Returns:
        The function: from a pointer to the extent of its value, or of the nearest value around it that exists.
    """
    opening = _TOKEN.search(data)
    if opening is None:
        return lambda _: NOWHERE
    members: dict[int, dict[str, _Member]] = {}
    ruler = _Ruler(data)
    whole: _Member = (opening.start(), opening.start(), opening.start(), len(data.rstrip()))

    def find(pointer: str) -> Extent:
        found = whole
        for token in split(pointer):
            offset = found[2]
            if offset not in members:
                members[offset] = _members(data, offset)
            if token not in members[offset]:
                break
            found = members[offset][token]
        key, key_end, start, end = map(ruler.place, found)
        return Extent(key, key_end, start, end, ruler.place(_last(data, found[3])))

    return find


def _members(data: bytes, offset: int) -> dict[str, _Member]:
    """Give, by name or index, the start and end of the key (of the item, where there is none) and of the value."""
    is_object = data[offset : offset + 1] == b"{"
    found: dict[str, _Member] = {}
    if not is_object and data[offset : offset + 1] != b"[":
        return found
    at, index = offset + 1, 0
    while (token := _TOKEN.search(data, at)) is not None and token.group() not in (b"}", b"]"):
        if token.group() == b",":
            at = token.end()
            continue
        key, value, name = token.start(), token, str(index)
        key_end = key
        if is_object:
            name, key_end = orjson.loads(token.group()), token.end()
            colon = _TOKEN.search(data, token.end())
            value = _TOKEN.search(data, colon.end() if colon else token.end()) or token
        at = _end(data, value)
        found[name] = (key, key_end, value.start(), at)
        index += 1
    return found


def _end(data: bytes, value: re.Match[bytes]) -> int:
    if value.group() not in (b"{", b"["):
        return value.end()
    depth = 0
    for bracket in _BRACKET.finditer(data, value.start()):
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
