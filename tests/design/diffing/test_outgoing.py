"""Webhooks and callbacks: who writes what is turned round."""

from __future__ import annotations

from typing import Any

from apiyard.core.json import canonical
from apiyard.design.cause import Verdict
from apiyard.design.diff import diff
from apiyard.spec.contract import Contract
from apiyard.spec.load import contract_from_bytes


def _contract(event: Any, heard: Any, *, webhook: bool) -> Contract:
    called = {
        "post": {
            "requestBody": {
                "required": True,
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Event"}}},
            },
            "responses": {
                "200": {"description": "Heard.", "content": {"application/json": {"schema": heard}}},
            },
        }
    }
    document: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "Events", "version": "1.0.0"},
        "paths": {
            "/subscriptions": {"post": {"operationId": "subscribe", "responses": {"204": {"description": "Ok."}}}}
        },
        "components": {"schemas": {"Event": event}},
    }
    if webhook:
        document["webhooks"] = {"happened": called}
    else:
        document["paths"]["/subscriptions"]["post"]["callbacks"] = {"happened": {"{$request.query.url}": called}}
    return contract_from_bytes(canonical(document))


EVENT = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}
OTHER = {"type": "object", "required": ["id"], "properties": {"id": {"type": ["string", "null"]}}}
HEARD = {"type": "object", "properties": {"seen": {"type": "boolean"}}}
ASKED = {"type": "object", "properties": {"seen": {"type": "boolean"}}, "required": ["seen"]}


def _told(old: Contract, new: Contract) -> list[tuple[str, str, str, str]]:
    return [
        (cause.check, side.direction, side.verdict.value, cause.new)
        for cause in diff(old, new).causes
        for side in cause.sides
    ]


def test_what_a_webhook_sends_is_a_response_to_who_hears_it() -> None:
    old, new = _contract(EVENT, HEARD, webhook=True), _contract(OTHER, HEARD, webhook=True)
    place = "/components/schemas/Event/properties/id"
    assert _told(old, new) == [("became-nullable", "response", "breaking", place)]
    assert _told(new, old) == [("became-not-nullable", "response", "safe", place)]
    (cause,) = diff(old, new).causes
    assert [each.call for each in cause.reach] == ["webhook happened POST /happened"]


def test_what_it_is_answered_is_a_request() -> None:
    for webhook in (True, False):
        old, new = _contract(EVENT, HEARD, webhook=webhook), _contract(EVENT, ASKED, webhook=webhook)
        ((check, direction, verdict, where),) = _told(old, new)
        assert (check, direction, verdict) == ("property-became-required", "request", "breaking")
        assert where.startswith(
            "/webhooks/happened/post/" if webhook else "/paths/~1subscriptions/post/callbacks/happened/"
        )
        assert diff(new, old).verdict is Verdict.SAFE
