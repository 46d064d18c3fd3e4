"""Does a stream keep to the contract? Judged item by item as it passes, by the judge of whole bodies."""

from __future__ import annotations

import zlib

from apiyard.core.errors import ApiyardError
from apiyard.core.noun import dataclass, field, replace
from apiyard.spec import media
from apiyard.spec.cutting import Cutter, cutter_of, wrapped
from apiyard.spec.exchange import Headers, Reply, header
from apiyard.spec.item import item_rule
from apiyard.spec.judge import check_content
from apiyard.spec.operation import MediaType, Operation
from apiyard.spec.violation import Violation

_MOST_KINDS = 50
_MOST_AT_ONCE = 1024 * 1024
_WINDOWS = {"gzip": zlib.MAX_WBITS | 16, "x-gzip": zlib.MAX_WBITS | 16, "deflate": zlib.MAX_WBITS}


@dataclass(slots=True)
class StreamJudge:
    """Judges the items of one stream; what is wrong is told once for each kind, with the index of its first item.

    Args:
        content_type: the Content-Type of the stream.
        entry: what the contract says about it.
        cutter: cuts it into items.
        inflate: takes its content coding off; None without one.
        items: how many were judged.
        broken: how many of them broke the contract.
        wrong: what was told, at most 50 violations.
    """

    content_type: str
    entry: MediaType
    cutter: Cutter
    inflate: zlib._Decompress | None = None
    items: int = 0
    broken: int = 0
    wrong: list[Violation] = field(default_factory=list)
    _kinds: set[tuple[str, str]] = field(default_factory=set)

    def feed(self, piece: bytes) -> tuple[Violation, ...]:
        """Take a piece of the stream.

        Args:
            piece: the bytes as they came.

        Returns:
            What is wrong with the items that are whole with it, as far as it was not told before.
        """
        plain = self._plain(piece)
        return tuple(each for item in self.cutter.feed(plain) for each in self._judged(item))

    def end(self) -> tuple[Violation, ...]:
        """Take note that the stream is over, and give what is wrong with its last item."""
        return tuple(each for item in self.cutter.end() for each in self._judged(item))

    def _plain(self, piece: bytes) -> bytes:
        if self.inflate is None:
            return piece
        try:
            plain = self.inflate.decompress(piece, _MOST_AT_ONCE)
        except zlib.error:
            self.cutter.lost = True
            return b""
        # What does not fit would be missing in the middle of an item.
        self.cutter.lost |= bool(self.inflate.unconsumed_tail)
        return plain

    def _judged(self, item: bytes) -> list[Violation]:
        try:
            found = check_content(self.content_type, self.entry, wrapped(self.content_type, item))
        except ApiyardError:  # a schema that cannot be used is told where the operation is called first
            return []
        at, self.items = self.items, self.items + 1
        self.broken += bool(found)
        told: list[Violation] = []
        for each in found:
            inside = each.pointer.removeprefix("/0")
            kind = (each.schema_pointer, inside)
            if kind not in self._kinds and len(self.wrong) < _MOST_KINDS:
                self._kinds.add(kind)
                told.append(replace(each, pointer=f"/{at}{inside}"))
                self.wrong.append(told[-1])
        return told


def stream_judge(operation: Operation, status: int, headers: Headers) -> StreamJudge | None:
    """Give what judges a stream.

    Args:
        operation: the operation that was called.
        status: the status of the reply.
        headers: its headers.

    Returns:
        The judge; None where the contract says nothing of an item, or the content coding cannot be taken off here.
    """
    content_type, response = header(headers, "content-type"), operation.response(status)
    chosen = media.choose(response.content, content_type) if response is not None and content_type else None
    cutter = cutter_of(content_type) if content_type is not None else None
    coding = (header(headers, "content-encoding") or "").strip().lower()
    if chosen is None or cutter is None or content_type is None or item_rule(content_type, chosen[1]) is None:
        return None
    if coding not in {"", "identity", *_WINDOWS}:
        return None
    # The schema of a list is about all of its items, and says of one alone only what its items are.
    inflate = zlib.decompressobj(_WINDOWS[coding]) if coding in _WINDOWS else None
    return StreamJudge(content_type, _of_one(content_type, chosen[1]), cutter, inflate)


def _of_one(content_type: str, entry: MediaType) -> MediaType:
    rule = item_rule(content_type, entry)
    listed = entry.item_schema is None and rule is not None and not rule.loosely and rule.schema is not entry.schema
    return replace(entry, schema=None, item_schema=rule.schema) if listed and rule is not None else entry


def whole_items(reply: Reply, most: int) -> Reply:
    """Give the part of a stream that holds whole items, as a body that ends behind them.

    Args:
        reply: the reply, whose body was cut off somewhere, without its content coding.
        most: how many items are kept at most.

    Returns:
        The reply with them alone; the reply itself where it is no stream.
    """
    content_type = reply.header("content-type")
    cutter = cutter_of(content_type) if content_type is not None else None
    if cutter is None or content_type is None:
        return reply
    found = [*cutter.feed(reply.body), *cutter.end()]
    name = media.read(content_type)
    if name.type == "multipart":
        mark = b"--" + name.parameters.get("boundary", "").encode("latin-1", "replace")
        return replace(reply, body=b"".join(mark + each + b"\r\n" for each in found[:most]) + mark + b"--\r\n")
    return replace(reply, body=b"".join(_again(name.essence, each) for each in found[:most]))


def _again(essence: str, item: bytes) -> bytes:
    if essence == "application/json-seq":
        return b"\x1e" + item
    return item + (b"\n\n" if essence == "text/event-stream" else b"\n")
