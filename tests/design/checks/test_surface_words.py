"""What is told about changes of the surface says what the proof shows."""

from __future__ import annotations

import json
from typing import Any

import pytest

from apiyard.design.cause import Cause, ExchangeProof, Side, Verdict
from apiyard.design.diffing.options import DiffOptions
from apiyard.design.diffing.run import compare
from apiyard.spec.load import contract_from_bytes

OK = {"200": {"description": "ok"}}


def causes(old: dict[str, Any], new: dict[str, Any]) -> tuple[Cause, ...]:
    both = [contract_from_bytes(json.dumps(each).encode()) for each in (old, new)]
    return compare(*both, options=DiffOptions()).causes


def only(old: dict[str, Any], new: dict[str, Any]) -> Side:
    (cause,) = causes(old, new)
    (side,) = cause.sides
    return side


def document(operation: dict[str, Any], **rest: Any) -> dict[str, Any]:
    paths = {"/orders": {"get": {"operationId": "o", "responses": OK, **operation}}}
    return {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": paths, **rest}


def listed(*, explode: bool) -> dict[str, Any]:
    schema = {"type": "array", "items": {"type": "string"}}
    return document({"parameters": [{"name": "ids", "in": "query", "schema": schema, "explode": explode}]})


def test_a_list_of_two_items_shows_best_how_lists_are_written() -> None:
    side = only(listed(explode=False), listed(explode=True))
    assert isinstance(side.proof, ExchangeProof)
    assert len(side.proof.value) == 2  # type: ignore[arg-type]
    assert "," in side.proof.request.query


def test_values_are_told_as_json() -> None:
    assert "'" not in only(listed(explode=False), listed(explode=True)).reason


def test_a_call_with_credentials_lacks_others() -> None:
    schemes = {name: {"type": "apiKey", "in": "header", "name": f"X-{name}"} for name in ("A", "B")}
    asked: list[list[dict[str, Any]]] = [[], [{"A": []}], [{"A": [], "B": []}]]
    open_, one, other = (document({"security": each}, components={"securitySchemes": schemes}) for each in asked)
    assert only(one, other).reason == "security: the call lacks credentials for B"
    assert "no credentials are given" in only(open_, one).reason


def test_where_only_a_promise_is_broken_calls_are_not_said_to_fail() -> None:
    held = {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}}
    fewer = {"type": "object", "properties": {"a": {"type": "string"}}}
    open_, shut = (
        only(*(document({"requestBody": {"content": {"application/json": {"schema": {**each, **rest}}}}}) for each in (
            held, fewer
        )))
        for rest in ({}, {"additionalProperties": False})
    )  # fmt: skip
    assert open_.reason.endswith("; no call that still sends it is known to be refused")
    assert isinstance(shut.proof, ExchangeProof)


def uploads(kind: str) -> dict[str, Any]:
    schema = {"type": "object", "required": ["f"], "properties": {"f": {"type": "string"}}}
    entry = {"schema": schema, "encoding": {"f": {"contentType": kind}}}
    return document({"requestBody": {"required": True, "content": {"multipart/form-data": entry}}})


@pytest.mark.parametrize(
    ("before", "after", "sent"),
    [
        ("image/png", "image/jpeg", "image/png"),
        ("image/png, text/csv", "image/png", "text/csv"),
        ("image/*", "image/png", "image/x-made-up"),
        ("application/json", "text/plain", "application/json"),
    ],
)
def test_a_part_whose_content_type_is_no_longer_taken_is_sent(before: str, after: str, sent: str) -> None:
    side = only(uploads(before), uploads(after))
    assert side.verdict is Verdict.BREAKING
    assert isinstance(side.proof, ExchangeProof)
    assert f"\r\nContent-Type: {sent}\r\n\r\n".encode() in side.proof.request.body


@pytest.mark.parametrize(
    ("before", "after"), [("image/png", "image/*"), ("image/png", "image/jpeg, image/png"), ("text/csv", "*/*")]
)
def test_a_part_may_have_more_content_types(before: str, after: str) -> None:
    assert only(uploads(before), uploads(after)).verdict is Verdict.SAFE


def test_servers_of_a_path_are_told_once_unless_an_operation_has_its_own() -> None:
    def served(host: str, **own: Any) -> dict[str, Any]:
        tree = document({})
        servers = [{"url": f"https://{host}.example.com"}]
        tree["paths"]["/orders"] |= {"servers": servers, "put": {"operationId": "p", "responses": OK, **own}}
        return tree

    (cause,) = causes(served("a"), served("b"))
    assert (cause.check, cause.verdict) == ("path-server-removed", Verdict.BREAKING)
    assert [each.call for each in cause.reach] == ["GET /orders", "PUT /orders"]
    own = {"servers": [{"url": "https://own.example.com"}]}
    (cause,) = causes(served("a", **own), served("b", **own))
    assert (cause.check, cause.reach[0].call) == ("operation-server-removed", "GET /orders")
