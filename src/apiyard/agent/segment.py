"""The form of a spool segment: records with length, entry count and checksum, so that a torn tail is seen."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from apiyard.core.noun import dataclass

_HEAD = struct.Struct(">III")  # payload length, log entries in it, CRC-32 of entries and payload
LARGEST_RECORD = 16 * 1024 * 1024
HEAD_SIZE = _HEAD.size


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """A place in a spool: everything before it was read.

    Args:
        segment: number of the segment.
        offset: bytes into it.
    """

    segment: int = 0
    offset: int = 0

    def __str__(self) -> str:
        """Give the form that ``read_cursor`` reads."""
        return f"{self.segment}:{self.offset}"


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a segment.

    Args:
        payload: the message.
        entries: how many log entries it holds.
        end: offset after it.
    """

    payload: bytes
    entries: int
    end: int


def _checksum(payload: bytes, entries: int) -> int:
    return zlib.crc32(payload, entries)


def pack(payload: bytes, entries: int) -> bytes:
    """Give the bytes of a record.

    Args:
        payload: the message, at most LARGEST_RECORD bytes.
        entries: how many log entries it holds.

    Returns:
        Head and payload.
    """
    return _HEAD.pack(len(payload), entries, _checksum(payload, entries)) + payload


def records(path: Path, offset: int = 0) -> Iterator[Record]:
    """Read the whole records of a segment.

    Args:
        path: the segment.
        offset: where to begin; the end of a record.

    Yields:
        Records up to the first one that is torn or damaged.
    """
    with path.open("rb") as file:
        file.seek(offset)
        while len(head := file.read(HEAD_SIZE)) == HEAD_SIZE:
            length, entries, checksum = _HEAD.unpack(head)
            if length > LARGEST_RECORD:
                return
            payload = file.read(length)
            if len(payload) != length or _checksum(payload, entries) != checksum:
                return
            offset += HEAD_SIZE + length
            yield Record(payload, entries, offset)
