"""JSON to values by orjson; places by a scan that reads each asked-for object once."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from apiyard.core.errors import InvalidInputError, TooLargeError
from apiyard.core.json import Json
from apiyard.core.late import late_module, late_pattern
from apiyard.core.noun import dataclass
from apiyard.spec import exact_json
from apiyard.spec.flaw import DUPLICATE_KEY, Flaw
from apiyard.spec.laid_out import is_laid_out
from apiyard.spec.limits import Limits
from apiyard.spec.measure import measure
from apiyard.spec.pointer import build

if TYPE_CHECKING:
    import orjson
else:
    orjson = late_module("orjson")

_STRING = rb'"[^"\\]*(?:\\.[^"\\]*)*"'
_TOKEN = late_pattern(_STRING + rb'|[{}\[\],:]|[^\s"{}\[\],:]+', re.DOTALL)
_BRACKET = late_pattern(_STRING + rb"|[{}\[\]]", re.DOTALL)
_KEY = late_pattern(rb'(?<!\\)"[ \t\r\n]*:')
_SPACED = late_pattern(rb'"[ \t\r\n]+:')
# All up to the next comma or opening bracket outside of strings; without a way back, so linear.
_STRUCTURE = late_pattern(rb'[^",\[{]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"[^",\[{]*+)*+[,\[{]', re.DOTALL)

_MAX_FLAWS = 20
# So many bytes for each value that is allowed are read before values are counted: they cost little memory.
_SMALL = 5
_HINT = "remove or rename one of them"


class NotJsonError(InvalidInputError):
    """The text is no JSON."""

    code = "invalid-json"


def place(data: bytes, offset: int) -> tuple[int, int]:
    """Give line and column, both from 1, of a byte offset; columns count characters."""
    start = data.rfind(b"\n", 0, offset) + 1
    return data.count(b"\n", 0, offset) + 1, len(data[start:offset].decode("utf-8", "replace")) + 1


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read.

    Args:
        value: the value.
        references: its reference objects, level by level.
        laid_out: whether the text is laid out with two spaces a level.
    """

    value: Json
    references: list[dict[str, Any]]
    laid_out: bool


def read(uri: str, data: bytes, limits: Limits, *, flaws: list[Flaw] | None = None) -> Reading:
    """Read JSON.

    Args:
        uri: the document's name, for errors.
        data: UTF-8 bytes without a byte order mark.
        limits: the bounds.
        flaws: where keys that occur twice are noted; None: they are an error.

    Returns:
        The value and what was seen on the way.

    Raises:
        NotJsonError: the text is no JSON (RFC 8259), with line and column.
        InvalidInputError: a key occurs twice in one object.
        TooLargeError: too many values, too deep, or a number that is too long or too large.
    """
    if len(data) > limits.max_nodes * _SMALL:
        _check_count(uri, data, limits)
    _check_digits(uri, data, limits)
    try:
        value = exact_json.loads(data)
    except orjson.JSONDecodeError as error:
        raise _explain(uri, data, error) from None
    found = measure(value)
    # What is counted in the text is at most twice as much: empty objects and arrays count once more.
    if found.values > limits.max_nodes // 2:
        _check_count(uri, data, limits)
    if found.depth > limits.max_depth:
        raise _too_deep(uri, data, limits)
    # A text that is written as its value would be says nothing twice.
    laid_out = is_laid_out(data, value)
    if not laid_out and (b'\\\\"' in data or _count_keys(data) != found.keys):
        _check_duplicates(uri, data, flaws)
    return Reading(value, found.references, laid_out)


def _check_count(uri: str, data: bytes, limits: Limits) -> None:
    if data.count(b",") + data.count(b"[") + data.count(b"{") <= limits.max_nodes:
        return
    # Some of these may stand in strings, so each is looked at, until there are too many.
    if next(islice(_STRUCTURE.finditer(data), limits.max_nodes, None), None) is not None:
        raise TooLargeError(
            f"the document holds more than {limits.max_nodes} values",
            where=f"{uri}:1:1",
            hint="split the document into files, or raise the limit",
        )


