"""The contract has no finding of severity error.

Reads ``lint`` facts whose subject has the contract's digest; their verdict is FAIL when there is an error finding.
"""

from __future__ import annotations

from collections.abc import Sequence

from apiyard.core.evidence import EvidenceKind, Verdict
from apiyard.core.noun import dataclass
from apiyard.release import case
from apiyard.release.gate import Candidate, Example, Gate, GateResult, contract_of, latest
from apiyard.release.ports import Fact

_FINE = (Verdict.PASS, Verdict.WARN, Verdict.INFO)


@dataclass(frozen=True, slots=True)
class LintCleanOptions:
    """What counts as clean.

    Args:
        warnings: whether warnings are fine.
    """

    warnings: bool = True


def _logic(candidate: Candidate, facts: Sequence[Fact], options: LintCleanOptions) -> GateResult:
    found = latest(facts, EvidenceKind.LINT)
    if found is None:
        return GateResult(False, f"the contract was never linted; run: apiyard lint {candidate.manifest.api}")
    verdict = found.evidence.verdict
    errors = found.evidence.numbers.get("error", 0)
    if verdict not in _FINE or errors:
        told = f"{errors} error findings" if errors else f"the verdict {verdict.value}"
        reason = f"lint gave {told}; run: apiyard lint {candidate.manifest.api}"
        return GateResult(False, reason, (found.seq,))
    if verdict is Verdict.WARN and not options.warnings:
        return GateResult(False, "lint gave warnings, which this gate does not accept", (found.seq,))
    return GateResult(True, "lint found no error", (found.seq,))


_PASS = case.fact(1, EvidenceKind.LINT, Verdict.PASS, error=0, warn=2)
_WARN = case.fact(1, EvidenceKind.LINT, Verdict.WARN, error=0, warn=2)
_FAIL = case.fact(2, EvidenceKind.LINT, Verdict.FAIL, error=2)

GATE = Gate(
    id="lint-clean",
    why="A contract with errors misleads everything that is made from it: mocks, tests, the gateway and its readers.",
    options=LintCleanOptions,
    digests=contract_of,
    logic=_logic,
    good=(
        Example("no finding", case.FIRST, (_PASS,), {}),
        Example("warnings only", case.FIRST, (_WARN,), {}),
        Example("the newest word counts", case.FIRST, (_FAIL, case.fact(3, EvidenceKind.LINT, Verdict.PASS)), {}),
    ),
    bad=(
        Example("never linted", case.FIRST, (), {}),
        Example("errors", case.FIRST, (_PASS, _FAIL), {}),
        Example(
            "another contract was linted",
            case.FIRST,
            (case.fact(1, EvidenceKind.LINT, Verdict.PASS, about=case.OTHER),),
            {},
        ),
        Example("nobody knows", case.FIRST, (case.fact(1, EvidenceKind.LINT, Verdict.UNKNOWN),), {}),
        Example("warnings where none are wanted", case.FIRST, (_WARN,), {"warnings": False}),
    ),
)
