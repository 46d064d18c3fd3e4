"""Ids look like those of the contract, and there are enough of them."""

from __future__ import annotations

import json

import pytest

from apiyard.mock.app import Mock
from apiyard.mock.sandbox.make import make_sandbox
from apiyard.spec.exchange import Request
from apiyard.spec.load import load_contract
from tests.parts import ROOT


@pytest.mark.parametrize(
    ("contract", "path", "body"),
    [
        ("notes", "/notes", {"text": "Milk"}),
        ("carts", "/carts", {"currency": "EUR"}),
        ("parcels", "/parcels", {"grams": 1, "kind": "box", "to": {"postcode": "10115", "country": "DE"}}),
    ],
)
def test_a_pattern_does_not_run_out_of_ids(contract, path, body):
    loaded = load_contract(ROOT / f"tests/apps/{contract}.yaml")
    mock = Mock(loaded, answerer=make_sandbox(loaded))
    asked = Request("POST", path, "", (("content-type", "application/json"),), json.dumps(body).encode())
    made = [json.loads(mock.reply(asked).body) for _ in range(40)]
    assert len({each.get("id") or each["code"] for each in made}) == 40
