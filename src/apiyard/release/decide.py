"""The decision: every gate is asked, and the release may go out when all of them say yes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from apiyard.core import catalog
from apiyard.core.errors import RefusedError
from apiyard.core.evidence import About, Evidence, EvidenceKind, Subject, Verdict
from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.core.options import read_options
from apiyard.release.gate import Candidate, GateResult, gates, standing
from apiyard.release.ports import Fact


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a release may go out.

    Args:
        allowed: whether every gate passed.
        results: what each gate said, by its id.
    """

    allowed: bool
    results: Mapping[str, GateResult]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it may not go out: one sentence for each gate that did not pass."""
        return tuple(f"{id_}: {result.reason}" for id_, result in self.results.items() if not result.passed)


def decide(
    candidate: Candidate,
    facts: Sequence[Fact],
    options: Mapping[str, object] | None = None,
    *,
    asked: Sequence[str] | None = None,
) -> Decision:
    """Ask the gates.

    Args:
        candidate: what wants to go out.
        facts: what is known; each gate is shown only facts about the digests it reads.
        options: options of gates as written, by gate id.
        asked: ids of the gates to ask; None for all of them.

    Returns:
        The decision; all gates are asked even when one says no.

    Raises:
        UnknownNameError: no such gate or option; names the nearest one.
        InvalidInputError: an option of another type or out of range.
    """
    known, written = gates(), options or {}
    for id_ in written:
        catalog.find(known, "gate", id_, where="gates")
    results: dict[str, GateResult] = {}
    for id_ in known if asked is None else asked:
        gate = catalog.find(known, "gate", id_, where="gates")
        chosen = read_options(gate.options, written.get(id_), where=f"gates.{id_}")
        results[id_] = gate.logic(candidate, standing(facts, gate.digests(candidate)), chosen)
    return Decision(all(result.passed for result in results.values()), results)


def evidence_of(decision: Decision, candidate: Candidate, *, by: str) -> Evidence:
    """Give the fact that a release was decided.

    Args:
        decision: what was decided.
        candidate: what wanted to go out.
        by: who asked for it.

    Returns:
        A ``release`` or ``release.refused`` fact about the bundle's digest.
    """
    manifest = candidate.manifest
    numbers: dict[str, Json] = {
        "gates": {
            id_: {"passed": result.passed, "reason": result.reason, "facts": list(result.facts)}
            for id_, result in decision.results.items()
        },
        "contract": manifest.contract,
        "artefact": manifest.artefact,
        "policies": manifest.policies,
        "commit": manifest.commit,
        "dirty": manifest.dirty,
        "last": candidate.last,
    }
    kind = EvidenceKind.RELEASE if decision.allowed else EvidenceKind.RELEASE_REFUSED
    verdict = Verdict.PASS if decision.allowed else Verdict.FAIL
    subject = Subject("bundle", candidate.reference, manifest.digest)
    return Evidence(kind, subject, verdict, About(manifest.api, manifest.version), numbers, by)


def require(decision: Decision, candidate: Candidate) -> None:
    """Raise when a release may not go out.

    Args:
        decision: what was decided.
        candidate: what wanted to go out.

    Raises:
        RefusedError: a gate said no; tells each reason.
    """
    if not decision.allowed:
        raise RefusedError(
            f"{candidate.reference} may not be released",
            where=f"bundle {candidate.manifest.digest.short}",
            hint="\n  ".join(decision.reasons),
            code="release-refused",
        )
