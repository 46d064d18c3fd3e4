"""What a contract says about its own version: in info.version, and in the paths that callers write."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from apiyard.core.noun import dataclass
from apiyard.spec.contract import Contract

_LONGEST = 200
_NUMBER = re.compile(r"v(\d{1,6})(?:[._](\d{1,6}))?(?:p\d{1,4})?(?:(alpha|beta|preview|rc)(\d{0,4}))?", re.IGNORECASE)
_DATE = re.compile(r"v?((?:19|20)\d\d)-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A segment of a path that names a version, such as ``v2``, ``v1beta1`` or ``2026-01``; ordered by age.

    Args:
        numbers: its numbers.
        stable: whether it is no alpha, beta, preview or candidate.
        stage: alpha, beta, preview, rc, or empty.
        serial: the number after the stage.
        text: as it is written.
    """

    numbers: tuple[int, ...]
    stable: bool
    stage: str
    serial: int
    text: str


@dataclass(frozen=True, slots=True)
class Stated:
    """What a contract says.

    Args:
        version: ``info.version``.
        marks: what its servers' paths say, or when these say nothing, its own paths; the oldest first.
    """

    version: str
    marks: tuple[Mark, ...] = ()


def stated(contract: Contract) -> Stated:
    """Read what a contract says about its version.

    Args:
        contract: the contract.
    """
    bases = [_segments(url) for url in contract.servers]
    marks = _marks(bases) or _marks(each.path.split("/") for each in contract.operations)
    return Stated(contract.version.strip()[:_LONGEST], marks)


def mark(segment: str) -> Mark | None:
    """Read a segment of a path as the name of a version.

    Args:
        segment: the text between two slashes.

    Returns:
        The mark, or None when the segment names no version.
    """
    found = _NUMBER.fullmatch(segment)
    if found:
        stage = (found[3] or "").lower()
        return Mark((int(found[1]), int(found[2] or 0)), not stage, stage, int(found[4] or 0), segment)
    found = _DATE.fullmatch(segment)
    return Mark(tuple(int(each or 0) for each in found.groups()), True, "", 0, segment) if found else None


def _marks(paths: Iterable[list[str]]) -> tuple[Mark, ...]:
    # The first segment that names a version counts: what stands behind it is the API's own.
    firsts = (next(filter(None, map(mark, segments)), None) for segments in paths)
    return tuple(sorted({each for each in firsts if each is not None}))


def _segments(url: str) -> list[str]:
    try:
        return urlsplit(url).path.split("/")
    except ValueError:
        return []
