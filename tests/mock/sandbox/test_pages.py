"""Lists are filtered, sorted and cut as their parameters say, and tell where a page stands."""

from __future__ import annotations

import json

import pytest

from tests.mock.sandbox.sandboxes import Asked, contract_of, read, tasks

CURSORS = """
openapi: 3.1.0
info: {title: Notes, version: 1.0.0}
paths:
  /notes:
    get:
      operationId: notes
      parameters:
        - {name: limit, in: query, schema: {type: integer, maximum: 10, default: 10}}
        - {name: after, in: query, schema: {type: string}}
      responses:
        '200':
          description: a page
          content:
            application/json:
              schema:
                type: object
                required: [items, next]
                properties:
                  items: {type: array, items: {$ref: '#/components/schemas/Note'}}
                  next: {type: [string, 'null']}
    post:
      operationId: makeNote
      requestBody:
        content: {application/json: {schema: {type: object, properties: {text: {type: string}}}}}
      responses:
        '201': {description: made, content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}
  /notes/{id}:
    delete:
      operationId: dropNote
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'204': {description: gone}}
components:
  schemas:
    Note: {type: object, required: [id], properties: {id: {type: string}, text: {type: string}}}
"""
NUMBERED = """
openapi: 3.0.3
info: {title: Items, version: 1.0.0}
paths:
  /items:
    get:
      operationId: items
      parameters:
        - {name: page, in: query, schema: {type: integer, minimum: 1}}
        - {name: per_page, in: query, schema: {type: integer, maximum: 100}}
      responses:
        '200':
          description: a page
          headers: {Link: {schema: {type: string}}, X-Total-Count: {schema: {type: integer}}}
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Item'}}}}
    post:
      operationId: makeItem
      requestBody: {content: {application/json: {schema: {type: object, properties: {size: {type: integer}}}}}}
      responses:
        '201': {description: made, content: {application/json: {schema: {$ref: '#/components/schemas/Item'}}}}
components:
  schemas:
    Item: {type: object, required: [id], properties: {id: {type: integer}, size: {type: integer}}}
"""


@pytest.fixture(scope="module")
def asked():
    """A list with five tasks."""
    found = tasks()
    home = found.post("/lists", {"name": "home"})["id"]
    rows = [("sweep", 1, ["a"]), ("wash", 5, ["b"]), ("dust", 3, ["a", "b"]), ("cook", 4, []), ("rest", 2, ["c"])]
    for title, priority, tags in rows:
        body = {"title": title, "priority": priority, "tags": tags, "done": priority > 3}
        found.post(f"/lists/{home}/tasks", body)
    found.home = f"/lists/{home}/tasks"
    return found


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("limit=5", "sweep wash dust cook rest"),
        ("", "sweep wash"),
        ("limit=2&offset=3", "cook rest"),
        ("limit=5&offset=9", ""),
        ("limit=5&done=true", "wash cook"),
        ("limit=5&done=false", "sweep dust rest"),
        ("limit=5&priority_gte=3", "wash dust cook"),
        ("limit=5&tag=a", "sweep dust"),
        ("limit=5&tag=a&tag=c", "sweep dust rest"),
        ("limit=5&sort=priority", "sweep rest dust cook wash"),
        ("limit=5&sort=-priority", "wash cook dust rest sweep"),
        ("limit=5&sort=priority:desc", "wash cook dust rest sweep"),
        ("limit=5&sort=done,-title", "sweep rest dust wash cook"),
        ("limit=5&q=S", "sweep wash dust rest"),
        ("limit=1&sort=title&done=true", "cook"),
    ],
)
def test_parameters_choose(asked, query, titles):
    found = asked.get(f"{asked.home}?{query}")["data"]
    assert " ".join(each["title"] for each in found) == titles


def test_a_page_tells_where_it_stands(asked):
    reply = asked.ask("GET", f"{asked.home}?limit=2&offset=2&sort=title")
    value = json.loads(reply.body)
    following = f"http://tasks.test{asked.home}?limit=2&sort=title&offset=4"
    assert value["meta"] == {"total": 5, "has_more": True, "next": following}
    assert reply.header("x-total-count") == "5"
    assert f'<{following}>; rel="next"' in (reply.header("link") or "")
    assert 'rel="prev"' in (reply.header("link") or "")
    last = json.loads(asked.ask("GET", f"{asked.home}?limit=2&offset=4").body)
    assert last["meta"] == {"total": 5, "has_more": False, "next": None}


def test_a_walk_sees_everything_once_though_things_go(asked):
    notes = Asked(contract_of(CURSORS))
    ids = [notes.post("/notes", {"text": str(number)})["id"] for number in range(7)]
    seen, target = [], "/notes?limit=3"
    while target:
        page = notes.get(target)
        seen += [each["id"] for each in page["items"]]
        for each in page["items"]:
            assert notes.ask("DELETE", f"/notes/{each['id']}").status == 204
        target = f"/notes?limit=3&after={page['next']}" if page["next"] else ""
    assert seen == ids


def test_addresses_keep_the_prefix_of_several_contracts_on_one_port():
    items = Asked(contract_of(NUMBERED))
    for size in range(3):
        items.post("/items", {"size": size})
    reply = items.ask("GET", "/items?per_page=2", x_forwarded_prefix="/shop")
    assert '<http://tasks.test/shop/items?per_page=2&page=2>; rel="next"' in (reply.header("link") or "")
    odd = items.ask("GET", "/items?per_page=2", x_forwarded_prefix="/<b>")
    assert "<b>" not in (odd.header("link") or "")


def test_numbered_pages():
    items = Asked(contract_of(NUMBERED))
    made = [items.post("/items", {"size": size})["id"] for size in range(5)]
    assert made == [1, 2, 3, 4, 5]
    reply = items.ask("GET", "/items?page=2&per_page=2")
    assert [each["id"] for each in read(reply)] == [3, 4]
    assert reply.header("x-total-count") == "5"
    assert '<http://tasks.test/items?per_page=2&page=3>; rel="next"' in (reply.header("link") or "")
    assert '<http://tasks.test/items?per_page=2&page=1>; rel="prev"' in (reply.header("link") or "")
    assert read(items.ask("GET", "/items?page=4&per_page=2")) == []
