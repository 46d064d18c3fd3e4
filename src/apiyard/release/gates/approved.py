"""Somebody with the right role approved exactly this bundle.

Reads ``approval`` facts whose subject has the bundle's digest: PASS approves and FAIL refuses, ``by`` is the person
(``user:NAME``) and ``numbers["role"]`` the role they had. The last word of each person counts.
"""

from __future__ import annotations

from collections.abc import Sequence

from apiyard.core.errors import InvalidInputError
from apiyard.core.evidence import EvidenceKind, Verdict
from apiyard.core.noun import dataclass
from apiyard.release import case
from apiyard.release.gate import Candidate, Example, Gate, GateResult, bundle_of
from apiyard.release.ports import Fact, Noted


@dataclass(frozen=True, slots=True)
class ApprovedOptions:
    """Who must approve.

    Args:
        role: the role that may approve.
        count: how many people.
        by_author: whether the author's own approval counts.

    Raises:
        InvalidInputError: no role, or a count below 1.
    """

    role: str = "admin"
    count: int = 1
    by_author: bool = False

    def __post_init__(self) -> None:
        """Check the count."""
        if not self.role or not 1 <= self.count <= 20:
            raise InvalidInputError("an approval needs a role and a count from 1 to 20")


def _logic(candidate: Candidate, facts: Sequence[Fact], options: ApprovedOptions) -> GateResult:
    words = {
        fact.evidence.by: fact
        for fact in facts
        if fact.evidence.kind is EvidenceKind.APPROVAL and fact.evidence.numbers.get("role") == options.role
    }
    refused = [fact for fact in words.values() if fact.evidence.verdict is Verdict.FAIL]
    if refused:
        return GateResult(False, f"refused by {refused[0].evidence.by}", tuple(fact.seq for fact in refused))
    given = [fact for fact in words.values() if fact.evidence.verdict is Verdict.PASS]
    counted = [fact for fact in given if options.by_author or fact.evidence.by != candidate.author]
    seqs = tuple(fact.seq for fact in counted)
    if len(counted) >= options.count:
        return GateResult(True, f"approved by {', '.join(fact.evidence.by for fact in counted)}", seqs)
    own = "; the author's own approval does not count" if len(given) > len(counted) else ""
    digest = candidate.manifest.digest.short
    reason = f"{len(counted)} of {options.count} approvals by the role {options.role}{own}"
    return GateResult(False, f"{reason}; run: apiyard approve {candidate.reference} (bundle {digest})", seqs)


def _word(seq: int, by: str, verdict: Verdict = Verdict.PASS, *, role: str = "admin") -> Noted:
    return case.fact(seq, EvidenceKind.APPROVAL, verdict, about=case.MANIFEST.digest, by=by, role=role)


_BOB, _CLEO = _word(8, "user:bob"), _word(9, "user:cleo")
_WITHDRAWN = case.fact(10, EvidenceKind.WITHDRAWN, Verdict.INFO, about=case.MANIFEST.digest, by="user:bob", withdraws=8)

GATE = Gate(
    id="approved",
    why="What meets callers is looked at by a second pair of eyes, and it is known whose.",
    options=ApprovedOptions,
    digests=bundle_of,
    logic=_logic,
    good=(
        Example("one approval", case.FIRST, (_BOB,), {}),
        Example("two people where two are asked for", case.FIRST, (_BOB, _CLEO), {"count": 2}),
        Example("the author where that is allowed", case.FIRST, (_word(8, "user:ada"),), {"by_author": True}),
        Example("a refusal that was taken back", case.FIRST, (_word(7, "user:bob", Verdict.FAIL), _BOB), {}),
    ),
    bad=(
        Example("nobody approved", case.FIRST, (), {}),
        Example("only the author approved", case.FIRST, (_word(8, "user:ada"),), {}),
        Example("the approval was withdrawn", case.FIRST, (_BOB, _WITHDRAWN), {}),
        Example("another role", case.FIRST, (_word(8, "user:bob", role="viewer"),), {}),
        Example("one person twice is one", case.FIRST, (_BOB, _word(9, "user:bob")), {"count": 2}),
        Example("somebody refused", case.FIRST, (_BOB, _word(9, "user:cleo", Verdict.FAIL)), {}),
        Example(
            "another bundle was approved",
            case.FIRST,
            (case.fact(8, EvidenceKind.APPROVAL, Verdict.PASS, about=case.OTHER, by="user:bob", role="admin"),),
            {},
        ),
    ),
)