def _check_digits(uri: str, data: bytes, limits: Limits) -> None:
    if not _may_hold_digits(data, limits.max_digits + 1):
        return
    digits = rb"[0-9]{%d}" % (limits.max_digits + 1)
    for found in re.finditer(_STRING + rb"|" + digits, data, re.DOTALL):
        if not found.group().startswith(b'"'):
            line, column = place(data, found.start())
            raise TooLargeError(
                f"a number has more than {limits.max_digits} digits",
                where=f"{uri}:{line}:{column}",
                hint="write a shorter number, or a string",
            )


def _may_hold_digits(data: bytes, length: int) -> bool:
    """Say whether so many digits may follow each other: then one stands where the step falls, many beside it."""
    half = length // 2
    return any(
        data[max(0, at - half + 1) : at + 1].isdigit() or data[at : at + half].isdigit()
        for at in range(0, len(data), length)
        if 0x30 <= data[at] <= 0x39
    )


def _explain(uri: str, data: bytes, error: orjson.JSONDecodeError) -> InvalidInputError:
    offset = len(error.doc[: error.pos].encode("utf-8")) if isinstance(error.doc, str) else error.pos
    line, column = place(data, offset)
    where = f"{uri}:{line}:{column}"
    if "depth limit" in error.msg or "ecursion" in error.msg:
        return TooLargeError("the document nests too deep", where=where, hint="flatten it")
    if "infinity" in error.msg:
        return TooLargeError("a number is larger than a double can hold", where=where, hint="write a smaller number")
    piece = data[offset : offset + 40].decode("utf-8", "replace")
    return NotJsonError(f"the document is no JSON: {error.msg}", where=where, piece=piece)


def _count_keys(data: bytes) -> int:
    """Count the keys in the text, where no string ends in a backslash: a quote in a string is behind one."""
    if _SPACED.search(data) is None:
        return data.count(b'":') - data.count(b'\\":')
    return len(_KEY.findall(data))


def _too_deep(uri: str, data: bytes, limits: Limits) -> TooLargeError:
    depth = 0
    where = uri
    for found in _BRACKET.finditer(data):
        mark = data[found.start()]
        if mark in b"{[":
            depth += 1
        elif mark in b"}]":
            depth -= 1
        if depth > limits.max_depth:
            line, column = place(data, found.start())
            where = f"{uri}:{line}:{column}"
            break
    return TooLargeError(
        f"the document nests deeper than {limits.max_depth} levels", where=where, hint="flatten it, or raise the limit"
    )


def _check_duplicates(uri: str, data: bytes, flaws: list[Flaw] | None) -> None:
    seen: list[set[bytes]] = []
    last = b""
    at = 0
    twice: list[tuple[str, int]] = []
    for found in _TOKEN.finditer(data):
        token = found.group()
        if token in (b"{", b"["):
            seen.append(set())
        elif token in (b"}", b"]"):
            seen.pop()
        elif token == b":":
            name = orjson.loads(last).encode()
            if name in seen[-1]:
                twice.append((name.decode(), at))
                if flaws is None:
                    break
            seen[-1].add(name)
        else:
            last, at = token, found.start()
    for key, offset in twice[:_MAX_FLAWS]:
        line, column = place(data, offset)
        if flaws is None:
            raise InvalidInputError(DUPLICATE_KEY, where=f"{uri}:{line}:{column}", piece=key, hint=_HINT)
        flaws.append(Flaw(DUPLICATE_KEY, _pointer(data, offset, key), line, column, key, _HINT))


def _pointer(data: bytes, offset: int, key: str) -> str:
    """Give the pointer of the member whose key starts at an offset."""
    trail: list[Any] = []
    last = b""
    for found in _TOKEN.finditer(data, 0, offset):
        token = found.group()
        if token == b"{":
            trail.append("")
        elif token == b"[":
            trail.append(0)
        elif token in (b"}", b"]"):
            trail.pop()
        elif token == b",":
            if type(trail[-1]) is int:
                trail[-1] += 1
        elif token == b":":
            trail[-1] = orjson.loads(last)
        else:
            last = token
    return build((*trail[:-1], key))
