"""A change between two contracts, and what it means for those who use them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from apiyard.core.names import Version
from apiyard.core.noun import dataclass


class Direction(StrEnum):
    """Which side of an exchange a change is about."""

    REQUEST = "request"
    RESPONSE = "response"
    BOTH = "both"


class Level(StrEnum):
    """What a change means for a client that was written for the old contract."""

    BREAKING = "breaking"
    COMPATIBLE = "compatible"
    DOCS = "docs"


class Bump(StrEnum):
    """The part of a semantic version that must grow."""

    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Change:
    """One change; what is shared by several operations is told once.

    Args:
        direction: the side of the exchange.
        area: what it is about: ``operation``, ``parameter``, ``body``, ``media-type``, ``response``, ``header``,
            ``security``, ``schema`` or ``document``.
        kind: which property of it changed, such as ``presence``, ``required``, ``type`` or ``enum``.
        action: what happened to it, such as ``added``, ``removed``, ``narrowed``, ``widened`` or ``changed``.
        level: what it means.
        operation: the id of the first operation that it reaches, empty for the document.
        pointer: where it is: in the new contract, or for what was removed in the old one.
        message: one sentence.
    """

    direction: Direction
    area: str
    kind: str
    action: str
    level: Level
    operation: str
    pointer: str
    message: str


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether a new version says what changed.

    Args:
        fits: whether it does.
        required: what the changes ask for.
        given: what the new version does.
        message: one sentence: why.
    """

    fits: bool
    required: Bump
    given: Bump
    message: str


_ORDER = (Bump.NONE, Bump.PATCH, Bump.MINOR, Bump.MAJOR)


def required_bump(changes: Iterable[Change]) -> Bump:
    """Give the part of the version that changes ask for (Semantic Versioning 2.0.0, clauses 6 to 8).

    Args:
        changes: what ``diff`` gave.

    Returns:
        ``major`` for a breaking change, ``minor`` for a compatible one, ``patch`` for documentation, else ``none``.
    """
    levels = {change.level for change in changes}
    if Level.BREAKING in levels:
        return Bump.MAJOR
    if Level.COMPATIBLE in levels:
        return Bump.MINOR
    return Bump.PATCH if levels else Bump.NONE


def given_bump(old: Version, new: Version) -> Bump:
    """Give the part of the version that grew; ``none`` when the new one is not later.

    Args:
        old: the old version.
        new: the new version.

    Returns:
        The most significant part that grew; of two pre-releases of one version, and from a pre-release to its
        version, that is ``patch``.
    """
    if not new > old:
        return Bump.NONE
    for bump, before, after in zip((Bump.MAJOR, Bump.MINOR, Bump.PATCH), old.release, new.release, strict=True):
        if after != before:
            return bump
    return Bump.PATCH


def fits(old_version: Version, new_version: Version, changes: Iterable[Change]) -> Fit:
    """Say whether a new version says what changed (Semantic Versioning 2.0.0).

    Before 1.0.0 (clause 4) a breaking change asks for a new minor version and a compatible one for a new patch. A
    pre-release promises nothing (clause 9): from one, any later version fits.

    Args:
        old_version: the version of the old contract.
        new_version: the version of the new contract.
        changes: what ``diff`` gave for them.

    Returns:
        The answer, with its reason.
    """
    required = required_bump(changes)
    given = given_bump(old_version, new_version)
    if old_version.release[0] == 0 and required in (Bump.MAJOR, Bump.MINOR):
        required = Bump.MINOR if required is Bump.MAJOR else Bump.PATCH
    if required is Bump.NONE and new_version == old_version:
        return Fit(True, required, given, "nothing changed")
    if given is Bump.NONE:
        return Fit(False, required, given, f"{new_version} is not later than {old_version}")
    if old_version.prerelease:
        return Fit(True, required, given, f"{old_version} is a pre-release, and {new_version} is later")
    if _ORDER.index(given) >= _ORDER.index(required):
        return Fit(True, required, given, f"the changes ask for {required}, and {new_version} is a new {given} version")
    message = f"the changes ask for a new {required} version, and {new_version} is only a new {given} version"
    return Fit(False, required, given, message)
