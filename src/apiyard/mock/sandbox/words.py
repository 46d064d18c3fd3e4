"""Names as they are meant: how words are joined, and how many of a thing they speak of, do not matter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_PIECE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_MOST = 200
_SAME = frozenset({"status", "address", "news", "series", "bus", "gas", "canvas", "alias", "atlas", "dns", "https"})
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("zes", "z"), ("uses", "us"))
_STEMS = ("ations", "ation", "ments", "ment", "ions", "ion", "ing", "ed", "es", "e", "s")
_LEAST_STEM = 4


def word_set(text: str) -> frozenset[str]:
    """Give the words of a text, for tables of words."""
    return frozenset(text.split())


@lru_cache(maxsize=4096)
def pieces(name: str) -> tuple[str, ...]:
    """Give the words of a name in lower case, so that ``petId``, ``pet_id`` and ``pet-id`` are the same.

    Args:
        name: a name of a path segment, a parameter or a property.

    Returns:
        Its words.
    """
    return tuple(piece.lower() for piece in _PIECE.findall(name[:_MOST]))


def joined(name: str) -> str:
    """Give a name without what joins its words, in lower case."""
    return "".join(pieces(name))


@lru_cache(maxsize=4096)
def singular(name: str) -> str:
    """Give the word for one of many, as far as spelling tells (English).

    Args:
        name: a word in lower case, such as ``categories``.

    Returns:
        The word for one, such as ``category``; the same word when it already is.
    """
    if name in _SAME or name.endswith(("ss", "us", "is")):
        return name
    for ending, other in _ENDINGS:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name[: -len(ending)] + other
    return name[:-1] if name.endswith("s") and len(name) > 2 else name


def one_of(name: str) -> str:
    """Give the joined name of one of what a name speaks of: ``order`` for ``Orders`` and for ``orders``."""
    return singular(joined(name))


def stem(word: str) -> str:
    """Give what ``cancel``, ``cancelled`` and ``cancellation`` have in common; for words of states and of actions."""
    plain = joined(word)
    for ending in sorted(_STEMS, key=len, reverse=True):
        if plain.endswith(ending) and len(plain) - len(ending) >= _LEAST_STEM:
            plain = plain[: -len(ending)]
            break
    return plain[:-1] if len(plain) > 2 and plain[-1] == plain[-2] else plain


def first_of(wanted: Iterable[str], known: Iterable[str]) -> str | None:
    """Give the first known name that is meant by the first wanted one.

    Args:
        wanted: joined names, the best first.
        known: names as they are written.

    Returns:
        The known name as it is written, or None.
    """
    written = {joined(name): name for name in reversed(list(known))}
    return next((written[name] for name in wanted if name in written), None)
