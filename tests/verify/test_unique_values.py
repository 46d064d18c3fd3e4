"""A service that takes some values only once is asked with others each time, so that more than its 409 is seen."""

from __future__ import annotations

from collections import Counter

import pytest

from apiyard.spec.load import contract_from_bytes
from apiyard.verify.doors.inside import Application
from apiyard.verify.event import CaseJudged
from apiyard.verify.plan import Plan
from apiyard.verify.run import run
from tests.apps.service import Answer, Call, RefusedError, Service

WARES = """\
openapi: 3.1.0
info: {title: Wares, version: '1'}
paths:
  /wares:
    post:
      operationId: addWare
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/New'}}}
      responses:
        '201': {description: made, content: {application/json: {schema: {$ref: '#/components/schemas/Ware'}}}}
        '400': {description: no}
        '409': {description: there is one}
        '415': {description: no}
  /wares/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer, minimum: 1}}]
    get:
      operationId: getWare
      responses:
        '200': {description: it, content: {application/json: {schema: {$ref: '#/components/schemas/Ware'}}}}
        '404': {description: none}
    delete:
      operationId: removeWare
      responses: {'204': {description: gone}, '404': {description: none}}
components:
  schemas:
    New:
      type: object
      required: [UNIQUE, count]
      properties:
        UNIQUE: FORM
        count: {type: integer, minimum: 0, maximum: 9}
    Ware:
      allOf: [{$ref: '#/components/schemas/New'}, {required: [id], properties: {id: {type: integer}}}]
"""
FORMS = {
    "name": "{type: string, minLength: 1, maxLength: 40}",
    "email": "{type: string, format: email}",
    "sku": "{type: string, pattern: '^[A-Z]{3}-[0-9]{4}$'}",
    "homepage": "{type: string, format: uri}",
}


def contract_of(name):
    return contract_from_bytes(WARES.replace("UNIQUE", name).replace("FORM", FORMS[name]).encode())


class Wares(Service):
    """Takes a name once; what breaks a text's form it takes, too, and with ``kept`` it removes nothing."""

    routes = {  # noqa: RUF012 - a table
        "POST /wares": "add",
        "GET /wares/{id}": "get",
        "DELETE /wares/{id}": "remove",
    }

    def __init__(self, unique, status=409, *, kept=False):
        self.unique, self.status, self.kept = unique, status, kept
        self.wares = {}

    def add(self, call: Call) -> Answer:
        body = call.json()
        if not isinstance(body, dict) or not isinstance(body.get(self.unique), str) or "count" not in body:
            raise RefusedError(400)
        if any(each[self.unique] == body[self.unique] for each in self.wares.values()):
            raise RefusedError(self.status)
        id_ = len(self.wares) + 1
        self.wares[id_] = {**body, "id": id_}
        return Answer(201, self.wares[id_])

    def get(self, call: Call, id_: str) -> Answer:
        return Answer(200, self.found(id_))

    def remove(self, call: Call, id_: str) -> Answer:
        self.found(id_)
        if not self.kept:
            self.wares[int(id_)] = {self.unique: self.wares[int(id_)][self.unique]}
        return Answer(204)

    def found(self, id_):
        if not id_.isdecimal() or "id" not in self.wares.get(int(id_), {}):
            raise RefusedError(404)
        return self.wares[int(id_)]


def told(server, kind, most=20):
    """Run a kind; give how often making things had which status, and the checks that failed."""
    plan = Plan(kinds=(kind,), seconds=100, max_examples=most)
    events = [
        each for each in run(contract_of(server.unique), Application(server), plan) if isinstance(each, CaseJudged)
    ]
    statuses = Counter(each.status for each in events if each.case.operation == "addWare")
    return statuses, {trouble.check for each in events for trouble in each.troubles}


@pytest.mark.parametrize("status", [409, 400])
@pytest.mark.parametrize("unique", FORMS)
def test_sequences_give_each_thing_values_of_its_own(unique, status):
    statuses, checks = told(Wares(unique, status), "stateful")
    assert statuses[201] > 10 * statuses[status]
    assert not checks
    statuses, checks = told(Wares(unique, status, kept=True), "stateful")
    assert "deleted-still-there" in checks


def test_what_a_former_run_left_is_no_hindrance():
    server = Wares("name")
    told(server, "stateful")
    statuses, _ = told(server, "stateful")
    assert statuses[201] > 4 * statuses[409]


@pytest.mark.parametrize("status", [409, 400])
def test_edges_are_tried_with_values_of_their_own(status):
    statuses, checks = told(Wares("name", status), "edges")
    assert statuses[201] > statuses[409] + 5
    assert "accepted-bad-request" in checks  # counts beyond the limits, which a 409 would hide
    assert "refused-good-request" not in checks


def test_a_change_to_a_value_that_is_there_is_no_refused_good_request():
    class Changed(Wares):
        routes = {**Wares.routes, "PATCH /wares/{id}": "change"}  # noqa: RUF012 - a table

        def change(self, call: Call, id_: str) -> Answer:
            ware, body = self.found(id_), call.json()
            if not isinstance(body, dict) or not isinstance(body.get(self.unique, ""), str):
                raise RefusedError(400)
            if any(
                each.get("id") != ware["id"] and each[self.unique] == body.get(self.unique)
                for each in self.wares.values()
            ):
                raise RefusedError(400)
            ware.update(body)
            return Answer(200, ware)

    patch = """\
    patch:
      operationId: changeWare
      requestBody: {required: true, content: {application/json: {schema: {properties: {UNIQUE: FORM}}}}}
      responses:
        '200': {description: it}
        '400': {description: no}
        '404': {description: none}
        '415': {description: no}
components:
"""
    written = WARES.replace("components:\n", patch).replace("UNIQUE", "name").replace("FORM", FORMS["name"])
    plan = Plan(kinds=("edges",), seconds=100)
    events = run(contract_from_bytes(written.encode()), Application(Changed("name", 400)), plan)
    judged = [each for each in events if isinstance(each, CaseJudged) and each.case.operation == "changeWare"]
    assert {each.status for each in judged} >= {200, 400}
    assert "refused-good-request" not in {trouble.check for each in judged for trouble in each.troubles}
