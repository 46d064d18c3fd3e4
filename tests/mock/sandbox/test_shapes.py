"""Contracts of many styles are recognised: wrapped bodies, JSON:API, forms, actions, names in paths."""

from __future__ import annotations

import pytest

from apiyard.mock.sandbox.recognise import recognise
from apiyard.mock.sandbox.words import one_of, pieces, stem
from apiyard.spec.load import load_contract
from tests.mock.sandbox.sandboxes import Asked, contract_of, read
from tests.parts import ROOT

PETSTORE = ROOT / "benchmarks/petstore.yaml"
HEAD = "openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\n"
JSON_API = (
    HEAD
    + """
paths:
  /articles:
    get:
      operationId: articles
      parameters:
        - {name: 'filter[status]', in: query, schema: {type: string}}
        - {name: page, in: query, style: deepObject, schema: {$ref: '#/components/schemas/Page'}}
        - {name: sort, in: query, schema: {type: string}}
      responses:
        '200':
          description: a page
          content:
            application/vnd.api+json:
              schema:
                type: object
                required: [data]
                properties:
                  data: {type: array, items: {$ref: '#/components/schemas/Article'}}
                  meta: {type: object, properties: {total: {type: integer}}}
                  links: {type: object, properties: {next: {type: [string, 'null']}, first: {type: string}}}
    post:
      operationId: write
      requestBody:
        required: true
        content:
          application/vnd.api+json:
            schema:
              type: object
              required: [data]
              properties: {data: {$ref: '#/components/schemas/NewArticle'}}
      responses:
        '201': {description: made, content: {application/vnd.api+json: {schema: {$ref: '#/components/schemas/Doc'}}}}
  /articles/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get:
      operationId: article
      responses:
        '200': {description: one, content: {application/vnd.api+json: {schema: {$ref: '#/components/schemas/Doc'}}}}
        '404': {description: none}
    patch:
      operationId: change
      requestBody: {content: {application/vnd.api+json: {schema: {$ref: '#/components/schemas/Doc'}}}}
      responses:
        '200': {description: one, content: {application/vnd.api+json: {schema: {$ref: '#/components/schemas/Doc'}}}}
components:
  schemas:
    Page: {type: object, properties: {number: {type: integer}, size: {type: integer}}}
    Doc: {type: object, required: [data], properties: {data: {$ref: '#/components/schemas/Article'}}}
    Attributes: {type: object, properties: {title: {type: string}, status: {type: string}}}
    NewArticle:
      type: object
      required: [type]
      properties: {type: {const: articles}, attributes: {$ref: '#/components/schemas/Attributes'}}
    Article:
      type: object
      required: [type, id]
      properties:
        type: {const: articles}
        id: {type: string}
        attributes: {$ref: '#/components/schemas/Attributes'}
"""
)
SECRETS = (
    HEAD
    + """
paths:
  /secrets:
    get:
      operationId: secrets
      responses:
        '200':
          description: all
          content:
            application/json:
              schema:
                type: object
                properties:
                  total_count: {type: integer}
                  secrets: {type: array, items: {$ref: '#/components/schemas/Secret'}}
  /secrets/{secret_name}:
    parameters: [{name: secret_name, in: path, required: true, schema: {type: string}}]
    get:
      operationId: secret
      responses:
        '200': {description: one, content: {application/json: {schema: {$ref: '#/components/schemas/Secret'}}}}
        '404': {description: none}
    put:
      operationId: keep
      requestBody: {content: {application/json: {schema: {type: object, properties: {value: {type: string}}}}}}
      responses: {'201': {description: made}, '204': {description: changed}}
    delete:
      operationId: forget
      responses: {'204': {description: gone}, '404': {description: none}}
components:
  schemas:
    Secret:
      type: object
      required: [name, created_at]
      properties: {name: {type: string}, created_at: {type: string, format: date-time}}
"""
)
FORMS = (
    HEAD
    + """
paths:
  /v1/customers:
    post:
      operationId: make
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: {type: object, properties: {name: {type: string}, balance: {type: integer}}}
      responses:
        '200': {description: one, content: {application/json: {schema: {$ref: '#/components/schemas/customer'}}}}
    get:
      operationId: all
      parameters:
        - {name: limit, in: query, schema: {type: integer}}
        - {name: starting_after, in: query, schema: {type: string}}
        - name: created
          in: query
          style: deepObject
          explode: true
          schema: {type: object, properties: {gt: {type: integer}, lte: {type: integer}}}
      responses:
        '200':
          description: all
          content:
            application/json:
              schema:
                type: object
                required: [object, data, has_more]
                properties:
                  object: {type: string, enum: [list]}
                  data: {type: array, items: {$ref: '#/components/schemas/customer'}}
                  has_more: {type: boolean}
  /v1/customers/{customer}:
    parameters: [{name: customer, in: path, required: true, schema: {type: string}}]
    get:
      operationId: one
      responses:
        '200': {description: one, content: {application/json: {schema: {$ref: '#/components/schemas/customer'}}}}
        default: {description: no, content: {application/json: {schema: {$ref: '#/components/schemas/error'}}}}
    post:
      operationId: change
      requestBody:
        content:
          application/x-www-form-urlencoded: {schema: {type: object, properties: {name: {type: string}}}}
      responses:
        '200': {description: one, content: {application/json: {schema: {$ref: '#/components/schemas/customer'}}}}
    delete:
      operationId: drop
      responses:
        '200':
          description: gone
          content:
            application/json:
              schema:
                type: object
                required: [id, deleted]
                properties: {id: {type: string}, deleted: {type: boolean, enum: [true]}}
components:
  schemas:
    error: {type: object, required: [error], properties: {error: {type: object, properties: {message: {type: string}}}}}
    customer:
      type: object
      required: [id, object, created, livemode]
      properties:
        id: {type: string, maxLength: 40}
        object: {type: string, enum: [customer]}
        created: {type: integer, format: unix-time}
        livemode: {type: boolean}
        name: {type: [string, 'null']}
        balance: {type: integer}
"""
)
FORM = "application/x-www-form-urlencoded"


