"""The one form of time in tables: whole microseconds since 1970 in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from apiyard.core.errors import InvalidInputError

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_micros(at: datetime) -> int:
    """Give the microseconds since 1970.

    Args:
        at: an aware time.

    Returns:
        Whole microseconds, exact.

    Raises:
        InvalidInputError: the time has no zone.
    """
    if at.tzinfo is None:
        raise InvalidInputError("a time without a zone", piece=str(at), hint="give an aware time in UTC")
    return (at - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """Give the time of day.

    Args:
        micros: microseconds since 1970.

    Returns:
        The aware time in UTC.
    """
    return _EPOCH + micros * _MICROSECOND
