r"""Witnesses as test cases that are kept: written as JSON, read again, sent by who verifies or watches a canary.

A case is an object with these members:

``form``
    ``apiyard-witness-1``.
``check``, ``side``
    the id of the check that noticed the change; ``request`` or ``response``.
``operation``, ``origin``
    the id of the operation, and one sentence that says what the case shows. With ``request`` they are all that a case
    of the verifier has.
``request``
    ``method``, ``path`` (without the server's base path), ``query``, ``headers`` (pairs in order) and ``body``: a
    text, or ``{"base64": ...}`` where the bytes are no UTF-8.
``reply``
    ``null``, or ``status``, ``headers`` and ``body`` of a reply that the change made possible.
``violation``
    what the contract that does not allow the exchange says.

How it is replayed: a case of the side ``request`` is sent; who keeps the old promise answers it as the old contract
says, so a reply that refuses it shows the break. A case of the side ``response`` sends the request, and shows the
break when the reply has the same fault under the old contract as the stored one.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Literal

from apiyard.core.errors import InvalidInputError
from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.design.cause import Direction, ExchangeProof
from apiyard.spec.exchange import Headers, Reply, Request

FORM = "apiyard-witness-1"


@dataclass(frozen=True, slots=True)
class WitnessCase:
    """A witness that is kept as a test.

    Args:
        check: the id of the check that noticed the change.
        side: the side of the exchange that breaks.
        operation: the id of the operation.
        origin: what the case shows, one sentence.
        request: what is sent.
        reply: what may come back since the change; None when the request alone decides.
        violation: what the contract that does not allow it says.
    """

    check: str
    side: Direction
    operation: str
    origin: str
    request: Request
    reply: Reply | None
    violation: str


def to_case(proof: ExchangeProof, *, check: str, side: Direction, operation: str, origin: str) -> dict[str, Json]:
    """Write a proof as a test case.

    Args:
        proof: the proof.
        check: the id of the check that noticed the change.
        side: the side of the exchange that breaks.
        operation: the id of the operation.
        origin: what the case shows, one sentence.

    Returns:
        The case as JSON.
    """
    reply = proof.reply
    return {
        "form": FORM,
        "check": check,
        "side": side,
        "operation": operation,
        "origin": origin,
        "request": {
            "method": proof.request.method,
            "path": proof.request.path,
            "query": proof.request.query,
            "headers": [list(pair) for pair in proof.request.headers],
            "body": _body(proof.request.body),
        },
        "reply": None
        if reply is None
        else {
            "status": reply.status,
            "headers": [list(pair) for pair in reply.headers],
            "body": _body(reply.body),
        },
        "violation": proof.violation,
    }


def from_case(value: Json) -> WitnessCase:
    """Read a test case.

    Args:
        value: what ``to_case`` gave.

    Returns:
        The case.

    Raises:
        InvalidInputError: it has another form.
    """
    held = _object(value, "case")
    side = held.get("side")
    if held.get("form") != FORM or (side != "request" and side != "response"):  # noqa: PLR1714  (so it is typed)
        raise InvalidInputError(
            "this is no case of a witness", piece=str(held.get("form"))[:60], hint=f"its form must be {FORM}"
        )
    asked = _object(held.get("request"), "request")
    request = Request(
        _text(asked, "method"), _text(asked, "path"), _text(asked, "query"), _headers(asked), _bytes(asked.get("body"))
    )
    reply = None
    if held.get("reply") is not None:
        given = _object(held["reply"], "reply")
        status = given.get("status")
        if not isinstance(status, int) or isinstance(status, bool):
            raise InvalidInputError("the status of a reply is a number", piece=str(status)[:60])
        reply = Reply(status, _headers(given), _bytes(given.get("body")))
    operation, origin = _text(held, "operation"), _text(held, "origin")
    return WitnessCase(_text(held, "check"), side, operation, origin, request, reply, _text(held, "violation"))


_Kind = Literal["case", "request", "reply"]


def _object(value: Json, kind: _Kind) -> Mapping[str, Json]:
    if not isinstance(value, Mapping):
        raise InvalidInputError(f"the {kind} of a witness is an object", piece=type(value).__name__)
    return value


def _text(held: Mapping[str, Json], name: str) -> str:
    value = held.get(name)
    if not isinstance(value, str):
        raise InvalidInputError(f"{name} of a witness is a text", piece=type(value).__name__)
    return value


def _headers(held: Mapping[str, Json]) -> Headers:
    listed = held.get("headers")
    found: list[tuple[str, str]] = []
    for pair in listed if isinstance(listed, list) else ():
        if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(each, str) for each in pair):
            raise InvalidInputError("headers of a witness are pairs of texts", piece=str(pair)[:60])
        found.append((pair[0], pair[1]))
    return tuple(found)


def _body(body: bytes) -> Json:
    try:
        return body.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(body).decode()}


def _bytes(value: Json) -> bytes:
    if isinstance(value, str):
        return value.encode()
    if isinstance(value, Mapping) and isinstance(value.get("base64"), str):
        try:
            return base64.b64decode(str(value["base64"]), validate=True)
        except binascii.Error:
            pass
    raise InvalidInputError("the body of a witness is a text, or base64", piece=type(value).__name__)
