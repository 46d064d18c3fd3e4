"""Which of the media types that a reply may have the caller likes best."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MOST = 4_096
_QUALITY = re.compile(r"\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*", re.IGNORECASE | re.ASCII)


def choose_media(accept: str | None, offered: Sequence[str]) -> str | None:
    """Choose a media type (RFC 9110, section 12.5.1).

    Args:
        accept: the value of the header ``Accept``; None or empty accepts everything.
        offered: the media types of the contract, best first; ranges such as ``image/*`` are allowed there too.

    Returns:
        The offered type that the caller likes best, the first of equals; None when the caller accepts none.
    """
    if not offered:
        return None
    ranges = _ranges(accept or "*/*")
    best = max(offered, key=lambda media: _liking(media, ranges))
    return best if _liking(best, ranges) > 0 else None


def _ranges(accept: str) -> list[tuple[str, float]]:
    found = []
    for part in accept[:_MOST].split(","):
        media, *parameters = part.split(";")
        quality = 1.0
        for parameter in parameters:
            match = _QUALITY.fullmatch(parameter)
            quality = float(match[1]) if match else quality
        if media.strip():
            found.append((media.strip().lower(), quality))
    return found


def _liking(media: str, ranges: list[tuple[str, float]]) -> float:
    """Give the quality of the most exact range that fits the media type, 0 when none does."""
    kind, _, name = media.partition(";")[0].strip().lower().partition("/")
    best = (-1, 0.0)
    for text, quality in ranges:
        wanted_kind, _, wanted_name = text.partition("/")
        exact = (wanted_kind == kind) + (wanted_name == name)
        fits = wanted_kind in {kind, "*"} and wanted_name in {name, "*"}
        if "*" in (kind, name):
            fits = True
        if fits:
            best = max(best, (exact, quality))
    return best[1]
