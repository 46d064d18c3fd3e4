"""The started service kept its word: the contract's examples, edges, generated cases and sequences.

Reads facts ``verify.KIND`` whose subject has the contract's digest and whose
``numbers["artefact"]`` is the digest of the artefact that was started (an empty text for a service without one).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from apiyard.core.errors import InvalidInputError, unknown
from apiyard.core.evidence import EvidenceKind, Verdict
from apiyard.core.json import Json
from apiyard.core.noun import dataclass, replace
from apiyard.release import case
from apiyard.release.gate import Candidate, Example, Gate, GateResult, contract_of, latest
from apiyard.release.ports import Fact

_KINDS: Mapping[str, EvidenceKind] = {
    "examples": EvidenceKind.VERIFY_EXAMPLES,
    "edges": EvidenceKind.VERIFY_EDGES,
    "fuzz": EvidenceKind.VERIFY_FUZZ,
    "stateful": EvidenceKind.VERIFY_STATEFUL,
    "access": EvidenceKind.VERIFY_ACCESS,
}


@dataclass(frozen=True, slots=True)
class VerifiedOptions:
    """What must have been verified.

    Args:
        kinds: kinds of verification, each of which must have passed.

    Raises:
        InvalidInputError: no kind, or one that nobody knows.
    """

    kinds: tuple[str, ...] = ("examples", "fuzz")

    def __post_init__(self) -> None:
        """Check the kinds."""
        if not self.kinds:
            raise InvalidInputError("at least one kind of verification is needed")
        for kind in self.kinds:
            if kind not in _KINDS:
                raise unknown("kind of verification", kind, _KINDS)


def _logic(candidate: Candidate, facts: Sequence[Fact], options: VerifiedOptions) -> GateResult:
    artefact = candidate.manifest.artefact or ""
    mine = [fact for fact in facts if (fact.evidence.numbers.get("artefact") or "") == artefact]
    found = {kind: latest(mine, _KINDS[kind]) for kind in options.kinds}
    seqs = tuple(fact.seq for fact in found.values() if fact is not None)
    bad = [_said(kind, fact) for kind, fact in found.items() if _unfit(fact)]
    if bad:
        kinds = ",".join(kind for kind, fact in found.items() if _unfit(fact))
        return GateResult(
            False, f"{'; '.join(bad)}; run: apiyard verify {candidate.manifest.api} --kinds {kinds}", seqs
        )
    return GateResult(True, f"{' and '.join(options.kinds)} passed against the started service", seqs)


def _unfit(fact: Fact | None) -> bool:
    return fact is None or fact.evidence.verdict is not Verdict.PASS


def _said(kind: str, fact: Fact | None) -> str:
    if fact is None:
        return f"{kind} never ran against this contract and these files"
    failures = fact.evidence.numbers.get("failures")
    return f"{kind} gave {fact.evidence.verdict.value}" + (f" with {failures} failures" if failures else "")


def _ran(seq: int, kind: str, verdict: Verdict, *, artefact: Json = case.ARTEFACT) -> Fact:
    return case.fact(seq, _KINDS[kind], verdict, artefact=artefact, cases=120)


_EXAMPLES, _FUZZ = _ran(5, "examples", Verdict.PASS), _ran(6, "fuzz", Verdict.PASS)
_EXTERNAL = replace(case.FIRST, manifest=replace(case.MANIFEST, artefact=None))

GATE = Gate(
    id="verified",
    why="A contract is a claim until the very files that go out were asked.",
    options=VerifiedOptions,
    digests=contract_of,
    logic=_logic,
    good=(
        Example("both passed", case.FIRST, (_EXAMPLES, _FUZZ), {}),
        Example("only examples are asked for", case.FIRST, (_EXAMPLES,), {"kinds": ["examples"]}),
        Example(
            "a service that somebody else runs has no files",
            _EXTERNAL,
            (_ran(5, "examples", Verdict.PASS, artefact=""), _ran(6, "fuzz", Verdict.PASS, artefact=None)),
            {},
        ),
        Example("the newest word counts", case.FIRST, (_ran(4, "fuzz", Verdict.FAIL), _EXAMPLES, _FUZZ), {}),
    ),
    bad=(
        Example("never ran", case.FIRST, (), {}),
        Example("one kind is missing", case.FIRST, (_EXAMPLES,), {}),
        Example("a kind failed", case.FIRST, (_EXAMPLES, _FUZZ, _ran(7, "fuzz", Verdict.FAIL)), {}),
        Example("nobody could tell", case.FIRST, (_EXAMPLES, _ran(7, "fuzz", Verdict.UNKNOWN)), {}),
        Example(
            "other files were verified", case.FIRST, (_EXAMPLES, _ran(6, "fuzz", Verdict.PASS, artefact=case.OTHER)), {}
        ),
    ),
)