def test_a_petstore():
    contract = load_contract(PETSTORE)
    model = recognise(contract)
    assert set(model.plain) == {"getInventory", "loginUser", "logoutUser", "uploadFile"}
    assert {role.does for role in model.roles.values()} == {"list", "create", "read", "replace", "change", "remove"}


def test_json_api():
    asked = Asked(contract_of(JSON_API))
    kind = "application/vnd.api+json"
    for title, status in (("a", "draft"), ("b", "live"), ("c", "live")):
        body = {"data": {"type": "articles", "attributes": {"title": title, "status": status}}}
        made = asked.post("/articles", body, kind=kind)["data"]
    assert asked.get(f"/articles/{made['id']}")["data"] == made
    live = asked.get("/articles?filter%5Bstatus%5D=live&sort=-title")["data"]
    assert [each["attributes"]["title"] for each in live] == ["c", "b"]
    page = asked.get("/articles?page%5Bnumber%5D=2&page%5Bsize%5D=2")
    assert [each["attributes"]["title"] for each in page["data"]] == ["c"]
    assert page["meta"]["total"] == 3
    patch = {"data": {"type": "articles", "id": made["id"], "attributes": {"status": "gone"}}}
    changed = read(asked.ask("PATCH", f"/articles/{made['id']}", patch, kind=kind))["data"]
    assert changed["attributes"] == {"title": "c", "status": "gone"}


def test_what_callers_name_is_made_by_putting():
    asked = Asked(contract_of(SECRETS))
    assert asked.get("/secrets") == {"secrets": [], "total_count": 0}
    assert asked.ask("PUT", "/secrets/KEY", {"value": "x"}).status == 201
    assert asked.ask("PUT", "/secrets/KEY", {"value": "y"}).status in {200, 204}
    assert asked.get("/secrets/KEY")["name"] == "KEY"
    assert asked.get("/secrets")["total_count"] == 1
    assert "value" not in asked.get("/secrets/KEY")
    assert asked.ask("DELETE", "/secrets/KEY").status == 204
    assert asked.ask("GET", "/secrets/KEY").status == 404


def test_forms_and_changes_by_post():
    asked = Asked(contract_of(FORMS))
    made = []
    for number in range(3):
        made.append(asked.post("/v1/customers", f"name=n{number}&balance={number}".encode(), 200, kind=FORM))
        asked.clock.move(10)
    first = made[0]
    assert (first["name"], first["balance"], first["object"], first["livemode"]) == ("n0", 0, "customer", False)
    changed = asked.post(f"/v1/customers/{first['id']}", b"name=new", 200, kind=FORM)
    assert changed == {**first, "name": "new"}
    page = asked.get("/v1/customers?limit=1")
    assert (page["object"], page["has_more"], page["data"]) == ("list", True, [changed])
    rest = asked.get(f"/v1/customers?limit=5&starting_after={first['id']}")
    assert [each["name"] for each in rest["data"]] == ["n1", "n2"]
    late = asked.get(f"/v1/customers?created%5Bgt%5D={first['created']}")
    assert [each["name"] for each in late["data"]] == ["n1", "n2"]
    gone = read(asked.ask("DELETE", f"/v1/customers/{first['id']}"))
    assert gone == {"id": first["id"], "deleted": True}
    missing = asked.ask("GET", f"/v1/customers/{first['id']}")
    assert missing.status == 404
    assert "no item" in missing.body.decode()


