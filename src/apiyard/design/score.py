"""The score of a document: 0 to 100, with the arithmetic that leads to it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from apiyard.core.finding import Severity
from apiyard.core.noun import dataclass
from apiyard.design.reach import Reach, unit_of
from apiyard.design.report import ORDER, Remark

WEIGHTS: Mapping[Severity, float] = {Severity.ERROR: 40, Severity.WARN: 10, Severity.INFO: 3, Severity.HINT: 1}
"""Points of a rule that is broken everywhere, by severity."""
LEAST = 0.2
"""The share of its points that a rule costs however little of the contract it reaches."""
BEST = 100


@dataclass(frozen=True, slots=True)
class Loss:
    """What one rule costs.

    Args:
        rule: the rule.
        severity: the worst severity of its findings.
        findings: how many there are.
        parts: how many operations and components they reach.
        points: weight x (0.2 + 0.8 x parts / all parts).
    """

    rule: str
    severity: Severity
    findings: int
    parts: int
    points: float


@dataclass(frozen=True, slots=True)
class Score:
    """A score and its arithmetic: 100 x 100 / (100 + the points of all rules), rounded down.

    Args:
        value: 0 to 100; 100 only without any finding.
        parts: how many operations and components there are.
        losses: what each rule costs, the dearest first.
    """

    value: int
    parts: int
    losses: tuple[Loss, ...] = ()

    @property
    def points(self) -> float:
        """The points of all rules together."""
        return sum(each.points for each in self.losses)

    def told(self) -> str:
        """Give the last line of the arithmetic."""
        return f"100 x 100 / (100 + {self.points:.1f}) = {self.value}"


def score(remarks: Iterable[Remark], reach: Reach) -> Score:
    """Give the score of a document. One more finding never raises it.

    Args:
        remarks: the findings that count.
        reach: the parts of the contract; a finding in a component reaches it and the operations that use it.

    Returns:
        The score; it depends on the rules that were asked.
    """
    components = set(reach.components)
    every = len(reach.operations) + len(components)
    by_rule: dict[str, list[Remark]] = {}
    for each in remarks:
        by_rule.setdefault(each.finding.rule, []).append(each)
    losses = []
    for rule, listed in by_rule.items():
        units = {unit_of(each.finding.location.document, each.path) for each in listed}
        mask = 0
        for unit in units:
            mask |= reach.reached(unit)
        parts = mask.bit_count() + len(units & components)
        severity = min((each.finding.severity for each in listed), key=ORDER.index)
        share = parts / every if every else 1.0
        points = WEIGHTS[severity] * (LEAST + (1 - LEAST) * share)
        losses.append(Loss(rule, severity, len(listed), parts, points))
    losses.sort(key=lambda each: (-each.points, each.rule))
    total = sum(each.points for each in losses)
    return Score(math.floor(BEST * BEST / (BEST + total)), every, tuple(losses))
