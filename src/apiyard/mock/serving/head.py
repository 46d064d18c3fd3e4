"""The head of an HTTP/1.1 request, read strictly: two readings of one request are how requests are smuggled."""

from __future__ import annotations

import re

from apiyard.core.errors import InvalidInputError
from apiyard.spec.exchange import Fields

_TOKEN = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]++"
_FIELDS = rb"((?:" + _TOKEN + rb":[\t\x20-\x7e\x80-\xff]*+\r\n)*+)\r\n"
# The quantifiers never give back, so time is linear in the head whatever it holds.
_HEAD = re.compile(rb"(" + _TOKEN + rb") ([\x21-\x7e\x80-\xff]++) HTTP/1\.([01])\r\n" + _FIELDS)
_LINE = re.compile(rb"[^\r\n ]*+ [^\r\n ]*+ HTTP/([0-9])\.[0-9]\r\n")
_ABSOLUTE = re.compile(r"https?://([^/?#]*)", re.IGNORECASE)
_LENGTH = re.compile(r"[0-9]{1,15}", re.ASCII)
_PLAIN = re.compile(r"[\x21\x24-\x7e]*")
_ONCE = frozenset({"host", "content-length", "transfer-encoding", "expect"})
_TOO_LARGE = 413
_MOST_FIELDS = 128
_MOST_REMEMBERED = 256
_MOST_REMEMBERED_BYTES = 4_096
CHUNKED = -1
"""The length of a body that comes in chunks."""


class BadHttpError(InvalidInputError):
    """What came is no request that this server can answer; the connection ends after the answer.

    Args:
        status: the status to answer with.
        what: what is wrong.
    """

    code = "bad-http"

    def __init__(self, status: int, what: str) -> None:
        super().__init__(what, code="too-large" if status == _TOO_LARGE else None)
        self.status = status


class Frame:
    """What the fields of a head say.

    Args:
        headers: names in lower case, in order.
        length: of the body in bytes, or ``CHUNKED``.
        keep: whether the connection stays.
        expects: whether the caller waits to be told to send its body.
    """

    __slots__ = ("expects", "headers", "keep", "length")

    def __init__(self, headers: Fields, length: int, *, keep: bool, expects: bool) -> None:
        self.headers = headers
        self.length = length
        self.keep = keep
        self.expects = expects


class Head:
    """A head that was read.

    Args:
        method: as sent.
        path: percent-encoded, without the query.
        query: without the question mark.
        frame: what its fields say.
        minor: the minor version of HTTP/1 that the caller speaks.
    """

    __slots__ = ("frame", "method", "minor", "path", "query", "told")

    def __init__(self, method: str, path: str, query: str, *, frame: Frame, minor: int) -> None:
        self.method = method
        self.path = path
        self.query = query
        self.frame = frame
        self.minor = minor
        self.told = False


_FRAMES: dict[tuple[bytes, int], Frame] = {}


def read_head(data: bytes | bytearray, start: int, end: int) -> Head:
    """Read the head of a request (RFC 9112, sections 2 to 6).

    Args:
        data: what came.
        start: where the head begins.
        end: where it ends, behind its empty line.

    Returns:
        The head.

    Raises:
        BadHttpError: it is none, or its body could be read in two ways.
    """
    match = _HEAD.fullmatch(data, start, end)
    if match is None:
        line = _LINE.match(data, start, end)
        if line is not None and line[1] != b"1":
            raise BadHttpError(505, "only HTTP/1.1 is spoken here")
        raise BadHttpError(400, "this is no request of HTTP/1.1")
    written = match[2].decode("latin-1")
    path, _, query = _target(written).partition("?")
    minor = 0 if match[3] == b"0" else 1
    frame = _framed(bytes(match[4]), minor)
    if written[0] != "/" and (absolute := _ABSOLUTE.match(written)) is not None:
        _agree(absolute[1], frame.headers)
    return Head(match[1].decode("ascii"), path, query, frame=frame, minor=minor)


def _agree(authority: str, fields: Fields) -> None:
    """Refuse a target that names another host than the header does: nobody could say which one is meant."""
    if fields.named.get("host", authority).lower() != authority.lower():
        raise BadHttpError(400, "the target and the header host name two hosts")


def _framed(block: bytes, minor: int) -> Frame:
    """Read the fields of a head; callers send the same ones again and again, so the last ones are remembered."""
    key = (block, minor)
    found = _FRAMES.get(key)
    if found is None:
        found = _frame(_fields(block), minor)
        if len(block) <= _MOST_REMEMBERED_BYTES:
            if len(_FRAMES) >= _MOST_REMEMBERED:
                _FRAMES.clear()
            _FRAMES[key] = found
    return found


def _fields(block: bytes) -> Fields:
    fields: list[tuple[str, str]] = []
    for line in block.decode("latin-1").split("\r\n"):
        name, colon, value = line.partition(":")
        if colon:
            fields.append((name.lower(), value.strip(" \t")))
    if len(fields) > _MOST_FIELDS:
        raise BadHttpError(431, f"a request may have {_MOST_FIELDS} headers")
    return Fields(fields)


def _target(text: str) -> str:
    """Give the path and query of a target in one of its forms, escaped where it should have been."""
    if _PLAIN.fullmatch(text) is None:
        from urllib.parse import quote

        if "#" in text:
            raise BadHttpError(400, "a target has no fragment")
        text = quote(text.encode("latin-1"), safe="!#$%&'()*+,/:;=?@[]~")
    if text[0] == "/":
        return text
    absolute = _ABSOLUTE.match(text)
    if absolute is None:
        return text
    rest = text[absolute.end() :]
    return rest if rest.startswith("/") else f"/{rest}"


def _frame(fields: Fields, minor: int) -> Frame:
    """Find how long the body is and whether the connection stays."""
    names = [name for name, _ in fields if name in _ONCE]
    if len(names) != len(set(names)):
        raise BadHttpError(400, f"there are two headers {max(names, key=names.count)}")
    found = fields.named
    if "host" not in found and minor:
        raise BadHttpError(400, "there is no header host")
    options = [each.strip() for each in found.get("connection", "").lower().split(",")]
    keep = "close" not in options and (minor == 1 or "keep-alive" in options)
    length = 0
    if "transfer-encoding" in found:
        if "content-length" in found or not minor:
            raise BadHttpError(400, "the length of the body is told twice")
        if found["transfer-encoding"].lower() != "chunked":
            raise BadHttpError(501, "the only transfer coding here is chunked")
        length = CHUNKED
    elif "content-length" in found:
        if _LENGTH.fullmatch(found["content-length"]) is None:
            raise BadHttpError(400, "content-length is no number")
        length = int(found["content-length"])
    expects = minor == 1 and "expect" in found
    if expects and found["expect"].lower() != "100-continue":
        raise BadHttpError(417, "100-continue is all that can be expected")
    return Frame(fields, length, keep=keep, expects=expects and length != 0)
