"""Integers beyond 64 bits are judged as they are."""

from __future__ import annotations

import json

import pytest

from apiyard.spec.exchange import Request
from apiyard.spec.judge import check_request
from apiyard.spec.load import contract_from_bytes

SCHEMA = {"properties": {"n": {"multipleOf": 3}, "m": {"maximum": 2**64}, "i": {"type": "integer"}}}
BODY = {"content": {"application/json": {"schema": SCHEMA}}}
CONTRACT = contract_from_bytes(
    json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "T", "version": "1"},
            "paths": {"/a": {"post": {"requestBody": BODY, "responses": {"204": {"description": "d"}}}}},
        }
    ).encode()
)


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ('{"n": 123456789012345678901234567890}', "valid"),
        ('{"n": 123456789012345678901234567891}', "invalid"),
        ('{"m": 18446744073709551616}', "valid"),
        ('{"i": -123456789012345678901234567890}', "valid"),
        ('{"i": "12345678901234567890"}', "invalid"),
        ('{"n": 1.00000000000000000000001}', "invalid"),
        ("[" * 900 + "12345678901234567890" + "]" * 900, "valid"),
    ],
)
def test_they_are_read_exactly(body, outcome):
    request = Request("POST", "/a", "", (("content-type", "application/json"),), body.encode())
    assert check_request(CONTRACT, request).outcome == outcome
