"""The type of a scheme: a way in which APIs say by their version what changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import MappingProxyType
from typing import Literal

from apiyard.core import catalog
from apiyard.core.noun import dataclass
from apiyard.design.versioning.bump import Bump
from apiyard.design.versioning.stated import Stated


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of a scheme.

    Args:
        old: what the old contract says.
        bump: the part that the changes ask for.
        label: what pre-releases are called, such as ``rc`` or ``preview``; empty for what the scheme's users say.
        today: the day that date-based versions are named after; None when no day is known.
    """

    old: Stated
    bump: Bump
    label: str = ""
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A case that tests run and the reference page shows.

    Args:
        old: the old version.
        new: the new version.
        bump: what the changes ask for.
        fits: whether the new version says so.
        next: the lowest version that does.
    """

    old: str
    new: str
    bump: Bump
    fits: bool
    next: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way in which APIs say by their version what changed.

    Args:
        id: equal to its file's name with hyphens.
        why: who uses it, and what its versions promise.
        source: where it is read from: ``info.version`` or the paths that callers write.
        reads: whether it can read what a contract says.
        shown: gives the version as people write it in this scheme.
        newer: whether the second is later than the first.
        given: gives the part that grew from the first to the second; ``none`` when the second is not later.
        required: gives the part that must grow, since not every scheme and every version can say every part.
        word: says in words what must grow for a part, such as ``a new minor version``.
        free: whether the old version promises nothing, so that any later one says enough.
        follow: gives the lowest version that says enough, and the lowest pre-release of it.
        cases: what it makes of some versions.
    """

    id: str
    why: str
    source: Literal["version", "path"]
    reads: Callable[[Stated], bool]
    shown: Callable[[Stated], str]
    newer: Callable[[Stated, Stated], bool]
    given: Callable[[Stated, Stated], Bump]
    required: Callable[[Stated, Bump], Bump]
    word: Callable[[Bump], str]
    free: Callable[[Stated], bool]
    follow: Callable[[Ask], tuple[str, str]]
    cases: tuple[Case, ...]


def schemes() -> MappingProxyType[str, Scheme]:
    """Give all schemes by id."""
    return catalog.scan("apiyard.design.schemes", "SCHEME", Scheme)


def find_scheme(old: Stated, new: Stated, name: str = "") -> Scheme | None:
    """Find the scheme in which two contracts say their version.

    By itself ``info.version`` counts, since that is what OpenAPI calls the version; the paths count when
    ``info.version`` says nothing, or stays the same while they change.

    Args:
        old: what the old contract says.
        new: what the new contract says.
        name: the scheme that somebody chose; empty to find it.

    Returns:
        The scheme; None when neither contract's version can be read in any, or each only in another.

    Raises:
        UnknownNameError: no scheme has this name; names the nearest one.
    """
    known = schemes()
    if name:
        return catalog.find(known, "scheme", name)
    fitting = [each for each in known.values() if each.reads(old) and each.reads(new)]
    moved = old.version == new.version and old.marks != new.marks
    return min(fitting, key=lambda each: (each.source == "path") != moved, default=None)
