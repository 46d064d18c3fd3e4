"""Every proof of an example is judged again, apart from the code that made it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

import pytest

from apiyard.design.cause import Cause, ExchangeProof, PromiseProof, Strictness, SymbolProof, Verdict
from apiyard.design.check import checks
from apiyard.design.diffing.options import DiffOptions
from apiyard.design.diffing.run import compare
from apiyard.spec.exchange import Request
from apiyard.spec.judge import check_reply, check_request
from apiyard.spec.load import contract_from_bytes

TODAY = date(2026, 11, 22)
PROVED = [
    pytest.param(check, example, strictness, id=f"{check.id}: {example.name}, {strictness}")
    for check in checks().values()
    if check.area != "schema"
    for example in check.examples
    for strictness in Strictness
    if Verdict.BREAKING in {example.request.get(strictness), example.response.get(strictness)}
]


@pytest.mark.parametrize(("check", "example", "strictness"), PROVED)
def test_the_proof_holds(check, example, strictness):
    old, new = (contract_from_bytes(json.dumps(each).encode()) for each in (example.old, example.new))
    causes = compare(old, new, options=DiffOptions(strictness, today=TODAY)).causes
    found = [(cause, side) for cause in causes if cause.check == check.id for side in cause.sides if side.proof]
    assert found
    for cause, side in found:
        if isinstance(side.proof, ExchangeProof):
            exchange(old, new, cause, side)
        elif isinstance(side.proof, PromiseProof):
            assert side.proof.promise
            assert side.proof.broken
        elif isinstance(side.proof, SymbolProof):
            assert strictness is Strictness.SOURCE
            assert side.proof.symbol
            assert side.proof.before != side.proof.after


def exchange(old: Any, new: Any, cause: Cause, side: Any) -> None:
    proof = side.proof
    if cause.check in {"server-removed", "path-server-removed", "operation-server-removed"}:
        moved(old, new, proof)
    elif proof.reply is not None:
        replied(old, new, proof)
    else:
        asked(old, new, proof)


def asked(old: Any, new: Any, proof: Any) -> None:
    before: Any = check_request(old, proof.request)
    after: Any = check_request(new, proof.request)
    assert before.outcome == "valid", before
    other = after.operation is not None and after.operation.path != before.operation.path
    refused = other or after.outcome != "valid" or after.values != before.values
    named = [name for name, _ in parse_qsl(proof.request.query)].count(proof.pointer)
    apart = [each.explode for each in before.operation.parameters if each.name == proof.pointer]
    spelled = named > 1 and apart == [True] and "must be written" in proof.violation
    if not refused and not spelled:
        names = {name for name, _ in parse_qsl(proof.request.query, keep_blank_values=True)}
        declared = {each.name for each in after.operation.parameters if each.location == "query"}
        undeclared = bool(names - declared) or (bool(proof.request.body) and after.operation.request_body is None)
        granted = set().union(*(scopes for each in before.operation.security for scopes in each.values()))
        wanted = [set().union(*each.values()) for each in after.operation.security]
        assert undeclared or (wanted and all(each - granted for each in wanted))


def replied(old: Any, new: Any, proof: Any) -> None:
    operations = [each.operations[0] for each in (old, new)]
    assert check_request(old, proof.request).outcome == "valid"
    wrong = [check_reply(each, proof.request.method, proof.reply) for each in operations]
    accepted = proof.request.header("accept")
    if accepted:
        assert not wrong[0]
        assert accepted == proof.reply.header("content-type")
        assert accepted not in operations[1].response(proof.reply.status).content
    elif not wrong[0]:
        assert proof.pointer in {name for each in operations[0].responses.values() for name in each.headers}
    else:
        assert not wrong[1]


def moved(old: Any, new: Any, proof: Any) -> None:
    host = proof.request.header("host")
    urls = [url for each in (old, new) for url in _urls(each)]
    assert any(f"//{host}" in url for url in urls)
    base = proof.value.partition("//")[2].partition("/")[2]
    inner = Request(proof.request.method, proof.request.path.removeprefix(f"/{base}" if base else ""))
    assert check_request(old, inner).outcome == "valid"
    assert proof.value in _urls(old)
    assert proof.value not in _urls(new)


def _urls(contract: Any) -> list[str]:
    holders = [holder for item in contract.tree["paths"].values() for holder in (item, item["get"])]
    own = [each.get("url") for holder in holders for each in holder.get("servers", [])]
    listed = contract.tree.get("servers", [])
    choices = [
        each["url"].replace("{region}", name)
        for each in listed
        for name in each.get("variables", {}).get("region", {}).get("enum", [""])
    ]
    return [url.rstrip("/") for url in [*own, *choices]]
