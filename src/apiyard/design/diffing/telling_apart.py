"""Entries that would read alike and have one fingerprint, though they are about two places: told apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256

from apiyard.core.noun import replace
from apiyard.design.cause import Cause

_NUMBER = re.compile(r"(\d+)")
_BRANCH = re.compile(r"/(allOf|anyOf|oneOf|prefixItems)/(\d+)(?=/|$)")


def told_apart(causes: Iterable[Cause]) -> Iterator[Cause]:
    """Give each entry a fingerprint of its own, and name the branches where messages are the same.

    The first of equal ones, by its place, keeps the fingerprint that it has alone, so that what was accepted stays so.

    Args:
        causes: the entries of one report.

    Yields:
        The entries, by their places.
    """
    held = sorted(causes, key=_by_place)
    messages = Counter(cause.message for cause in held)
    seen: Counter[str] = Counter()
    for cause in held:
        number = seen[cause.fingerprint]
        seen[cause.fingerprint] += 1
        branch = _branch(cause) if messages[cause.message] > 1 else ""
        if not branch and not number:
            yield cause
            continue
        message = f"{cause.message} ({branch})" if branch else cause.message
        own = sha256(f"{cause.fingerprint} {number}".encode()).hexdigest()[:16] if number else cause.fingerprint
        yield replace(cause, message=message, fingerprint=own)


def _branch(cause: Cause) -> str:
    """Give the branches that lead to a place, such as ``anyOf 1``, counted from 0 as pointers do."""
    return ", ".join(f"{word} {index}" for word, index in _BRANCH.findall(cause.new or cause.old))


def _by_place(cause: Cause) -> tuple[object, ...]:
    # Numbers inside pointers are compared as numbers: branch 2 stands before branch 10.
    pieces = [
        (1, int(piece), "") if piece.isdigit() else (0, 0, piece) for piece in _NUMBER.split(cause.old or cause.new)
    ]
    return (pieces, cause.new, cause.check, cause.message)
