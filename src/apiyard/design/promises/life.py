"""How far in its life a part of a contract is: stable or not yet, deprecated, and until when it stays."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.spec import pointer as pointers

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[Tt ].*)?", re.ASCII)
_MOMENT = re.compile(r"@(\d{1,12})", re.ASCII)
_SUNSET = ("x-sunset", "x-sunset-date", "sunset")
_STABILITY = ("x-stability-level", "x-stability")


class Stability(StrEnum):
    """How much may still change, from most to least."""

    DRAFT = "draft"
    ALPHA = "alpha"
    BETA = "beta"
    STABLE = "stable"

    @property
    def rank(self) -> int:
        """How much it promises: 0 for draft, 3 for stable."""
        return tuple(Stability).index(self)

    @property
    def may_vanish(self) -> bool:
        """Whether what is at this level may be removed without a word."""
        return self in {Stability.DRAFT, Stability.ALPHA}


@dataclass(frozen=True, slots=True)
class Life:
    """What a part of a contract says about its own future.

    Args:
        deprecated: whether it should no longer be used.
        sunset: the day from which it may be gone, None when there is none or it cannot be read.
        sunset_text: that day as written, empty when there is none.
        stability: its level; None when it says nothing, which counts as stable.
        level_text: the level as written, also an unknown one; empty when there is none.
        where: RFC 6901 pointer to the part.
    """

    deprecated: bool = False
    sunset: date | None = None
    sunset_text: str = ""
    stability: Stability | None = None
    level_text: str = ""
    where: str = ""

    @property
    def level(self) -> Stability:
        """The level that counts."""
        return self.stability or Stability.STABLE


def life_of(value: Json, where: str = "", *, around: Life | None = None) -> Life:
    """Read what a part says about its own future.

    Deprecation is ``deprecated``, or ``x-deprecation`` with a moment (RFC 9745); the sunset is ``x-sunset`` as a day
    (RFC 3339), an HTTP date (RFC 8594) or ``@`` with seconds (RFC 9745); the level is ``x-stability-level``.

    Args:
        value: the part as written.
        where: pointer to it.
        around: what holds it, whose level counts where it has none of its own.
    """
    held = value if isinstance(value, Mapping) else {}
    sunset = next((held[name] for name in _SUNSET if held.get(name) is not None), None)
    level = next((held[name] for name in _STABILITY if held.get(name) is not None), None)
    moment = held.get("x-deprecation")
    stability = _level(level)
    if level is None and around is not None:
        stability = around.stability
    return Life(
        deprecated=held.get("deprecated") is True or (moment is not None and moment is not False),
        sunset=read_day(sunset),
        sunset_text="" if sunset is None else str(sunset),
        stability=stability,
        level_text="" if level is None else str(level),
        where=where,
    )


def life_at(tree: Json, pointer: str, *, around: Life | None = None) -> Life:
    """Read what the part at a pointer says about its own future; see ``life_of``."""
    found = pointers.get(tree, pointer)
    return life_of(None if found is pointers.MISSING else found, pointer, around=around)  # type: ignore[arg-type]


def read_day(value: Json) -> date | None:
    """Read a day: ``2027-01-31``, a date-time, an HTTP date, or ``@`` with seconds since 1970.

    Args:
        value: what is written.

    Returns:
        The day in UTC, or None when it cannot be read.
    """
    if not isinstance(value, str):
        return None
    text = value.strip()
    try:
        if found := _DAY.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _MOMENT.fullmatch(text):
            return datetime.fromtimestamp(int(found[1]), UTC).date()
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo is None else moment.astimezone(UTC)).date()
    except (ValueError, TypeError, OverflowError, OSError, IndexError):
        return None


def _level(value: Json) -> Stability | None:
    try:
        return Stability(str(value).strip().lower()) if value is not None else None
    except ValueError:
        return None
