"""Inside webhooks and callbacks both sides change places: the server writes requests, its clients write replies."""

from __future__ import annotations

import json
from typing import Any

import pytest

from apiyard.design.cause import ExchangeProof, Verdict
from apiyard.design.diffing.run import compare
from apiyard.spec.calls_back import callbacks, webhooks
from apiyard.spec.judge import check_reply, check_request
from apiyard.spec.load import contract_from_bytes

OPEN = {"type": "object", "properties": {"a": {"type": "integer"}}}
NEEDS = {**OPEN, "required": ["a"]}
PLAIN = {"description": "heard"}


def hook(schema: Any = OPEN, *, required: bool = True, responses: Any = None, **more: Any) -> dict[str, Any]:
    body = {"required": required, "content": {"application/json": {"schema": schema}}}
    return {"requestBody": body, "responses": responses or {"200": PLAIN}, **more}


def contract(operation: Any, *, callback: bool) -> Any:
    tree: dict[str, Any] = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {}}
    if callback:
        held = {"shipped": {"{$request.query.url}": {"post": operation}}}
        order = {"operationId": "order", "responses": {"200": PLAIN}, "callbacks": held}
        tree["paths"] = {"/orders/{name}": {"post": order}}
    else:
        tree["webhooks"] = {"shipped": {"post": operation}}
    return contract_from_bytes(json.dumps(tree).encode())


def side(one: Any, *, callback: bool) -> Any:
    return (callbacks(one, one.operations[0]) if callback else webhooks(one))["shipped"]


CHANGES = {
    "the server may leave out what it always sent": (hook(NEEDS), hook(OPEN), "response", Verdict.BREAKING),
    "the server always sends what it may have left out": (hook(OPEN), hook(NEEDS), "response", Verdict.SAFE),
    "the body may be missing": (hook(), hook(required=False), "response", Verdict.BREAKING),
    "the body is always there": (hook(required=False), hook(), "response", Verdict.SAFE),
    "a header of replies must be there": (
        hook(),
        hook(responses={"200": {**PLAIN, "headers": {"X-Seen": {"required": True, "schema": {"type": "integer"}}}}}),
        "request",
        Verdict.BREAKING,
    ),
    "replies may not have another status": (
        hook(responses={"200": PLAIN, "204": PLAIN}),
        hook(),
        "request",
        Verdict.SAFE,
    ),
    "a parameter must be there": (
        hook(),
        hook(parameters=[{"name": "try", "in": "query", "required": True, "schema": {"type": "integer"}}]),
        "response",
        Verdict.SAFE,
    ),
    "a parameter need not be there": (
        hook(parameters=[{"name": "try", "in": "query", "required": True, "schema": {"type": "integer"}}]),
        hook(parameters=[{"name": "try", "in": "query", "schema": {"type": "integer"}}]),
        "response",
        Verdict.BREAKING,
    ),
    "another media type": (
        hook(),
        {**hook(), "requestBody": {"content": {"application/json": {"schema": OPEN}, "text/plain": {}}}},
        "response",
        Verdict.BREAKING,
    ),
}


@pytest.mark.parametrize("callback", [False, True])
@pytest.mark.parametrize("name", CHANGES)
def test_the_sides_change_places(name, callback):
    before, after, direction, verdict = CHANGES[name]
    old, new = contract(before, callback=callback), contract(after, callback=callback)
    causes = compare(old, new).causes
    sides = [each for cause in causes for each in cause.sides]
    assert {each.direction for each in sides} == {direction}, causes
    assert min((each.verdict for each in sides), key=list(Verdict).index) is verdict, causes
    label = "callback shipped of POST /orders/{name}" if callback else "webhook shipped"
    assert all(reached.call.startswith(label) for cause in causes for reached in cause.reach)
    for each in sides:
        if isinstance(each.proof, ExchangeProof):
            pair = [side(one, callback=callback) for one in (old, new)]
            source, target = pair if direction == "request" else reversed(pair)
            proved(source, target, each.proof)


def proved(source: Any, target: Any, proof: ExchangeProof) -> None:
    if proof.reply is None:
        assert check_request(source, proof.request).outcome == "valid"
        assert check_request(target, proof.request).outcome == "invalid"
    else:
        assert check_reply(source.operations[0], "POST", proof.reply) == ()
        assert check_reply(target.operations[0], "POST", proof.reply)


@pytest.mark.parametrize("callback", [False, True])
def test_a_method_that_is_gone_breaks_a_promise(callback):
    old, new = (contract(hook(), callback=callback) for _ in range(2))
    tree = json.loads(json.dumps(new.tree).replace('"post": {"requestBody"', '"put": {"requestBody"'))
    causes = compare(old, contract_from_bytes(json.dumps(tree).encode())).causes
    assert {cause.check for cause in causes} == {"operation-removed", "operation-added"}
    assert {each.direction for cause in causes for each in cause.sides} == {"response"}


def test_callbacks_that_lead_in_a_circle_end():
    components = {
        "callbacks": {"Again": {"{$request.query.url}": {"post": {**hook(), "callbacks": {"again": REF}}}}},
    }
    tree = {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/orders": {"post": {"responses": {"200": PLAIN}, "callbacks": {"again": REF}}}},
        "components": components,
    }
    old = contract_from_bytes(json.dumps(tree).encode())
    new = contract_from_bytes(json.dumps(tree).replace('"integer"', '"string"').encode())
    causes = compare(old, new).causes
    assert [cause.verdict for cause in causes] == [Verdict.BREAKING]


REF = {"$ref": "#/components/callbacks/Again"}
