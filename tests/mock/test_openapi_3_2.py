"""Mock and verifier work on contracts in OpenAPI 3.2."""

from __future__ import annotations

import pytest

from apiyard.core.evidence import Verdict
from apiyard.mock.answering.answer import Wanted, answer
from apiyard.mock.answering.prefer import Wishes
from apiyard.mock.app import mock_app
from apiyard.mock.serve import Served
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Reply
from apiyard.spec.judge import check_reply
from apiyard.spec.load import contract_from_bytes
from apiyard.verify.plan import Plan
from apiyard.verify.run import verify

_PET = "{type: object, required: [name], properties: {name: {type: string, minLength: 1}}}"
_DOCUMENT = f"""
openapi: 3.2.0
info: {{title: Pets, version: 1.0.0}}
paths:
  /pets:
    query:
      operationId: findPets
      requestBody: {{required: true, content: {{application/json: {{schema: {_PET}}}}}}}
      responses:
        "200": {{description: Found., content: {{application/jsonl: {{itemSchema: {_PET}}}}}}}
        "400": {{description: Refused.}}
        "415": {{description: Refused.}}
  /events:
    get:
      operationId: watch
      responses:
        "200":
          description: As they happen.
          content:
            text/event-stream:
              itemSchema: {{type: object, required: [data], properties: {{data: {{type: string}}}}}}
              examples: {{one: {{dataValue: [{{data: Rex}}, {{event: end}}]}}, two: {{dataValue: [{{data: Rex}}]}}}}
"""


@pytest.fixture(name="contract", scope="module")
def _contract() -> Contract:
    return contract_from_bytes(_DOCUMENT.encode(), uri="pets.yaml")


@pytest.mark.parametrize(
    ("operation", "media_type", "part"),
    [("findPets", "application/jsonl", b'{"name"'), ("watch", "text/event-stream", b"data: Rex\n\n")],
)
def test_that_sequences_are_answered(contract: Contract, operation: str, media_type: str, part: bytes) -> None:
    asked = contract.operation(operation)
    reply = answer(asked, Wanted(asked.method, None, Wishes(code=200)))
    assert isinstance(reply, Reply)
    assert (reply.status, reply.header("content-type")) == (200, media_type)
    assert part in reply.body
    assert check_reply(asked, asked.method, reply) == ()


def test_that_the_verifier_finds_nothing_wrong_with_the_mock(contract: Contract) -> None:
    with Served(mock_app(contract)) as served:
        report = verify(contract, served.url, Plan(("examples", "edges", "fuzz"), seconds=30, max_examples=5))
    assert [(failure.trouble, failure.curl) for failure in report.failures] == []
    assert report.verdict in {Verdict.PASS, Verdict.WARN}
