"""Envoy's own count of requests, added up over its restarts, to compare the records with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apiyard.core.json import JsonObject
from apiyard.core.noun import dataclass


@dataclass(frozen=True, slots=True)
class Odometer:
    """Requests completed by all Envoys of an environment.

    What an Envoy completed after the last reading before it died is not in here: nobody can know it.

    Args:
        before: completed by the Envoys that ended.
        birth: identity of the Envoy that was read last.
        latest: its count at the last reading.
        at: time of the last reading, seconds since 1970.
    """

    before: int = 0
    birth: str = ""
    latest: int = 0
    at: float = 0.0

    @property
    def total(self) -> int:
        """All completed requests that are known."""
        return self.before + self.latest

    def to_json(self) -> JsonObject:
        """Give the JSON that ``read_odometer`` reads."""
        return {"before": self.before, "birth": self.birth, "latest": self.latest, "at": self.at}


def read(odometer: Odometer, *, birth: str, count: int, at: float) -> Odometer:
    """Take a reading.

    Args:
        odometer: the reading before.
        birth: identity of the Envoy that was asked.
        count: what it said.
        at: now, seconds since 1970.

    Returns:
        The odometer after; another Envoy begins at nothing, what the former one had done is kept.
    """
    same = birth == odometer.birth and count >= odometer.latest
    return Odometer(odometer.before if same else odometer.total, birth, count, at)


def read_odometer(value: Mapping[str, Any] | None) -> Odometer:
    """Read what ``to_json`` gave.

    Args:
        value: the JSON, or None.

    Returns:
        The odometer; a fresh one for anything else.
    """
    try:
        return Odometer(**(value or {}))
    except TypeError:
        return Odometer()
