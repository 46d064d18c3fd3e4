"""A PUT that makes a removed thing anew is its service's right: what is done with the thing then is no failure."""

from __future__ import annotations

import pytest

from apiyard.spec.load import contract_from_bytes
from apiyard.verify.doors.inside import Application
from apiyard.verify.plan import Plan
from apiyard.verify.run import verify
from tests.apps.service import Answer, Call, RefusedError, Service

NOTES = """\
openapi: 3.1.0
info: {title: Notes, version: '1'}
paths:
  /notes:
    post:
      operationId: add
      requestBody: &body {required: true, content: {application/json: {schema: &note
        {type: object, required: [text], properties: {text: {type: string, maxLength: 99}}}}}}
      responses: {'201': {description: made, content: {application/json: {schema: *note}}}}
  /notes/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
    get: {operationId: get, responses: {'200': {description: it}, '404': {description: none}}}
    put: {operationId: put, requestBody: *body, responses: {'200': {description: it}, '404': {description: none}}}
    patch: {operationId: patch, requestBody: *body, responses: {'200': {description: it}, '404': {description: none}}}
    delete: {operationId: remove, responses: {'204': {description: gone}, '404': {description: none}}}
"""


class Notes(Service):
    """PUT makes what is not there; with ``ghosts``, PATCH takes what is not there, too."""

    routes = {  # noqa: RUF012 - a table
        "POST /notes": "add",
        "GET /notes/{id}": "get",
        "PUT /notes/{id}": "put",
        "PATCH /notes/{id}": "patch",
        "DELETE /notes/{id}": "remove",
    }

    def __init__(self, *, ghosts=False):
        self.notes, self.count, self.ghosts = {}, 0, ghosts

    def add(self, call: Call) -> Answer:
        self.count += 1
        return self.put(call, str(self.count), status=201)

    def put(self, call: Call, id_: str, status: int = 200) -> Answer:
        body = call.json()
        if not isinstance(body, dict):
            raise RefusedError(400)
        self.notes[id_] = {**body, "id": int(id_)}
        return Answer(status, self.notes[id_])

    def patch(self, call: Call, id_: str) -> Answer:
        if id_ not in self.notes and self.ghosts:
            return Answer(200, {**call.json(), "id": int(id_)})
        return Answer(200, self.found(id_) | call.json())

    def get(self, call: Call, id_: str) -> Answer:
        return Answer(200, self.found(id_))

    def remove(self, call: Call, id_: str) -> Answer:
        self.found(id_)
        del self.notes[id_]
        return Answer(204)

    def found(self, id_):
        if id_ not in self.notes:
            raise RefusedError(404)
        return self.notes[id_]


@pytest.mark.parametrize("ghosts", [False, True])
def test_only_what_was_not_made_anew_can_be_used_though_it_is_gone(ghosts):
    plan = Plan(kinds=("stateful",), seconds=100, max_examples=30)
    report = verify(contract_from_bytes(NOTES.encode()), Application(Notes(ghosts=ghosts)), plan)
    checks = {each.trouble.check for each in report.failures if each.case.operation == "patch"}
    assert ("deleted-still-there" in checks) is ghosts
