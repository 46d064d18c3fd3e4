"""The table of verdicts: every example of every check of schemas, in requests and responses, under each strictness."""

from __future__ import annotations

from typing import Literal

import pytest

from apiyard.design.cause import Direction, ExchangeProof, Strictness, Verdict
from apiyard.design.check import Check, Example, checks
from apiyard.design.diffing.options import DiffOptions
from apiyard.design.diffing.run import compare
from tests.design.diffing.stage import refuses, schema_contract

_EXAMPLES = [
    pytest.param(check, example, id=f"{check.id}: {example.name}")
    for check in checks().values()
    if check.area == "schema"
    for example in check.examples
]

_OTHERS: dict[str, Literal["off"] | Verdict] = {
    check.id: "off" for check in checks().values() if check.area != "schema"
}


@pytest.mark.parametrize("strictness", list(Strictness))
@pytest.mark.parametrize("direction", ["request", "response"])
@pytest.mark.parametrize(("check", "example"), _EXAMPLES)
def test_an_example_has_its_verdict(
    check: Check, example: Example, direction: Direction, strictness: Strictness
) -> None:
    old, new = (schema_contract(schema, direction) for schema in (example.old, example.new))
    report = compare(old, new, options=DiffOptions(strictness=strictness, levels=_OTHERS))
    wanted = (example.request if direction == "request" else example.response).get(strictness)
    told = [cause for cause in report.causes if cause.check == check.id]
    sides = [side for cause in told for side in cause.sides]
    assert {side.direction for side in sides} <= {direction}
    assert [side.verdict for side in sides] == ([] if wanted is None else [wanted]), [
        (cause.check, cause.message, [(side.verdict.value, side.reason) for side in cause.sides])
        for cause in report.causes
    ]
    for side in sides:
        assert side.reason
        assert (side.proof is not None) == (side.verdict is Verdict.BREAKING)
        if isinstance(side.proof, ExchangeProof):
            assert not refuses(old if direction == "request" else new, side.proof, direction)
            assert refuses(new if direction == "request" else old, side.proof, direction)
