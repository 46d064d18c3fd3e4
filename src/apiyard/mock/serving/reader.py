"""From bytes as they come to requests: a machine without sockets."""

from __future__ import annotations

from apiyard.core.noun import dataclass
from apiyard.mock.serving.chunks import Chunks
from apiyard.mock.serving.head import CHUNKED, BadHttpError, Head, read_head
from apiyard.mock.serving.limits import Limits
from apiyard.spec.exchange import Headers, Request

_BREAKS = b"\r\n"


@dataclass(slots=True)
class Taken:
    """A request that is whole.

    Args:
        request: the request.
        keep: whether the connection stays afterwards.
        minor: the minor version of HTTP/1 that the caller speaks.
    """

    request: Request
    keep: bool
    minor: int


class Reader:
    """Takes requests out of the bytes of one connection.

    Args:
        limits: how much may come.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._data: bytes | bytearray = b""
        self._at = 0
        self._head: Head | None = None
        self._chunks: Chunks | None = None
        self.fields: Headers = ()
        """What the head says that was read last."""

    @property
    def waiting(self) -> int:
        """How many bytes were not taken yet."""
        return len(self._data) - self._at

    @property
    def held(self) -> int:
        """How many bytes are kept of what was not given on yet."""
        return len(self._data) - self._at + (self._chunks.size if self._chunks is not None else 0)

    @property
    def state(self) -> str:
        """What comes next: ``idle`` before a request, else ``head`` or ``body``."""
        if self._head is not None:
            return "body"
        return "head" if self.waiting else "idle"

    def feed(self, data: bytes) -> None:
        """Keep what came.

        Args:
            data: the bytes.
        """
        if self._at == len(self._data):
            self._data, self._at = data, 0
            return
        kept = self._data if isinstance(self._data, bytearray) else bytearray(self._data)
        del kept[: self._at]
        kept += data
        self._data, self._at = kept, 0

    def continues(self) -> bool:
        """Say, once, whether the caller waits to be told to send its body (RFC 9110, section 10.1.1)."""
        head = self._head
        if head is None or head.told or not head.frame.expects:
            return False
        head.told = True
        return not self.waiting

    def take(self) -> Taken | None:
        """Take the next request.

        Returns:
            The request; None when it is not whole yet.

        Raises:
            BadHttpError: what came is none, or too much; nothing more can be taken then.
        """
        head = self._head
        if head is None:
            head = self._begin()
            if head is None:
                return None
        frame = head.frame
        body = self._body(frame.length) if frame.length else b""
        if body is None:
            self._head = head
            return None
        self._head = None
        if self._at == len(self._data):  # a connection that rests keeps no body
            self._data, self._at = b"", 0
        return Taken(Request(head.method, head.path, head.query, frame.headers, body), frame.keep, head.minor)

    def _begin(self) -> Head | None:
        data, at = self._data, self._at
        while at < len(data) and data[at] in _BREAKS:  # a server should read over them (RFC 9112, section 2.2)
            at += 1
        self._at = at
        limits = self._limits
        self.fields = ()
        end = data.find(b"\r\n\r\n", at, at + limits.head_bytes)
        if end < 0:
            self._refuse_long(data, at)
            return None
        head = read_head(data, at, end + 4)
        self.fields = head.frame.headers
        if len(head.path) + len(head.query) > limits.target_bytes:
            raise BadHttpError(414, f"a target may have {limits.target_bytes} bytes")
        if head.frame.length > limits.body_bytes:
            raise BadHttpError(413, f"the body may have {limits.body_bytes} bytes")
        self._at = end + 4
        return head

    def _refuse_long(self, data: bytes | bytearray, at: int) -> None:
        limits = self._limits
        if len(data) - at >= limits.head_bytes:
            raise BadHttpError(431, f"the head of a request may have {limits.head_bytes} bytes")
        if data.find(b"\r\n", at, at + limits.target_bytes) < 0 and len(data) - at > limits.target_bytes:
            raise BadHttpError(414, f"a target may have {limits.target_bytes} bytes")
        if data.find(b"\n\n", at) >= 0:
            raise BadHttpError(400, "lines end in CR LF")

    def _body(self, length: int) -> bytes | None:
        if length == CHUNKED:
            if self._chunks is None:
                self._chunks = Chunks(self._limits.body_bytes)
            self._at, body = self._chunks.read(self._data, self._at)
            if body is not None:
                self._chunks = None
            return body
        end = self._at + length
        if len(self._data) < end:
            return None
        whole = self._data[self._at : end]
        self._at = end
        return whole if isinstance(whole, bytes) else bytes(whole)
