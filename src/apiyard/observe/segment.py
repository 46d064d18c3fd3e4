"""A segment: one immutable Parquet file of records, whose name says what it covers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apiyard.core.noun import dataclass

_NAME = re.compile(r"(\d{8}T\d{2})-(\d{8}T\d{2})-([0-9a-f]{12})-(\d{12})-(\d{12})\.parquet", re.ASCII)
_HOUR = "%Y%m%dT%H"


@dataclass(frozen=True, slots=True, order=True)
class Segment:
    """What a segment's name says: ``{first hour}-{last hour}-{gateway}-{first commit}-{last commit}.parquet``.

    Args:
        source: twelve hexadecimal digits for the gateway.
        first: number of the first commit in it; commits of one gateway are numbered from 1.
        last: number of the last commit in it.
        begins: hour of its oldest record, aware, UTC.
        ends: hour of its newest record; the records end before ``ends`` plus one hour.
    """

    source: str
    first: int
    last: int
    begins: datetime
    ends: datetime

    @property
    def name(self) -> str:
        """The file name."""
        return (
            f"{self.begins.astimezone(UTC):{_HOUR}}-{self.ends.astimezone(UTC):{_HOUR}}"
            f"-{self.source}-{self.first:012d}-{self.last:012d}.parquet"
        )

    @property
    def until(self) -> datetime:
        """The time before which all its records began."""
        return self.ends + timedelta(hours=1)


def source_of(gateway: str) -> str:
    """Give the name of a gateway that is safe in a file name.

    Args:
        gateway: any text.

    Returns:
        Twelve hexadecimal digits.
    """
    return hashlib.sha256(gateway.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def hour_of(at: datetime) -> datetime:
    """Give the beginning of the hour, in UTC.

    Args:
        at: an aware time of any zone.

    Returns:
        The hour, aware, UTC (zones with half hours have other hours than UTC).
    """
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def read_name(name: str) -> Segment | None:
    """Read a file name.

    Args:
        name: any file name.

    Returns:
        The segment, or None for every other file.
    """
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    try:
        begins, ends = (datetime.strptime(match[at], _HOUR).replace(tzinfo=UTC) for at in (1, 2))
    except ValueError:
        return None
    return Segment(match[3], int(match[4]), int(match[5]), begins, ends)


def visible(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Give the segments that count: a merged segment hides those it was made of while they still exist.

    Args:
        segments: all that are in the folder.

    Returns:
        Segments ordered by gateway and commit, no commit twice.
    """
    kept: list[Segment] = []
    for segment in sorted(set(segments), key=lambda one: (one.source, one.first, -one.last)):
        if kept and kept[-1].source == segment.source and segment.last <= kept[-1].last:
            continue
        kept.append(segment)
    return tuple(kept)


def list_segments(folder: Path) -> tuple[Segment, ...]:
    """List all segments of a folder, hidden ones included, as they were at one moment.

    The folder is read until two readings in a row agree, so a merge that lands in between is seen whole: its
    result is renamed into place before anything is removed.

    Args:
        folder: the folder of the intake.

    Returns:
        The segments, unordered.

    Raises:
        OSError: the folder cannot be read.
    """
    before: frozenset[str] | None = None
    while True:
        names = frozenset(path.name for path in folder.iterdir())
        if names == before:
            return tuple(found for found in map(read_name, names) if found is not None)
        before = names
