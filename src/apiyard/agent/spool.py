"""Access log messages of one environment on disk, from Envoy until the control plane acknowledged them.

What fsync means here: an append is in the kernel at once, so it survives SIGKILL of the agent; it is made safe against
a power cut by ``sync``, which the agent calls each second and which a full segment calls by itself. A power cut can
thus lose the last second, and the comparison with Envoy's own count shows it.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from pathlib import Path

from apiyard.agent.disk import make_private, read_json, write_json
from apiyard.agent.segment import LARGEST_RECORD, Cursor, pack, records
from apiyard.core.errors import InvalidInputError
from apiyard.core.json import JsonObject
from apiyard.core.noun import dataclass, field

_COUNTERS = "counters.json"
_SUFFIX = ".seg"


def read_cursor(text: str) -> Cursor | None:
    """Read a cursor.

    Args:
        text: what a batch carried, or nothing.

    Returns:
        The cursor; None for the empty text.

    Raises:
        InvalidInputError: it is no cursor.
    """
    if not text:
        return None
    segment, colon, offset = text.partition(":")
    if not colon or not (segment + offset).isascii() or not (segment.isdigit() and offset.isdigit()) or len(text) > 40:
        raise InvalidInputError("not a cursor of a spool", piece=text[:80], hint="give the cursor of the last batch")
    return Cursor(int(segment), int(offset))


@dataclass(slots=True)
class Spool:
    """The spool of one environment.

    Args:
        folder: holds its segments and counters; nothing else writes there.
        largest: bytes on disk above which new messages are dropped and counted.
        first: number of the first segment ever; a spool that was removed and made again must not give cursors again
            that its reader has seen, so this is taken from the time of day.
        segment_size: bytes after which a new segment is begun.
    """

    folder: Path
    first: int = 1
    largest: int = 256 * 1024 * 1024
    segment_size: int = 4 * 1024 * 1024
    spooled: int = 0
    dropped: int = 0
    _sizes: dict[int, int] = field(default_factory=dict)
    _acked: Cursor = field(default_factory=Cursor)
    _handle: int = -1
    _dirty: bool = False
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)

    def open(self) -> None:
        """Pick up what an earlier agent left: cut the torn tail, count what came after the last counters."""
        make_private(self.folder)
        saved = read_json(self.folder / _COUNTERS) or {}
        self.spooled, self.dropped = int(saved.get("spooled", 0)), int(saved.get("dropped", 0))
        self._acked = read_cursor(str(saved.get("acked", ""))) or Cursor()
        counted = read_cursor(str(saved.get("counted", ""))) or Cursor()
        for path in sorted(self.folder.glob(f"*{_SUFFIX}")):
            number = int(path.stem)
            self._sizes[number] = path.stat().st_size
            if number >= counted.segment:
                self._recover(path, number, counted.offset if number == counted.segment else 0)
        last = max([*self._sizes, self._acked.segment, counted.segment])
        self._begin_segment(max(last if self._sizes.get(last) == 0 else last + 1, self.first))
        self.sync()

    def _recover(self, path: Path, number: int, offset: int) -> None:
        end = min(offset, self._sizes[number])
        for record in records(path, end):
            self.spooled += record.entries
            end = record.end
        if end < self._sizes[number]:
            os.truncate(path, end)
            self._sizes[number] = end

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:012d}{_SUFFIX}"

    def _begin_segment(self, number: int) -> None:
        if self._handle >= 0:
            os.fsync(self._handle)
            os.close(self._handle)
        self._handle = os.open(self._path(number), os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        self._sizes[number] = 0

    @property
    def _newest(self) -> int:
        return max(self._sizes)

    @property
    def pending_bytes(self) -> int:
        """Bytes that nobody acknowledged yet."""
        acked = sum(
            min(size, self._acked.offset) for number, size in self._sizes.items() if number == self._acked.segment
        )
        return sum(self._sizes.values()) - acked

    def append(self, message: bytes, entries: int) -> bool:
        """Keep a message; never waits for a reader.

        Args:
            message: the serialised message.
            entries: how many log entries it holds.

        Returns:
            Whether it was kept; False when the spool or the disk is full, which is counted in ``dropped``.
        """
        data = pack(message, entries)
        if (
            sum(self._sizes.values()) + len(data) > self.largest
            or len(message) > LARGEST_RECORD
            or not self._write(data)
        ):
            self.dropped += entries
            self._dirty = True
            return False
        self.spooled += entries
        self._dirty = True
        self._arrived.set()
        if self._sizes[self._newest] >= self.segment_size:
            self._begin_segment(self._newest + 1)
        return True

    def _write(self, data: bytes) -> bool:
        newest = self._newest
        try:
            written = os.write(self._handle, data)
        except OSError:
            written = 0
        if written == len(data):
            self._sizes[newest] += written
            return True
        with contextlib.suppress(OSError):
            os.ftruncate(self._handle, self._sizes[newest])
        return False

    def read(self, after: Cursor | None, max_bytes: int) -> tuple[Cursor, list[bytes]]:
        """Read messages in the order they came.

        Args:
            after: the cursor of the last batch; None for the first one that is not acknowledged.
            max_bytes: how many bytes of messages, roughly; at least one message is given when there is one.

        Returns:
            The cursor after them, and the messages; a damaged rest of a segment is skipped.
        """
        place = self._place(after)
        messages: list[bytes] = []
        size = 0
        for number in sorted(number for number in self._sizes if number >= place.segment):
            offset = place.offset if number == place.segment else 0
            for record in records(self._path(number), offset):
                if messages and size + len(record.payload) > max_bytes:
                    return place, messages
                messages.append(record.payload)
                size += len(record.payload)
                place = Cursor(number, record.end)
            if self._sizes[number]:
                place = Cursor(number, self._sizes[number])  # also over a damaged rest
        return place, messages

    def _place(self, after: Cursor | None) -> Cursor:
        """Where to read on; a cursor of another, lost spool counts as none."""
        if after is None or after > self._end:
            return self._acked
        return max(after, self._acked)

    @property
    def _end(self) -> Cursor:
        return Cursor(self._newest, self._sizes[self._newest])

    async def wait(self, after: Cursor | None, seconds: float) -> None:
        """Wait until there is something to read.

        Args:
            after: the cursor of the last batch, None for what is not acknowledged.
            seconds: how long at most.
        """
        if self.at_end(after):
            self._arrived.clear()
            try:
                async with asyncio.timeout(seconds):
                    await self._arrived.wait()
            except TimeoutError:
                return

    def at_end(self, after: Cursor | None) -> bool:
        """Whether there is nothing to read.

        Args:
            after: the cursor of the last batch, None for what is not acknowledged.
        """
        place = self._place(after)
        later = [size for number, size in self._sizes.items() if number > place.segment]
        return not any(later) and place.offset >= self._sizes.get(place.segment, 0)

    def ack(self, cursor: Cursor) -> None:
        """Forget what was committed elsewhere; segments that were read whole are deleted.

        Args:
            cursor: the cursor of a batch; an older one than the last changes nothing.

        Raises:
            InvalidInputError: the cursor lies behind the end of the spool.
        """
        if cursor > self._end:
            raise InvalidInputError("the cursor lies behind the end of the spool", piece=str(cursor))
        if cursor <= self._acked:
            return
        self._acked = cursor
        self._save()
        for number in [number for number in self._sizes if number < cursor.segment]:
            self._path(number).unlink(missing_ok=True)
            del self._sizes[number]

    def sync(self) -> None:
        """Make everything so far safe against a power cut, and write the counters down."""
        if self._dirty:
            self._dirty = False
            os.fsync(self._handle)
        self._save()

    @property
    def dirty(self) -> bool:
        """Whether ``sync`` has something to do."""
        return self._dirty

    def _save(self) -> None:
        saved: JsonObject = {
            "spooled": self.spooled,
            "dropped": self.dropped,
            "acked": str(self._acked),
            "counted": str(self._end),
        }
        write_json(self.folder / _COUNTERS, saved)

    def close(self) -> None:
        """Make it safe and close its file."""
        if self._handle >= 0:
            self.sync()
            os.close(self._handle)
            self._handle = -1
