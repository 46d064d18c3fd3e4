"""Which of the media types that a reply may have the caller likes best."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MOST = 4_096
_PLAIN = re.compile(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+", re.ASCII)
_USUAL = {"*": "application/json", "application": "application/json", "text": "text/plain", "image": "image/png"}
_QUALITY = re.compile(r"\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*", re.IGNORECASE | re.ASCII)


def choose_media(accept: str | None, offered: Sequence[str]) -> str | None:
    """Choose a media type (RFC 9110, section 12.5.1).

    Args:
        accept: the value of the header ``Accept``; None or empty accepts everything.
        offered: the media types of the contract, best first; ranges such as ``image/*`` are allowed there too.

    Returns:
        The offered type that the caller likes best, the first of equals; None when the caller accepts none.
    """
    return next(iter(acceptable(accept, offered)), None)


def acceptable(accept: str | None, offered: Sequence[str]) -> list[str]:
    """Give the media types that a caller accepts.

    Args:
        accept: as for ``choose_media``.
        offered: as for ``choose_media``.

    Returns:
        Those of the offered types that the caller accepts, the one liked best first; equals keep their order.
    """
    ranges = _ranges(accept or "*/*")
    liked = [(-_liking(media, ranges), media) for media in offered]
    return [media for quality, media in sorted(liked, key=lambda pair: pair[0]) if quality < 0]


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


def concrete_media(media: str, accept: str | None) -> str:
    """Give the media type that stands for a range of the contract.

    Args:
        media: a media type or range, as the contract writes it.
        accept: the value of the header ``Accept``.

    Returns:
        The type itself, or the first one that the caller names in the range, or a usual one of the range.
    """
    kind, _, name = media.partition(";")[0].strip().lower().partition("/")
    if "*" not in (kind, name):
        return media.strip()
    for text, quality in _ranges(accept or ""):
        wanted_kind, _, wanted_name = text.partition("/")
        plain = _PLAIN.fullmatch(text) is not None and "*" not in text
        if plain and quality > 0 and _meets(wanted_kind, kind) and _meets(wanted_name, name):
            return text
    return _USUAL.get(kind, f"{kind}/octet-stream")


def _meets(wanted: str, offered: str) -> bool:
    return wanted == offered or "*" in (wanted, offered)


def _liking(media: str, ranges: list[tuple[str, float]]) -> float:
    """Give the quality of the most exact range that fits the media type, 0 when none does."""
    kind, _, name = media.partition(";")[0].strip().lower().partition("/")
    best = (-1, 0.0)
    for text, quality in ranges:
        wanted_kind, _, wanted_name = text.partition("/")
        exact = (wanted_kind == kind) + (wanted_name == name)
        if _meets(wanted_kind, kind) and _meets(wanted_name, name):
            best = max(best, (exact, quality))
    return best[1]
