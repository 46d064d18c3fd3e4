"""Contracts around one schema, and an independent look at proofs."""

from __future__ import annotations

from typing import Any

from apiyard.core.json import canonical
from apiyard.design.cause import Direction, ExchangeProof
from apiyard.spec.contract import Contract
from apiyard.spec.judge import check_reply, check_request
from apiyard.spec.load import contract_from_bytes


def schema_contract(schema: Any, direction: Direction, **more: Any) -> Contract:
    """Give a contract with one operation whose body, of the request or of the response, has a schema.

    Args:
        schema: the schema, which is a component of its own.
        direction: the side.
        more: further components.
    """
    content: dict[str, Any] = {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
    operation: dict[str, Any] = {"operationId": "change", "responses": {"204": {"description": "Done."}}}
    if direction == "request":
        operation["requestBody"] = {"required": True, "content": content}
    else:
        operation["responses"] = {"200": {"description": "Done.", "content": content}}
    schemas = {
        "Thing": schema,
        "Text": {"type": "string", "minLength": 1},
        "Number": {"type": "number"},
        **more,
    }
    return contract_from_bytes(
        canonical(
            {
                "openapi": "3.1.0",
                "info": {"title": "Things", "version": "1.0.0"},
                "paths": {"/things": {"post": operation}},
                "components": {"schemas": schemas},
            }
        )
    )


def refuses(contract: Contract, proof: ExchangeProof, direction: Direction) -> bool:
    """Say whether a contract does not allow what a proof shows."""
    judged = check_request(contract, proof.request)
    if direction == "request":
        return judged.outcome != "valid"
    assert judged.operation is not None
    assert proof.reply is not None
    return bool(check_reply(judged.operation, proof.request.method, proof.reply))
