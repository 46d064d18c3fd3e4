"""A body that comes in chunks (RFC 9112, section 7.1)."""

from __future__ import annotations

import re

from apiyard.mock.serving.head import BadHttpError

_SIZE = re.compile(rb"([0-9A-Fa-f]{1,12})[ \t]*+(?:;[\t\x20-\x7e\x80-\xff]*+)?")
_MOST_LINE = 1_024
_MOST_TRAILER = 8 * 1024


class Chunks:
    """Puts a body together as its chunks come; extensions and trailers are read over.

    Args:
        most: how many bytes the body may have.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._body = bytearray()
        self._left = 0
        self._state = "size"
        self._trailer = 0

    @property
    def size(self) -> int:
        """How many bytes of the body are there."""
        return len(self._body)

    def read(self, data: bytes | bytearray, at: int) -> tuple[int, bytes | None]:
        """Read what came.

        Args:
            data: what came.
            at: from where it was not yet read.

        Returns:
            Up to where it is read now, and the body once it is whole.

        Raises:
            BadHttpError: they are no chunks, or too many bytes.
        """
        while at < len(data):
            if self._state == "data":
                piece = data[at : at + self._left]
                self._body += piece
                self._left -= len(piece)
                at += len(piece)
                if self._left:
                    break
                self._state = "end"
                continue
            line = _line(data, at)
            if line is None:
                break
            at += len(line) + 2
            if self._take(bytes(line)):
                return at, bytes(self._body)
        return at, None

    def _take(self, line: bytes) -> bool:
        """Take a line that is not data; say whether it was the last one."""
        if self._state == "end":
            if line:
                raise BadHttpError(400, "a chunk is longer than it says")
            self._state = "size"
        elif self._state == "size":
            match = _SIZE.fullmatch(line)
            if match is None:
                raise BadHttpError(400, "a chunk has no size")
            self._left = int(match[1], 16)
            if len(self._body) + self._left > self._most:
                raise BadHttpError(413, f"the body may have {self._most} bytes")
            self._state = "data" if self._left else "trailer"
        else:
            self._trailer += len(line) + 2
            if self._trailer > _MOST_TRAILER:
                raise BadHttpError(431, "the trailer is too long")
            return not line
        return False


def _line(data: bytes | bytearray, at: int) -> bytes | bytearray | None:
    end = data.find(b"\r\n", at, at + _MOST_LINE)
    if end < 0:
        if len(data) - at >= _MOST_LINE:
            raise BadHttpError(400, "a line between chunks is too long")
        if data.find(b"\n", at) >= 0 or data.find(b"\r", at, len(data) - 1) >= 0:
            raise BadHttpError(400, "a line between chunks ends in half a line break")
        return None
    return data[at:end]
