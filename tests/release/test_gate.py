"""Gates keep their own examples and see facts about their own digests only."""

from __future__ import annotations

import pytest

from apiyard.core.errors import InvalidInputError, UnknownNameError
from apiyard.core.evidence import EvidenceKind, Verdict
from apiyard.core.options import read_options
from apiyard.release import case
from apiyard.release.gate import gates, standing

CASES = [(gate, example, True) for gate in gates().values() for example in gate.good] + [
    (gate, example, False) for gate in gates().values() for example in gate.bad
]


def test_the_four_gates():
    assert set(gates()) == {"approved", "lint-clean", "verified", "version-fits"}


@pytest.mark.parametrize(("gate", "example", "passes"), CASES, ids=[f"{gate.id}: {one.says}" for gate, one, _ in CASES])
def test_examples(gate, example, passes):
    shown = standing(example.facts, gate.digests(example.candidate))
    result = gate.logic(example.candidate, shown, read_options(gate.options, example.options))
    assert result.passed is passes, result.reason
    assert result.reason
    assert set(result.facts) <= {fact.seq for fact in shown}


def test_missing_facts_say_what_to_run():
    for id_, command in {
        "lint-clean": "apiyard lint",
        "verified": "apiyard verify",
        "approved": "apiyard approve",
    }.items():
        gate = gates()[id_]
        assert command in gate.logic(case.FIRST, (), gate.options()).reason
    assert "apiyard diff" in gates()["version-fits"].logic(case.NEXT, (), gates()["version-fits"].options()).reason


def test_standing_leaves_out_other_digests_and_withdrawn_facts():
    mine = case.fact(1, EvidenceKind.LINT, Verdict.PASS)
    other = case.fact(2, EvidenceKind.LINT, Verdict.PASS, about=case.OTHER)
    gone = case.fact(3, EvidenceKind.LINT, Verdict.FAIL)
    withdrawal = case.fact(4, EvidenceKind.WITHDRAWN, Verdict.INFO, withdraws=3)
    assert standing([withdrawal, gone, other, mine], frozenset({case.CONTRACT})) == (mine,)


@pytest.mark.parametrize(
    ("id_", "wrong"),
    [
        ("approved", {"count": 0}),
        ("approved", {"role": ""}),
        ("verified", {"kinds": []}),
        ("verified", {"kinds": ["fuz"]}),
        ("version-fits", {"scheme": "semvar"}),
    ],
)
def test_options_out_of_range(id_, wrong):
    with pytest.raises((InvalidInputError, UnknownNameError)):
        read_options(gates()[id_].options, wrong)
