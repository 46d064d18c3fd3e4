"""The door for traffic records: a batch is committed once, whole, and before it is acknowledged."""

from __future__ import annotations

import fcntl
import json
import os
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from apiyard.core.errors import ApiyardError, ConflictError, InvalidInputError
from apiyard.core.noun import dataclass, field
from apiyard.observe.schema import SCHEMA, WORDS
from apiyard.observe.segment import Segment, hour_of, list_segments, source_of, visible

REMEMBERED = 256
"""A batch that comes again is known by its cursor as long as no more than this many came after it."""

_KEY = b"apiyard"
_MAX_CURSOR = 256


class IntakeError(ApiyardError):
    """Records could not be written; they were not acknowledged, so they will come again."""

    code = "intake-failed"
    retryable = True


@dataclass(frozen=True, slots=True)
class Committed:
    """What became of a batch.

    Args:
        cursor: the cursor that may now be acknowledged.
        records: how many records the segment got; 0 when there was nothing new.
        segment: the segment they are in, None when there was nothing new.
    """

    cursor: str
    records: int = 0
    segment: Segment | None = None


@dataclass(slots=True)
class _Source:
    """What the intake knows of one gateway."""

    commits: int = 0
    cursor: str = ""
    recent: deque[str] = field(default_factory=lambda: deque(maxlen=REMEMBERED))


@contextmanager
def told(what: str, where: Path) -> Iterator[None]:
    """Tell an error of the disk as an error of the house.

    Args:
        what: one sentence: what could not be done.
        where: the file or folder.

    Raises:
        IntakeError: the body raised OSError (full disk, read-only disk, no permission) or an Arrow error.
    """
    try:
        yield
    except (OSError, pa.ArrowException) as fault:
        hint = "nothing was acknowledged; make room or make the folder writable, the records will come again"
        raise IntakeError(what, where=str(where), piece=str(fault), hint=hint) from fault


def sync_folder(folder: Path) -> None:
    """Make renames in a folder durable (fsync of the directory, as POSIX rename alone does not promise it).

    Args:
        folder: the folder.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def publish(temporary: Path, final: Path) -> None:
    """Bring a complete file into place: fsync, rename, fsync of the folder.

    Args:
        temporary: the complete file.
        final: its name from now on.
    """
    with temporary.open("rb") as file:
        os.fsync(file.fileno())
    temporary.rename(final)
    sync_folder(final.parent)


def read_note(path: Path) -> dict[str, Any]:
    """Read what a segment says about its commits.

    Args:
        path: a segment's file.

    Returns:
        ``gateway`` and ``cursors``, oldest first; empty when the file says nothing.
    """
    metadata = pq.read_schema(path).metadata or {}
    note = json.loads(metadata.get(_KEY, b"{}"))
    return note if isinstance(note, dict) else {}


def with_note(schema: pa.Schema, note: Mapping[str, Any]) -> pa.Schema:
    """Put what a segment says about its commits into its schema.

    Args:
        schema: the schema to write with.
        note: JSON.

    Returns:
        The schema with the note in its metadata.
    """
    return schema.with_metadata({_KEY: json.dumps(note).encode()})


class Intake:
    """Owner of a folder of segments.

    One process owns a folder (a lock file says so); any number of readers need no lock. A batch becomes visible by
    one rename and carries its cursor with it, so a crash at any line leaves either all of it or nothing, and a
    batch that is delivered again adds nothing.

    Args:
        folder: made if it is missing.

    Raises:
        ConflictError: another process owns the folder.
        IntakeError: the folder cannot be made or read.
    """

    def __init__(self, folder: Path) -> None:
        """Take the folder, throw away what was never finished, learn the cursors."""
        self.folder = folder
        self.guard = threading.Lock()
        self._sources: dict[str, _Source] = {}
        with told("the folder of the traffic records cannot be opened", folder):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._lock = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(self._lock)
                raise ConflictError(
                    "another process takes in traffic records",
                    where=str(folder),
                    hint="stop the other server or give this one a folder of its own",
                ) from None
            for leftover in folder.glob(".new-*"):
                leftover.unlink()

    def close(self) -> None:
        """Give the folder back."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def cursor(self, gateway: str) -> str:
        """Give the place to read on from: ask the gateway's spool for what comes after it.

        Args:
            gateway: id of the gateway.

        Returns:
            The cursor of the last committed batch, empty before the first.

        Raises:
            IntakeError: the folder cannot be read.
        """
        with self.guard, told("the last segment cannot be read", self.folder):
            return self._source(gateway).cursor

    def commit(self, batch: pa.RecordBatch, cursor: str, gateway: str) -> Committed:
        """Write a batch as a segment; after the return it is on disk and may be acknowledged.

        Args:
            batch: records with the columns of ``schema.SCHEMA``.
            cursor: the spool's name for the end of this batch; the same cursor always means the same records.
            gateway: id of the gateway.

        Returns:
            What became of it; nothing new when the batch is empty or its cursor was committed before.

        Raises:
            IntakeError: the disk refused; nothing of the batch is visible.
            InvalidInputError: the batch has other columns, or the cursor is empty or too long.
        """
        if batch.schema != SCHEMA:
            raise InvalidInputError("not a batch of traffic records", where=gateway, piece=str(batch.schema.names))
        if not 0 < len(cursor) <= _MAX_CURSOR:
            raise InvalidInputError("not a cursor of a spool", where=gateway, piece=repr(cursor))
        with self.guard, told("a batch of traffic records could not be written", self.folder):
            source = self._source(gateway)
            if batch.num_rows == 0 or cursor in source.recent:
                return Committed(cursor)
            ends = pc.min_max(batch.column("time"))
            number = source.commits + 1
            begins, until = hour_of(ends["min"].as_py()), hour_of(ends["max"].as_py())
            segment = Segment(source_of(gateway), number, number, begins, until)
            recent = [*source.recent, cursor][-REMEMBERED:]
            self._write(batch, segment, {"gateway": gateway, "cursors": recent})
            source.commits, source.cursor = number, cursor
            source.recent.append(cursor)
            return Committed(cursor, batch.num_rows, segment)

    def _write(self, batch: pa.RecordBatch, segment: Segment, note: Mapping[str, Any]) -> None:
        temporary = self.folder / f".new-{segment.name}"
        try:
            with pq.ParquetWriter(
                temporary, with_note(SCHEMA, note), compression="lz4", use_dictionary=[*WORDS, "status"]
            ) as writer:
                writer.write_batch(batch)
            publish(temporary, self.folder / segment.name)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise

    def _source(self, gateway: str) -> _Source:
        """Give what is known of a gateway; on first use it is read from its last segment."""
        if gateway not in self._sources:
            source = _Source()
            mine = [found for found in visible(list_segments(self.folder)) if found.source == source_of(gateway)]
            if mine:
                newest = max(mine, key=lambda segment: segment.last)
                cursors = [str(cursor) for cursor in read_note(self.folder / newest.name).get("cursors", ())]
                source.commits, source.recent = newest.last, deque(cursors, maxlen=REMEMBERED)
                source.cursor = cursors[-1] if cursors else ""
            self._sources[gateway] = source
        return self._sources[gateway]


def segments(folder: Path) -> tuple[Segment, ...]:
    """Give the segments that count, at one moment.

    Args:
        folder: the folder of an intake, possibly of another process.

    Returns:
        Segments ordered by gateway and commit; none when there is no folder yet.
    """
    try:
        return visible(list_segments(folder))
    except FileNotFoundError:
        return ()