@pytest.mark.parametrize(
    ("name", "one"),
    [("orders", "order"), ("Categories", "category"), ("addresses", "address"), ("status", "status"), ("boxes", "box")],
)
def test_words_for_one(name, one):
    assert one_of(name) == one


def test_words_that_mean_the_same():
    assert pieces("petId") == pieces("pet_id") == pieces("pet-id")
    assert len({stem(word) for word in ("cancel", "cancelled", "cancellation", "canceled", "cancels")}) == 1
    assert stem("archive") == stem("archived")
    assert stem("publish") == stem("published")


COMMENTS = (
    HEAD
    + """
paths:
  /posts/{postId}/comments:
    parameters: [{name: postId, in: path, required: true, schema: {type: string}}]
    post:
      operationId: sayOnPost
      requestBody: {content: {application/json: {schema: {type: object, properties: {text: {type: string}}}}}}
      responses:
        '201': {description: made, content: {application/json: {schema: {$ref: '#/components/schemas/PostComment'}}}}
    get:
      operationId: saidOnPost
      responses:
        '200':
          description: all
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/PostComment'}}}}
  /photos/{photoId}/comments:
    parameters: [{name: photoId, in: path, required: true, schema: {type: string}}]
    post:
      operationId: sayOnPhoto
      requestBody: {content: {application/json: {schema: {type: object, properties: {note: {type: string}}}}}}
      responses:
        '201': {description: made, content: {application/json: {schema: {$ref: '#/components/schemas/PhotoComment'}}}}
    get:
      operationId: saidOnPhoto
      responses:
        '200':
          description: all
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/PhotoComment'}}}}
components:
  schemas:
    PostComment: {type: object, required: [id], properties: {id: {type: integer}, text: {type: string}}}
    PhotoComment: {type: object, required: [id], properties: {id: {type: integer}, note: {type: string}}}
"""
)


def test_things_of_one_name_and_two_kinds_are_kept_apart():
    asked = Asked(contract_of(COMMENTS))
    asked.post("/posts/p/comments", {"text": "a"})
    asked.post("/photos/p/comments", {"note": "b"})
    assert [each.get("text") for each in asked.get("/posts/p/comments")] == ["a"]
    assert [each.get("note") for each in asked.get("/photos/p/comments")] == ["b"]
    assert asked.get("/photos/q/comments") == []


@pytest.mark.parametrize("query", ["", "status=all", "status=any"])
def test_all_is_no_filter(query):
    text = JSON_API.replace("filter[status]", "status")
    asked = Asked(contract_of(text))
    body = {"data": {"type": "articles", "attributes": {"status": "live"}}}
    asked.post("/articles", body, kind="application/vnd.api+json")
    assert len(asked.get(f"/articles?{query}")["data"]) == 1


ALERTS = (
    HEAD
    + """
paths:
  /alerts:
    post:
      operationId: make
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/NewAlert'}}}}
      responses:
        '201':
          description: made
          content:
            application/json:
              schema:
                type: object
                required: [alert]
                properties: {alert: {$ref: '#/components/schemas/Alert'}, token: {type: object, properties: {t: {}}}}
  /alerts/{id}:
    get:
      operationId: read
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {description: one, content: {application/json: {schema: {$ref: '#/components/schemas/Alert'}}}}
components:
  schemas:
    Ways: {type: object, properties: {email: {type: string}}}
    NewAlert: {type: object, properties: {alerts: {$ref: '#/components/schemas/Ways'}, level: {type: integer}}}
    Alert:
      type: object
      required: [id, level]
      properties: {id: {type: string}, alerts: {$ref: '#/components/schemas/Ways'}, level: {type: integer}}
"""
)


def test_a_part_that_is_called_as_the_whole_is_not_taken_for_it():
    asked = Asked(contract_of(ALERTS))
    made = asked.post("/alerts", {"alerts": {"email": "a"}, "level": 7})["alert"]
    assert (made["level"], made["alerts"]) == (7, {"email": "a"})
    assert asked.get(f"/alerts/{made['id']}") == made
