"""Whether a version says what changed."""

from __future__ import annotations

from apiyard.core.noun import dataclass
from apiyard.design.versioning.bump import Bump


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether a new version says what changed.

    Args:
        fits: whether it does.
        scheme: id of the scheme that it was read in; empty when it can be read in none.
        required: the part of the version that must grow; before 1.0.0 that is less than what the changes ask for.
        given: the part that grew.
        old: the old version, as the scheme reads it.
        new: the new version.
        message: one sentence: why.
        next: the lowest version that says enough; empty when nobody can tell.
        next_prerelease: the lowest pre-release of it; empty where the scheme has none.
        notes: what else a person should know.
    """

    fits: bool
    scheme: str
    required: Bump
    given: Bump
    old: str
    new: str
    message: str
    next: str = ""
    next_prerelease: str = ""
    notes: tuple[str, ...] = ()
