"""How numbers, times and ids are written for people; each is a filter of the templates."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from urllib.parse import urlsplit

_STEPS = ((1e9, "G"), (1e6, "M"), (1e3, "k"))
_TIMES = ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"))
_TONES = {
    "good": {"pass", "promoted", "healthy", "active", "good", "live", "serving"},
    "bad": {"fail", "stopped", "failed", "exited", "unhealthy", "revoked", "lost"},
    "warn": {"warn", "aborted", "deprecated", "rolled_back", "rolling_back", "returning", "ended", "unknown"},
    "busy": {"pending", "starting", "waiting_healthy", "shifting", "judging", "draining", "canary"},
}


def count(value: float | None) -> str:
    """Give a count in at most five characters.

    Args:
        value: the count; None is written as a dash.
    """
    if value is None:
        return "–"
    for size, letter in _STEPS:
        if value >= size * (10 if letter == "k" else 1):
            return f"{value / size:.1f}{letter}".replace(".0", "")
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.1f}"


def exact(value: float | None) -> str:
    """Give a whole number with its groups apart.

    Args:
        value: the number; None is written as a dash.
    """
    return "–" if value is None else f"{value:,.0f}"


def percent(value: float | None) -> str:
    """Give a share as percent, with more digits the smaller it is.

    Args:
        value: 0 to 1; None is written as a dash.
    """
    if value is None:
        return "–"
    shown = value * 100
    if shown == 0 or shown >= 99.95:
        return f"{shown:.0f}%"
    return f"{shown:.1f}%" if shown >= 1 else f"{shown:.2f}%"


def weight(value: int) -> str:
    """Give basis points as percent.

    Args:
        value: 0 to 10,000.
    """
    return f"{value / 100:g}%"


def evidence(value: float | None) -> str:
    """Give an e-value.

    Args:
        value: the e-value; None is written as a dash.
    """
    if value is None:
        return "–"
    if value < 0.01:
        return "< 0.01"
    if value >= 1e6:
        return f"{value:.1e}"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def duration(micros: int | None) -> str:
    """Give a duration.

    Args:
        micros: microseconds; None is written as a dash.
    """
    if micros is None:
        return "–"
    if micros < 1_000:
        return f"{micros} µs"
    return f"{micros / 1_000:.1f} ms" if micros < 1_000_000 else f"{micros / 1_000_000:.2f} s"


def ago(then: datetime | None, now: datetime) -> str:
    """Say how long ago or how far ahead a time is.

    Args:
        then: aware; None is written as a dash.
        now: aware.
    """
    if then is None:
        return "–"
    seconds = (now - then).total_seconds()
    if abs(seconds) < 1:
        return "now"
    size, letter = next((step for step in _TIMES if abs(seconds) >= step[0]), _TIMES[-1])
    told = f"{abs(seconds) / size:.0f} {letter}"
    return f"{told} ago" if seconds > 0 else f"in {told}"


def stamp(then: datetime | None) -> str:
    """Give a time of day in UTC.

    Args:
        then: aware; None gives nothing.
    """
    return "" if then is None else then.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def iso(then: datetime | None) -> str:
    """Give a time for machines (RFC 3339).

    Args:
        then: aware; None gives nothing.
    """
    return "" if then is None else then.astimezone(UTC).isoformat(timespec="milliseconds")


def short(digest: str) -> str:
    """Give the first digits of a digest.

    Args:
        digest: ``sha256:`` and 64 digits, or another id.
    """
    return digest.removeprefix("sha256:")[:12]


def spoken(word: str) -> str:
    """Give a word of the house as people write it.

    Args:
        word: such as ``waiting_healthy``.
    """
    return word.replace("_", " ")


def tone(word: str) -> str:
    """Give the tone that a verdict, phase or state is shown in.

    Args:
        word: the word.

    Returns:
        ``good``, ``bad``, ``warn``, ``busy`` or ``plain``.
    """
    return next((name for name, words in _TONES.items() if word in words), "plain")


def pretty(value: object) -> str:
    """Give a JSON value in lines.

    Args:
        value: the value.
    """
    return json.dumps(value, indent=2, ensure_ascii=False, sort_keys=True, default=str)


def web_address(text: str) -> str:
    """Give a link that a document wrote when it leads to a web page, and nothing otherwise.

    Args:
        text: any text; ``javascript:`` and everything else that is no http(s) address gives an empty text.
    """
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in {"http", "https"} and parts.netloc else ""
