"""Contracts of sandboxes that tests ask, and the asking."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import yaml

from apiyard.core.clock import ManualClock
from apiyard.mock.app import Mock
from apiyard.mock.sandbox.make import make_sandbox
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.load import contract_from_bytes
from tests.parts import ROOT

ORDERS = ROOT / "examples/shop/apis/orders/openapi.yaml"
TASKS = """
openapi: 3.1.0
info: {title: Tasks, version: 1.0.0}
paths:
  /lists:
    post:
      operationId: makeList
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/NewList'}}}}
      responses:
        '201': {description: made, content: {application/json: {schema: {$ref: '#/components/schemas/List'}}}}
    get:
      operationId: lists
      responses:
        '200':
          description: all
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/List'}}}}
  /lists/{listId}:
    parameters: [{name: listId, in: path, required: true, schema: {type: integer}}]
    get:
      operationId: list
      responses:
        '200': {description: one, content: {application/json: {schema: {$ref: '#/components/schemas/List'}}}}
        '404': {description: none}
    delete:
      operationId: dropList
      responses: {'204': {description: gone}, '404': {description: none}}
  /lists/{listId}/tasks:
    parameters: [{name: listId, in: path, required: true, schema: {type: integer}}]
    post:
      operationId: makeTask
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/NewTask'}}}}
      responses:
        '201':
          description: made
          headers:
            Location: {required: true, schema: {type: string, format: uri-reference}}
            ETag: {schema: {type: string}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Task'}}}
        '404': {description: none}
        '409': {description: taken}
    get:
      operationId: tasks
      parameters:
        - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 5, default: 2}}
        - {name: offset, in: query, schema: {type: integer, minimum: 0}}
        - {name: done, in: query, schema: {type: boolean}}
        - {name: priority_gte, in: query, schema: {type: integer}}
        - {name: tag, in: query, schema: {type: array, items: {type: string}}}
        - {name: sort, in: query, schema: {type: string}}
        - {name: q, in: query, schema: {type: string}}
      responses:
        '200':
          description: a page
          headers: {Link: {schema: {type: string}}, X-Total-Count: {schema: {type: integer}}}
          content:
            application/json:
              schema:
                type: object
                required: [data, meta]
                properties:
                  data: {type: array, items: {$ref: '#/components/schemas/Task'}}
                  meta:
                    type: object
                    required: [total]
                    properties:
                      total: {type: integer}
                      has_more: {type: boolean}
                      next: {type: [string, 'null'], format: uri}
  /lists/{listId}/tasks/{taskId}:
    parameters:
      - {name: listId, in: path, required: true, schema: {type: integer}}
      - {name: taskId, in: path, required: true, schema: {type: string}}
    get:
      operationId: task
      responses:
        '200':
          description: one
          headers: {ETag: {required: true, schema: {type: string}}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Task'}}}
        '304': {description: the same}
        '404': {description: none}
    put:
      operationId: replaceTask
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/NewTask'}}}}
      responses:
        '200': {description: new, content: {application/json: {schema: {$ref: '#/components/schemas/Task'}}}}
        '404': {description: none}
        '412': {description: changed}
    patch:
      operationId: changeTask
      requestBody:
        required: true
        content:
          application/merge-patch+json: {schema: {$ref: '#/components/schemas/TaskPatch'}}
          application/json-patch+json: {schema: {type: array, items: {type: object}}}
      responses:
        '200': {description: changed, content: {application/json: {schema: {$ref: '#/components/schemas/Task'}}}}
        '404': {description: none}
        '409': {description: not so}
        '412': {description: changed}
        '422': {description: wrong}
    delete:
      operationId: dropTask
      responses: {'204': {description: gone}, '404': {description: none}, '410': {description: was there}}
  /lists/{listId}/tasks/{taskId}/close:
    parameters:
      - {name: listId, in: path, required: true, schema: {type: integer}}
      - {name: taskId, in: path, required: true, schema: {type: string}}
    post:
      operationId: closeTask
      responses:
        '200': {description: closed, content: {application/json: {schema: {$ref: '#/components/schemas/Task'}}}}
        '404': {description: none}
        '409': {description: closed already}
  /settings:
    get:
      operationId: settings
      responses:
        '200': {description: all, content: {application/json: {schema: {$ref: '#/components/schemas/Settings'}}}}
    patch:
      operationId: changeSettings
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Settings'}}}}
      responses:
        '200': {description: all, content: {application/json: {schema: {$ref: '#/components/schemas/Settings'}}}}
  /health:
    get:
      operationId: health
      responses: {'200': {description: fine, content: {text/plain: {schema: {type: string, const: fine}}}}}
components:
  schemas:
    NewList:
      type: object
      required: [name]
      additionalProperties: false
      properties: {name: {type: string}, secret: {type: string, writeOnly: true}}
    List:
      type: object
      required: [id, name]
      additionalProperties: false
      properties: {id: {type: integer}, name: {type: string}, task_count: {type: integer, readOnly: true}}
    NewTask:
      type: object
      required: [title]
      properties:
        title: {type: string, minLength: 1}
        done: {type: boolean, default: false}
        priority: {type: integer, default: 3}
        tags: {type: array, items: {type: string}}
        note: {type: [string, 'null']}
    TaskPatch:
      type: object
      properties:
        title: {type: string, minLength: 1}
        done: {type: boolean}
        priority: {type: integer}
        note: {type: [string, 'null']}
    Task:
      type: object
      required: [id, listId, title, done, status, createdAt, updatedAt, version]
      properties:
        id: {type: string, format: uuid, readOnly: true}
        listId: {type: integer, readOnly: true}
        title: {type: string, minLength: 1}
        done: {type: boolean}
        status: {type: string, enum: [open, closed], default: open, readOnly: true}
        priority: {type: integer}
        tags: {type: array, items: {type: string}}
        note: {type: [string, 'null']}
        createdAt: {type: string, format: date-time, readOnly: true}
        updatedAt: {type: string, format: date-time, readOnly: true}
        version: {type: integer, minimum: 1, readOnly: true}
    Settings:
      type: object
      required: [theme]
      properties: {theme: {type: string, enum: [light, dark]}, size: {type: integer, default: 12}}
"""

CUSTOMERS = """
openapi: 3.1.0
info: {title: TITLE, version: 1.0.0}
paths:
  /customers:
    post:
      operationId: make
      requestBody: {content: {application/json: {schema: {type: object, properties: {name: {type: string}}}}}}
      responses:
        '201': {description: made, content: {application/json: {schema: {$ref: '#/components/schemas/Customer'}}}}
  /customers/{id}:
    get:
      operationId: get
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {description: one, content: {application/json: {schema: {$ref: '#/components/schemas/Customer'}}}}
components:
  schemas:
    Customer: {type: object, required: [id], properties: {id: {type: string}, name: {type: string}, EXTRA: {}}}
"""


def contract_of(text):
    """Read a contract from YAML."""
    return contract_from_bytes(json.dumps(yaml.safe_load(text)).encode())


def told(coming: object) -> Reply:
    """Give an answer that is whole."""
    assert isinstance(coming, Reply)
    return coming


class Asked:
    """A sandbox in this process, and short words to ask it.

    Args:
        contract: the contract.
        options: how it behaves.
        world: where its state is kept.
    """

    def __init__(self, contract, options=None, world=None, **given) -> None:
        self.clock = ManualClock(datetime(2026, 5, 1, 12, tzinfo=UTC))
        self.answerer = make_sandbox(contract, options, world, clock=self.clock, **given)
        self.world = self.answerer.house.world
        self.mock = Mock(contract, answerer=self.answerer)
        self.control: Any = None
        self.home = ""

    def ask(self, method, target, body=None, *, kind="application/json", key="a", **headers) -> Reply:
        path, _, query = target.partition("?")
        pairs = [("host", "tasks.test"), ("authorization", f"Bearer {key}")]
        if body is not None:
            pairs.append(("content-type", kind))
        pairs += [(name.replace("_", "-"), value) for name, value in headers.items()]
        data = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.mock.reply(Request(method, path, query, tuple(pairs), data))

    def get(self, target, **given):
        return read(self.ask("GET", target, **given), 200)

    def post(self, target, body=None, status=201, **given):
        return read(self.ask("POST", target, body, **given), status)


def read(reply, status=200):
    """Give the value of a reply that has a status."""
    assert reply.status == status, (reply.status, reply.body[:500])
    assert reply.header("x-apiyard-sandbox") is None
    return json.loads(reply.body) if reply.body else None


def tasks(**given) -> Asked:
    """Give a sandbox of tasks in lists."""
    return Asked(contract_of(TASKS), **given)
