"""What a comparison gives, and in which order."""

from __future__ import annotations

from collections.abc import Iterable

from apiyard.core.noun import dataclass, field
from apiyard.design.cause import Cause, Strictness, Verdict
from apiyard.design.diffing.telling_apart import told_apart
from apiyard.spec.contract import Contract

_ORDER = (Verdict.BREAKING, Verdict.UNKNOWN, Verdict.SAFE)


@dataclass(frozen=True, slots=True)
class Report:
    """What changed between two contracts.

    Args:
        old: the contract that clients were written for.
        new: the contract that they will meet.
        causes: one entry per change: breaking ones first, then unknown, safe, documentation; then by place.
        strictness: the reading that the verdicts hold under.
        verdict: the worst of all; safe when nothing changed.
    """

    old: Contract = field(repr=False)
    new: Contract = field(repr=False)
    causes: tuple[Cause, ...]
    strictness: Strictness
    verdict: Verdict


def ordered(causes: Iterable[Cause]) -> tuple[Cause, ...]:
    """Give causes told apart, in the order of reports, which hangs on nothing but them."""
    return tuple(sorted(told_apart(causes), key=_key))


def _key(cause: Cause) -> tuple[object, ...]:
    first = cause.reach[0] if cause.reach else None
    return (
        cause.documentation,
        _ORDER.index(cause.verdict),
        (first.operation, first.position) if first else ("", ""),
        cause.new,
        cause.old,
        cause.check,
        cause.message,
        cause.fingerprint,
    )
