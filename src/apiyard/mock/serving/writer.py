"""From replies to bytes (RFC 9112): each head is written once and kept."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import format_datetime
from http import HTTPStatus

from apiyard.spec.exchange import Headers, Reply

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
# How a body ends is for the server to say; a mock may have invented these from its contract.
_OURS = frozenset({"connection", "content-length", "keep-alive", "trailer", "transfer-encoding", "upgrade"})
_PHRASES = {status.value: status.phrase for status in HTTPStatus}
_WITHOUT_BODY = frozenset({204, 304})
_MOST_KEPT = 1_024
_MOST_STATUS = 999
_CLOSE, _CLOSED = b"connection: close\r\n", b"connection: keep-alive\r\n"


class UnsendableError(ValueError):
    """A reply cannot be written, for what stands in it would not be read as what it is."""


class Writer:
    """Writes replies; one for a whole server.

    Args:
        now: the time, for the header Date.
    """

    def __init__(self, now: datetime) -> None:
        self._heads: dict[tuple[int, Headers], bytes] = {}
        self._date = b""
        self.at(now)

    def at(self, now: datetime) -> None:
        """Take note of the time; once in a second does."""
        self._date = f"date: {format_datetime(now, usegmt=True)}\r\n".encode()

    def reply(self, reply: Reply, *, method: str, keep: bool, minor: int = 1) -> bytes:
        """Write a whole reply.

        Args:
            reply: the reply.
            method: the method of the request; HEAD gets no body.
            keep: whether the connection stays.
            minor: the minor version of HTTP/1 that the caller speaks.

        Returns:
            The bytes.

        Raises:
            UnsendableError: a header or the status cannot be written.
        """
        body = reply.body
        length = b"content-length: %d\r\n" % len(body)
        if method == "HEAD" or reply.status in _WITHOUT_BODY:
            length = _told_length(reply) if method == "HEAD" and not body else length
            body = b""
            if reply.status in _WITHOUT_BODY:
                length = b""
        head = self.head(reply.status, reply.headers)
        if keep and minor:
            return b"%b%b%b\r\n%b" % (head, self._date, length, body)
        return b"%b%b%b%b\r\n%b" % (head, self._date, length, _CLOSED if keep else _CLOSE, body)

    def cut(self, reply: Reply) -> bytes:
        """Write a reply whose body is announced longer than it is.

        Args:
            reply: what is sent of it.
        """
        told = max((int(value) for name, value in reply.headers if _is_length(name, value)), default=0)
        length = max(told, len(reply.body) + 1)
        return b"%bcontent-length: %d\r\n\r\n%b" % (self.head(reply.status, reply.headers), length, reply.body)

    def opening(self, status: int, headers: Headers, *, keep: bool, chunked: bool) -> bytes:
        """Write the head of a reply whose body comes piece by piece.

        Args:
            status: the status.
            headers: the headers.
            keep: whether the connection stays.
            chunked: whether the caller reads chunks; else the end of the connection is the end of the body.
        """
        coding = b"transfer-encoding: chunked\r\n" if chunked else b""
        return b"%b%b%b%b\r\n" % (self.head(status, headers), self._date, coding, b"" if keep else _CLOSE)

    def head(self, status: int, headers: Headers) -> bytes:
        """Write the status and the headers, without the line that ends them.

        Args:
            status: the status.
            headers: the headers; what says how the body ends is left out.

        Raises:
            UnsendableError: one of them cannot be written.
        """
        key = (status, headers)
        found = self._heads.get(key)
        if found is None:
            if len(self._heads) >= _MOST_KEPT:
                self._heads.clear()
            found = self._heads[key] = _head(status, headers)
        return found


def chunk(piece: bytes) -> bytes:
    """Write a piece of a body as a chunk; nothing at all for an empty one, which would end the body."""
    return b"%x\r\n%b\r\n" % (len(piece), piece) if piece else b""


def _head(status: int, headers: Headers) -> bytes:
    if not 200 <= status <= _MOST_STATUS:
        raise UnsendableError(f"no answer has the status {status}")
    lines = [f"HTTP/1.1 {status} {_PHRASES.get(status, '')}\r\n"]
    for name, value in headers:
        low = name.lower()
        if low in _OURS or low == "date":
            continue
        if _NAME.fullmatch(name) is None or _VALUE.fullmatch(value) is None:
            raise UnsendableError(f"the header {name[:80]!r} cannot be written")
        lines.append(f"{low}: {value}\r\n")
    return "".join(lines).encode("latin-1")


def _told_length(reply: Reply) -> bytes:
    for name, value in reply.headers:
        if _is_length(name, value):
            return f"content-length: {int(value)}\r\n".encode()
    return b""


def _is_length(name: str, value: str) -> bool:
    return name.lower() == "content-length" and value.isascii() and value.isdigit() and len(value) <= 15
