"""Which part of a version a change asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from apiyard.core.noun import dataclass
from apiyard.design.cause import Cause, Verdict

# Said in other words, with the same meaning: nobody who calls the API can tell.
_SAME_MEANING = frozenset({"rewritten"})


class Bump(StrEnum):
    """The part of a version that must grow; a closed set, from least to most."""

    NONE = "none"
    PATCH = "patch"
    MINOR = "minor"
    MAJOR = "major"

    @property
    def rank(self) -> int:
        """How much it says: 0 for none, 3 for major."""
        return tuple(Bump).index(self)


@dataclass(frozen=True, slots=True)
class Need:
    """What changes ask of a version.

    Args:
        bump: the part that must grow.
        by_caution: whether that is ``major`` only because of what could not be decided.
        asking: the changes that ask for this part, in their order.
        counts: how many changes there are by verdict; those that only change words count as ``documentation``.
    """

    bump: Bump
    by_caution: bool
    asking: tuple[Cause, ...]
    counts: Mapping[str, int]

    @property
    def reason(self) -> str:
        """Why, in a few words."""
        number = len(self.asking)
        if self.bump is Bump.NONE:
            return "nothing changed"
        if self.by_caution:
            return f"by caution: {number} {_changes(number)} could not be decided"
        what = {Bump.MAJOR: "breaking ", Bump.MINOR: "compatible ", Bump.PATCH: ""}[self.bump]
        tail = " that callers cannot notice" if self.bump is Bump.PATCH else ""
        return f"{number} {what}{_changes(number)}{tail}"


def need_of(causes: Iterable[Cause]) -> Need:
    """Give what changes ask of a version (Semantic Versioning 2.0.0, clauses 6 to 8).

    A breaking change asks for ``major``; a change that is proved safe and that callers can notice for ``minor``; words,
    examples and the same meaning written in another way for ``patch``. What could not be decided counts as breaking,
    and that is said.

    Args:
        causes: what a comparison told.
    """
    every = tuple(causes)
    by_bump: dict[Bump, list[Cause]] = {each: [] for each in Bump}
    for cause in every:
        by_bump[asked_by(cause)].append(cause)
    bump = max((each for each in Bump if by_bump[each]), key=lambda each: each.rank, default=Bump.NONE)
    asking = by_bump[bump]
    broken = [cause for cause in asking if cause.verdict is Verdict.BREAKING]
    by_caution = bump is Bump.MAJOR and not broken
    counts = {verdict.value: sum(_kind(cause) == verdict.value for cause in every) for verdict in Verdict}
    counts["documentation"] = sum(cause.documentation for cause in every)
    return Need(bump, by_caution, tuple(broken or asking), counts)


def required_bump(causes: Iterable[Cause]) -> Bump:
    """Give the part of the version that changes ask for.

    Args:
        causes: what a comparison told.

    Returns:
        See ``need_of``.
    """
    return need_of(causes).bump


def asked_by(cause: Cause) -> Bump:
    """Give the part of the version that one change asks for; ``major`` also for one that could not be decided.

    Args:
        cause: the change.
    """
    if cause.verdict in (Verdict.BREAKING, Verdict.UNKNOWN):
        return Bump.MAJOR
    return Bump.PATCH if cause.documentation or cause.check in _SAME_MEANING else Bump.MINOR


def _kind(cause: Cause) -> str:
    return "documentation" if cause.documentation else cause.verdict.value


def _changes(number: int) -> str:
    return "change" if number == 1 else "changes"
