"""Real documents: one entry for each cause, the same on every run, and nothing breaking without a proof."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from apiyard.core.json import canonical
from apiyard.design.cause import Cause, ExchangeProof, Strictness, Verdict
from apiyard.design.diff import DiffOptions, Report, diff
from apiyard.spec.contract import Contract
from apiyard.spec.judge import check_reply, check_request
from apiyard.spec.load import contract_from_bytes, load_contract

_TELL = """
import sys
from apiyard.design.diff import diff
from apiyard.spec.load import load_contract
report = diff(load_contract(sys.argv[1]), load_contract(sys.argv[2]))
for cause in report.causes:
    print(repr(cause))
"""


@cache
def _tree(path: Path) -> Any:
    return json.loads(path.read_bytes())


@cache
def _contract(path: Path) -> Contract:
    return load_contract(path)


@cache
def _three_years(folder: Path) -> Report:
    return diff(_contract(folder / "stripe_spec3_2020.json"), _contract(folder / "stripe_spec3_2023.json"))


def _confirmed(report: Report, cause: Cause) -> None:
    """Judge what proves a cause again, by the contracts themselves."""
    for side in cause.sides:
        assert side.reason
        assert (side.proof is not None) == (side.verdict is Verdict.BREAKING)
        if not isinstance(side.proof, ExchangeProof):
            continue
        source, target = (report.old, report.new) if side.direction == "request" else (report.new, report.old)
        if side.proof.reply is None:
            assert check_request(source, side.proof.request).outcome == "valid"
            assert check_request(target, side.proof.request).outcome != "valid"
            continue
        for contract, allowed in ((source, True), (target, False)):
            judged = check_request(contract, side.proof.request)
            assert judged.operation is not None
            found = check_reply(judged.operation, side.proof.request.method, side.proof.reply)
            assert (not found) == allowed, found


def _edited(tree: Any) -> Any:
    new = copy.deepcopy(tree)
    schemas, paths = new["components"]["schemas"], new["paths"]
    schemas["simple-user"]["properties"]["new_thing"] = {"type": "string"}
    del schemas["repository"]["properties"]["forks_count"]
    schemas["repository"]["required"].remove("forks_count")
    schemas["issue"]["properties"]["number"]["type"] = "string"
    schemas["label"]["properties"]["description"]["nullable"] = False
    schemas["milestone"]["properties"]["state"]["enum"].append("merged")
    schemas["license-simple"]["properties"]["key"]["maxLength"] = 20
    new["components"]["parameters"]["per-page"]["schema"]["maximum"] = 50
    body = paths["/repos/{owner}/{repo}/issues"]["post"]["requestBody"]["content"]["application/json"]
    body["schema"]["required"].append("body")
    del paths["/zen"]
    paths["/emojis"]["get"]["responses"]["418"] = {"description": "A teapot."}
    return new


def test_ten_edits_are_ten_causes(need: Callable[[str], Path]) -> None:
    path = need("specs") / "github_api.json"
    report = diff(_contract(path), contract_from_bytes(canonical(_edited(_tree(path)))))
    assert sorted((cause.check, cause.verdict.value) for cause in report.causes) == [
        ("became-not-nullable", "safe"),
        ("enum-value-added", "breaking"),
        ("max-length-changed", "safe"),
        ("maximum-changed", "breaking"),
        ("path-removed", "breaking"),
        ("property-added", "safe"),
        ("property-became-required", "breaking"),
        ("property-removed", "breaking"),
        ("response-added", "safe"),
        ("type-changed", "breaking"),
    ]
    for cause in report.causes:
        _confirmed(report, cause)
    shared = next(cause for cause in report.causes if cause.check == "property-added")
    assert len(shared.reach) > 200
    assert shared.reach[0].path == ""


def test_three_years_are_hundreds_of_entries(need: Callable[[str], Path]) -> None:
    report = _three_years(need("specs"))
    assert 200 < len(report.causes) < 600
    for cause in report.causes:
        _confirmed(report, cause)
    unknown = [cause for cause in report.causes if cause.verdict is Verdict.UNKNOWN]
    assert len(unknown) * 20 < len(report.causes)


def test_every_run_tells_the_same(need: Callable[[str], Path]) -> None:
    folder = need("specs")
    told = subprocess.run(
        [sys.executable, "-c", _TELL, folder / "stripe_spec3_2020.json", folder / "stripe_spec3_2023.json"],
        capture_output=True, check=True, text=True, env={**os.environ, "PYTHONHASHSEED": "1"},
    ).stdout  # fmt: skip
    assert told.splitlines() == [repr(cause) for cause in _three_years(folder).causes]


@pytest.mark.parametrize("strictness", [Strictness.WIRE, Strictness.WIRE_STRICT])
def test_edits_at_random_break_only_with_a_proof(need: Callable[[str], Path], strictness: Strictness) -> None:
    path = need("specs") / "stripe_spec3_2023.json"
    new = copy.deepcopy(_tree(path))
    random = Random(f"edits {strictness}")
    schemas = new["components"]["schemas"]
    for name in random.sample(sorted(schemas), 30):
        _mutate(random, schemas[name])
    report = diff(_contract(path), contract_from_bytes(canonical(new)), options=DiffOptions(strictness=strictness))
    assert len(report.causes) > 15
    for cause in report.causes:
        _confirmed(report, cause)


def _mutate(random: Random, schema: Any) -> None:
    held = schema.get("properties")
    if not held:
        schema["description"] = "Other words."
        return
    name = random.choice(sorted(held))
    inner = held[name]
    required = schema.setdefault("required", [])
    match random.randrange(6):
        case 0:
            del held[name]
            schema["required"] = [each for each in required if each != name]
        case 1:
            held["fresh"] = {"type": "integer"}
            required.append("fresh")
        case 2:
            schema["required"] = [each for each in required if each != name] or [name]
        case 3:
            inner["enum"] = ["a", "b"]
        case 4:
            inner["type"] = "boolean"
        case _:
            inner["nullable"] = not inner.get("nullable", False)
    if not schema["required"]:
        del schema["required"]
