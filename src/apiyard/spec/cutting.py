"""Cut a stream into its items as it comes, without waiting for its end."""

from __future__ import annotations

from apiyard.core.noun import dataclass, field
from apiyard.spec import media, sequence

_RECORD = b"\x1e"
_MOST = 1024 * 1024


@dataclass(slots=True)
class Cutter:
    """Takes pieces of a body and gives those of its items that are whole.

    Args:
        mark: what stands between two items.
        parts: whether the items are parts, whose first boundary need not have the line break of the mark before it;
            what stands before that is no part (RFC 2046, section 5.1.1).
        lines: whether line ends are told in three ways, as in events (HTML, section 9.2.5).
        lost: whether an item was larger than 1 MiB; from then on nothing is given.
    """

    mark: bytes
    parts: bool = False
    lines: bool = False
    lost: bool = False
    _held: bytearray = field(default_factory=bytearray)
    _started: bool = False
    _return: bool = False
    _opening: bool = False

    def feed(self, piece: bytes) -> list[bytes]:
        """Take a piece, and give the items that are whole with it."""
        if self.lost:
            return []
        if not self._started:
            self._started, piece = True, (b"\r\n" if self.parts else b"") + piece
            self._opening = self.parts
        if self.lines:
            piece = self._unfolded(piece)
        whole = self._cut(piece)
        if len(self._held) > _MOST:
            self.lost, self._held = True, bytearray()
        if whole and self._opening:
            self._opening, whole = False, whole[1:]
        return [each for each in whole if each.strip()]

    def end(self) -> list[bytes]:
        """Give the last item where it is whole: only its line end was waited for, or a record ends with its line."""
        if self._return:
            return self.feed(b"\n")
        held, self._held = bytes(self._held), bytearray()
        return [held] if self.mark == _RECORD and held.endswith(b"\n") and not self.lost else []

    def _cut(self, piece: bytes) -> list[bytes]:
        """Give what is whole; of what was held before only the end is searched, since pieces may be single bytes."""
        held, mark = self._held, self.mark
        seen = max(0, len(held) - len(mark) + 1)
        held += piece
        start, at = 0, held.find(mark, seen)
        whole: list[bytes] = []
        while at >= 0:
            whole.append(bytes(held[start:at]))
            start = at + len(mark)
            at = held.find(mark, start)
        del held[:start]
        return whole

    def _unfolded(self, piece: bytes) -> bytes:
        """Give a piece with one sort of line ends; half of one at its end waits for the other half."""
        piece = (b"\r" if self._return else b"") + piece
        self._return = piece.endswith(b"\r")
        piece = piece[:-1] if self._return else piece
        return piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def cutter_of(content_type: str) -> Cutter | None:
    """Give what cuts a body into its items.

    Args:
        content_type: the Content-Type of the body.

    Returns:
        The cutter; None where the body is no sequence.
    """
    name = media.read(content_type)
    if name.essence == sequence.EVENTS:
        return Cutter(b"\n\n", lines=True)
    if name.essence == "application/json-seq":
        return Cutter(_RECORD)
    if sequence.is_parts(name.essence):
        boundary = name.parameters.get("boundary", "")
        mark = b"\r\n--" + boundary.encode("latin-1", "replace")
        return Cutter(mark, parts=True) if boundary else None
    return Cutter(b"\n") if name.essence in sequence.FORMS else None


def wrapped(content_type: str, item: bytes) -> bytes:
    """Give an item as a body of its own.

    Args:
        content_type: the Content-Type of the body that it was cut from.
        item: the item, as `Cutter.feed` gave it.

    Returns:
        A whole body with this item alone.
    """
    name = media.read(content_type)
    if name.essence == sequence.EVENTS:
        return item + b"\n\n"
    if sequence.is_parts(name.essence):
        mark = b"--" + name.parameters.get("boundary", "").encode("latin-1", "replace")
        return mark + item + b"\r\n" + mark + b"--\r\n"
    return item + b"\n"
