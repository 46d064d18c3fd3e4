"""What a comparison of two contracts gives."""

from __future__ import annotations

from apiyard.core.noun import dataclass
from apiyard.design.cause import Cause, Strictness, Verdict
from apiyard.spec.contract import Contract


@dataclass(frozen=True, slots=True)
class Report:
    """What changed between two contracts.

    Args:
        old: the contract that clients were written for.
        new: the contract that they will meet.
        causes: one entry per change: breaking ones first, then what is unknown, safe, and only documentation; by
            operation and place among them. The same input gives the same order.
        strictness: what must keep working.
        verdict: the worst of the causes; safe when there is none.
    """

    old: Contract
    new: Contract
    causes: tuple[Cause, ...]
    strictness: Strictness
    verdict: Verdict
