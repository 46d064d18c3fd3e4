"""Random pairs of contracts: what is called safe is kept by every exchange that is tried; what breaks is proved."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from apiyard.design.cause import ExchangeProof, PromiseProof, Strictness, Verdict
from apiyard.design.diffing.options import DiffOptions
from apiyard.design.diffing.run import compare
from apiyard.spec.composing.compose import code_of, composer
from apiyard.spec.composing.wish import CannotBuildError, ReplyWish, Wish
from apiyard.spec.judge import check_reply, check_request
from apiyard.spec.load import contract_from_bytes

SCHEMAS: tuple[Any, ...] = (
    {"type": "string"},
    {"type": "string", "enum": ["a", "b"]},
    {"type": "integer", "minimum": 1},
    {"type": "boolean"},
    {"type": "array", "items": {"type": "string"}},
    {"type": "object", "properties": {"x": {"type": "integer"}, "y": {"type": "string"}}},
)
SCHEMES = {
    "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "token": {"type": "http", "scheme": "bearer"},
    "oauth": {"type": "oauth2", "flows": {"password": {"tokenUrl": "https://a.b", "scopes": {"r": "", "w": ""}}}},
}
SECURITY: tuple[Any, ...] = (
    [],
    [{"key": []}],
    [{"token": []}, {"key": []}],
    [{"oauth": ["r"]}],
    [{"oauth": ["r", "w"]}],
)


def made(random: Random) -> dict[str, Any]:
    """Make an operation at random."""
    parameters = [
        {"name": name, "in": place, "required": random.random() < 0.4, "schema": random.choice(SCHEMAS), **style}
        for name, place in (("p", "query"), ("q", "query"), ("h", "header"), ("c", "cookie"))
        for style in [random.choice(({}, {"explode": False})) if place == "query" else {}]
        if random.random() < 0.7
    ]
    parameters.append({"name": "id", "in": "path", "required": True, "schema": random.choice(SCHEMAS[:3])})
    media = random.sample(("application/json", "application/*", "text/plain"), random.randint(1, 2))
    # No text is a list or an object, so nobody could call an operation that asks for one.
    content = {each: {"schema": random.choice(SCHEMAS[: 4 if each == "text/plain" else None])} for each in media}
    statuses = random.sample(("200", "201", "2XX", "404", "default"), random.randint(1, 3))
    held: dict[str, Any] = {
        "parameters": parameters,
        "responses": {
            each: {
                "description": "",
                "headers": {"X-H": {"required": random.random() < 0.5, "schema": random.choice(SCHEMAS[:4])}},
                "content": {"application/json": {"schema": random.choice(SCHEMAS)}},
            }
            for each in statuses
        },
        "security": random.choice(SECURITY),
    }
    if random.random() < 0.7:
        held["requestBody"] = {"required": random.random() < 0.5, "content": content}
    return held


def contract(operation: Any) -> Any:
    tree = {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/orders/{id}": {"post": operation}},
        "components": {"securitySchemes": SCHEMES},
    }
    return contract_from_bytes(json.dumps(tree).encode())


def mixed(old: dict[str, Any], random: Random) -> dict[str, Any]:
    """Take some parts from another operation."""
    other = made(random)
    return {name: (other if random.random() < 0.4 else old)[name] for name in old if name in other}


@pytest.mark.parametrize("strictness", [Strictness.WIRE, Strictness.WIRE_STRICT])
@pytest.mark.parametrize("seed", range(60))
def test_safe_holds_and_breaking_is_proved(seed, strictness):
    random = Random(seed)
    before = made(random)
    old, new = contract(before), contract(mixed(before, random))
    causes = compare(old, new, options=DiffOptions(strictness)).causes
    sides = [side for cause in causes for side in cause.sides]
    for side in sides:
        if isinstance(side.proof, ExchangeProof):
            assert check_request(old, side.proof.request).outcome == "valid", side
            if side.proof.reply is not None and not side.proof.request.header("accept"):
                assert check_reply(new.operations[0], "post", side.proof.reply) == (), side
                assert check_reply(old.operations[0], "post", side.proof.reply), side
    # A promise that is not kept breaks no exchange by itself.
    open_ = {
        side.direction
        for side in sides
        if side.verdict is not Verdict.SAFE and not isinstance(side.proof, PromiseProof)
    }
    if "request" not in open_:
        requests(old, new, random)
    if "response" not in open_:
        replies(old, new, strictness)


def requests(old: Any, new: Any, random: Random) -> None:
    operation = old.operations[0]
    for seed in range(12):
        optional = [(each.location, each.name) for each in operation.parameters if random.random() < 0.5]
        alternative = random.randrange(len(operation.security)) if operation.security else None
        for key in operation.request_body.content if operation.request_body else ("",):
            wish = Wish(including=frozenset(optional), media_type=key, security=alternative)
            try:
                request = composer(old).request(operation, wish, seed=seed)
            except CannotBuildError:
                continue
            if check_request(old, request).outcome == "valid":
                assert check_request(new, request).outcome == "valid", (request, check_request(new, request).violations)


def replies(old: Any, new: Any, strictness: Strictness) -> None:
    operation = new.operations[0]
    for status in operation.responses:
        for seed in range(6):
            try:
                code = code_of(operation, status, also=old.operations[0])
                reply = composer(new).reply(operation, ReplyWish(status, code), seed=seed)
            except CannotBuildError:
                continue
            wrong = check_reply(old.operations[0], "post", reply)
            unknown = [each for each in wrong if each.place == "status"]
            assert wrong == () or (unknown and strictness is Strictness.WIRE), (reply, wrong)
