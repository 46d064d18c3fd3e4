"""Every example of a check of the surface is told by that check alone, with the verdicts that it claims."""

from __future__ import annotations

import json
from datetime import date

import pytest

from apiyard.design.cause import Cause, Strictness, Verdict
from apiyard.design.check import Check, Example, checks
from apiyard.design.diffing.options import DiffOptions
from apiyard.design.diffing.run import compare
from apiyard.spec.contract import Contract
from apiyard.spec.load import contract_from_bytes

TODAY = date(2026, 11, 22)
CASES = [
    pytest.param(check, example, id=f"{check.id}: {example.name}")
    for check in checks().values()
    if check.area != "schema"
    for example in check.examples
]


def causes_of(check: Check, example: Example, strictness: Strictness) -> tuple[Contract, Contract, list[Cause]]:
    old, new = (contract_from_bytes(json.dumps(each).encode()) for each in (example.old, example.new))
    report = compare(old, new, options=DiffOptions(strictness, today=TODAY))
    return old, new, list(report.causes)


@pytest.mark.parametrize("strictness", list(Strictness))
@pytest.mark.parametrize(("check", "example"), CASES)
def test_the_verdicts_are_those_of_the_example(check, example, strictness):
    _, _, causes = causes_of(check, example, strictness)
    own = [cause for cause in causes if cause.check == check.id]
    assert own, [cause.check for cause in causes]
    for direction, wanted in (("request", example.request), ("response", example.response)):
        sides = [side for cause in own for side in cause.sides if side.direction == direction]
        if not wanted:
            assert not sides
        else:
            worst = min(sides, key=lambda side: list(Verdict).index(side.verdict))
            assert worst.verdict is wanted[strictness], worst
    for cause in own:
        assert cause.documentation is (not cause.sides)
        for side in cause.sides:
            assert side.reason
            assert (side.proof is not None) is (side.verdict is Verdict.BREAKING)


@pytest.mark.parametrize(("check", "example"), CASES)
def test_one_change_is_one_entry(check, example):
    _, _, causes = causes_of(check, example, Strictness.WIRE)
    others = [cause.check for cause in causes if cause.check != check.id]
    assert others == ALSO.get((check.id, example.name), [])


ALSO = {
    ("media-type-removed", "of a request, but a range takes it"): ["media-type-added"],
    ("operation-tag-removed", "moved to another tag"): ["operation-tag-added"],
    ("response-removed", "a status that a range covers"): ["response-added"],
    ("response-added", "a range for one status"): ["response-removed"],
}
