"""Versions: which one comes next, and whether one is high enough."""

from __future__ import annotations

from enum import StrEnum

from apiyard.core.names import Version


class Bump(StrEnum):
    """The part of a version that a change raises; a closed set, from least to most."""

    NONE = "none"
    PATCH = "patch"
    MINOR = "minor"
    MAJOR = "major"


def next_version(bump: Bump, old: Version) -> Version:
    """Give the lowest version that a change may go out as (semver.org 2.0.0, clauses 4, 6, 7 and 8).

    Before 1.0.0 a breaking change raises the minor number. A change of nothing in the contract raises the patch
    number all the same, since a released version never changes. A pre-release is followed by its own release, unless
    the change asks for more.

    Args:
        bump: what the change asks for.
        old: the last released version, no date.

    Returns:
        The lowest version, without a pre-release part.
    """
    major, minor, patch = old.release
    breaks = bump is Bump.MAJOR and major > 0
    if old.prerelease and not (breaks and (minor or patch)) and not (bump in {Bump.MINOR, Bump.MAJOR} and patch):
        return Version(f"{major}.{minor}.{patch}")
    if breaks:
        return Version(f"{major + 1}.0.0")
    if bump in {Bump.MAJOR, Bump.MINOR}:
        return Version(f"{major}.{minor + 1}.0")
    return Version(f"{major}.{minor}.{patch + 1}")


def fits(version: Version, *, bump: Bump, old: Version) -> bool:
    """Tell whether a version is high enough for a change.

    Args:
        version: the version it shall go out as; a pre-release counts as its release.
        bump: what the change asks for.
        old: the last released version.

    Returns:
        For versions that are dates, whether it is later: a date only says that something is different.
    """
    if version.dated or old.dated:
        return version > old
    return version > old and version.release >= next_version(bump, old).release
