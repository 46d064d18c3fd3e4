"""Mock, proxy and verifier say the same about the same exchange; benchmarks/same_verdict.py asks them more often."""

from __future__ import annotations

from collections import Counter

import pytest

from apiyard.spec.load import load_contract
from tests.exchanges import exchanges
from tests.parts import ROOT
from tests.verdicts import disagreement, judges

SHOP = ROOT / "examples" / "shop" / "apis"
CONTRACTS = {
    **{name: SHOP / name / "openapi.yaml" for name in ("catalogue", "orders", "payments")},
    "petstore": ROOT / "benchmarks" / "petstore.yaml",
}


@pytest.mark.parametrize("name", CONTRACTS)
def test_the_same_verdict_everywhere(name):
    contract = load_contract(CONTRACTS[name])
    sorts: Counter[str] = Counter()
    with judges(contract, over_http=False) as asked:
        for exchange in exchanges(contract, 500, seed=1):
            told = asked.verdicts(exchange)
            if told is None:
                sorts["unsendable"] += 1
                continue
            wrong = disagreement(told)
            assert not wrong, f"{exchange}\n{wrong}"
            judge = told["judge"]
            sorts["astray" if judge.reply is None else "bad request" if judge.request else "good request"] += 1
            sorts["bad reply" if judge.reply else "good reply" if judge.reply is not None else "no operation"] += 1
    for sort in ("good request", "bad request", "astray", "good reply", "bad reply"):
        assert sorts[sort] >= 40, f"too few to say something: {sorts}"
    assert sorts["unsendable"] < 25, sorts
