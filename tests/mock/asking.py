"""Small contracts of one operation, and the asking of their mocks."""

from __future__ import annotations

import json
from typing import Any

from apiyard.mock.app import Mock, MockOptions
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Headers, Reply, Request
from apiyard.spec.load import contract_from_bytes


def contract_of(paths: dict[str, Any], **more: Any) -> Contract:
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths, **more}
    return contract_from_bytes(json.dumps(document).encode())


def one(responses: dict[str, Any], **more: Any) -> Contract:
    number = {"name": "n", "in": "query", "schema": {"type": "integer"}}
    return contract_of(
        {"/things": {"get": {"operationId": "list", "parameters": [number], "responses": responses}}}, **more
    )


def has(schema: Any, media: str = "application/json", **more: Any) -> dict[str, Any]:
    return {"description": "d", "content": {media: {"schema": schema, **more}}}


def get(contract: Contract, target: str = "/things", *, options: MockOptions | None = None, **headers: str) -> Reply:
    path, _, query = target.partition("?")
    lines: Headers = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Mock(contract, options).reply(Request("GET", path, query, lines))
