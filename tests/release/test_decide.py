"""The decision over all gates."""

from __future__ import annotations

from typing import Any

import pytest

from apiyard.core.errors import RefusedError, UnknownNameError
from apiyard.core.evidence import EvidenceKind, Verdict
from apiyard.release import case
from apiyard.release.decide import decide, evidence_of, require

APPROVAL = case.fact(9, EvidenceKind.APPROVAL, Verdict.PASS, about=case.MANIFEST.digest, by="user:bob", role="admin")
FACTS = [
    case.fact(1, EvidenceKind.LINT, Verdict.PASS),
    case.fact(2, EvidenceKind.VERIFY_EXAMPLES, Verdict.PASS, artefact=case.ARTEFACT),
    case.fact(3, EvidenceKind.VERIFY_FUZZ, Verdict.PASS, artefact=case.ARTEFACT),
    APPROVAL,
]


def test_all_gates_pass():
    decision = decide(case.FIRST, FACTS)
    assert decision.allowed
    assert set(decision.results) == {"approved", "lint-clean", "verified", "version-fits"}
    assert decision.reasons == ()
    require(decision, case.FIRST)
    fact = evidence_of(decision, case.FIRST, by="user:ada")
    assert (fact.kind, fact.verdict, fact.subject.digest) == (
        EvidenceKind.RELEASE,
        Verdict.PASS,
        case.MANIFEST.digest,
    )
    numbers: dict[str, Any] = dict(fact.numbers)
    assert numbers["gates"]["verified"]["facts"] == [2, 3]


@pytest.mark.parametrize(("left_out", "gate"), [(0, "lint-clean"), (1, "verified"), (2, "verified"), (3, "approved")])
def test_one_missing_fact_refuses(left_out, gate):
    facts = [fact for number, fact in enumerate(FACTS) if number != left_out]
    decision = decide(case.FIRST, facts)
    assert not decision.allowed
    assert [reason.partition(":")[0] for reason in decision.reasons] == [gate]
    assert evidence_of(decision, case.FIRST, by="cli").kind is EvidenceKind.RELEASE_REFUSED
    with pytest.raises(RefusedError, match="may not be released") as refused:
        require(decision, case.FIRST)
    assert refused.value.exit_code == 1
    assert gate in str(refused.value)


def test_every_gate_is_asked_even_when_one_refuses():
    assert len(decide(case.NEXT, ()).reasons) == 4


def test_options_and_the_gates_to_ask():
    assert decide(case.FIRST, FACTS[:1], asked=["lint-clean"]).allowed
    assert decide(case.FIRST, FACTS[:2], {"verified": {"kinds": ["examples"]}}, asked=["verified"]).allowed
    wrongs: tuple[dict[str, Any], ...] = (
        {"options": {"aproved": {}}},
        {"asked": ["lint-clea"]},
        {"options": {"approved": {"rol": "x"}}},
    )
    for wrong in wrongs:
        with pytest.raises(UnknownNameError) as unknown:
            decide(case.FIRST, FACTS, **wrong)
        assert "did you mean" in str(unknown.value)
