"""The head of an HTTP/1.1 request, read strictly: two readings of one request are how requests are smuggled."""

from __future__ import annotations

import re

from apiyard.core.errors import InvalidInputError
from apiyard.spec.exchange import Headers

_TOKEN = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]++"
_FIELDS = rb"((?:" + _TOKEN + rb":[\t\x20-\x7e\x80-\xff]*+\r\n)*+)\r\n"
# The quantifiers never give back, so time is linear in the head whatever it holds.
_HEAD = re.compile(rb"(" + _TOKEN + rb") ([\x21-\x7e\x80-\xff]++) HTTP/1\.([01])\r\n" + _FIELDS)
_LINE = re.compile(rb"[^\r\n ]*+ [^\r\n ]*+ HTTP/([0-9])\.[0-9]\r\n")
_ABSOLUTE = re.compile(r"https?://([^/?#]*)", re.IGNORECASE)
_LENGTH = re.compile(r"[0-9]{1,15}", re.ASCII)
_PLAIN = re.compile(r"[\x21\x24-\x7e]*")
_FRAMING = frozenset({"host", "content-length", "transfer-encoding", "connection", "expect"})
_MOST_FIELDS = 128
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
        super().__init__(what)
        self.status = status


class Head:
    """A head that was read.

    Args:
        method: as sent.
        path: percent-encoded, without the query.
        query: without the question mark.
        headers: names in lower case, in order.
    """

    __slots__ = ("expects", "headers", "keep", "length", "method", "minor", "path", "query")

    def __init__(self, method: str, path: str, query: str, *, headers: Headers) -> None:
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.length = 0
        self.keep = True
        self.expects = False
        self.minor = 1


def read_head(data: bytes | bytearray, start: int, end: int) -> Head:
    """Read the head of a request (RFC 9112, sections 2 to 6).

    Args:
        data: what came.
        start: where the head begins.
        end: where it ends, behind its empty line.

    Returns:
        The head; its ``length`` is that of the body in bytes, or ``CHUNKED``.

    Raises:
        BadHttpError: it is none, or its body could be read in two ways.
    """
    match = _HEAD.fullmatch(data, start, end)
    if match is None:
        line = _LINE.match(data, start, end)
        if line is not None and line[1] != b"1":
            raise BadHttpError(505, "only HTTP/1.1 is spoken here")
        raise BadHttpError(400, "this is no request of HTTP/1.1")
    fields: list[tuple[str, str]] = []
    framing: list[tuple[str, str]] = []
    for line_ in match[4].decode("latin-1").split("\r\n"):
        name, colon, value = line_.partition(":")
        if colon:
            pair = (name.lower(), value.strip(" \t"))
            fields.append(pair)
            if pair[0] in _FRAMING:
                framing.append(pair)
    if len(fields) > _MOST_FIELDS:
        raise BadHttpError(431, f"a request may have {_MOST_FIELDS} headers")
    path, _, query = _target(match[2].decode("latin-1")).partition("?")
    head = Head(match[1].decode("ascii"), path, query, headers=tuple(fields))
    if match[3] == b"0":
        head.minor, head.keep = 0, False
    _frame(head, framing)
    return head


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


def _frame(head: Head, framing: list[tuple[str, str]]) -> None:
    """Find how long the body is and whether the connection stays."""
    found: dict[str, str] = {}
    for name, value in framing:
        if name in found and name != "connection":
            raise BadHttpError(400, f"there are two headers {name}")
        found[name] = f"{found[name]},{value}" if name in found else value
    if "host" not in found and head.minor:
        raise BadHttpError(400, "there is no header host")
    if "connection" in found:
        options = [each.strip() for each in found["connection"].lower().split(",")]
        head.keep = "close" not in options and (head.keep or "keep-alive" in options)
    if "transfer-encoding" in found:
        if "content-length" in found or not head.minor:
            raise BadHttpError(400, "the length of the body is told twice")
        if found["transfer-encoding"].lower() != "chunked":
            raise BadHttpError(501, "the only transfer coding here is chunked")
        head.length = CHUNKED
    elif "content-length" in found:
        if _LENGTH.fullmatch(found["content-length"]) is None:
            raise BadHttpError(400, "content-length is no number")
        head.length = int(found["content-length"])
    if "expect" in found and head.minor:
        if found["expect"].lower() != "100-continue":
            raise BadHttpError(417, "100-continue is all that can be expected")
        head.expects = head.length != 0
