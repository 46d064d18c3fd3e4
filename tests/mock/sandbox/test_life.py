"""What is made is found, listed, changed and removed."""

from __future__ import annotations

import json

import pytest

from apiyard.cli.mocking.given import Given
from apiyard.cli.mocking.perform import kit_of, site_of
from apiyard.mock.sandbox.options import SandboxOptions
from apiyard.spec.exchange import Request
from apiyard.spec.load import load_contract
from tests.mock.sandbox.sandboxes import ORDERS, TASKS, Asked, contract_of, read, tasks, told
from tests.parts import ROOT


@pytest.fixture
def asked():
    return tasks()


@pytest.fixture
def home(asked):
    """A list that tasks can be in."""
    return asked.post("/lists", {"name": "home"})["id"]


def test_an_item_goes_its_whole_life(asked, home):
    made = asked.ask("POST", f"/lists/{home}/tasks", {"title": "sweep"})
    task = read(made, 201)
    place = f"/lists/{home}/tasks/{task['id']}"
    assert made.header("location") == place
    assert task["title"] == "sweep"
    assert (task["done"], task["priority"], task["status"], task["listId"]) == (False, 3, "open", home)
    assert task["createdAt"] == task["updatedAt"] == "2026-05-01T12:00:00Z"
    assert asked.get(place) == task
    asked.clock.move(60)
    changed = read(asked.ask("PATCH", place, {"done": True}, kind="application/merge-patch+json"))
    assert changed == {**task, "done": True, "updatedAt": "2026-05-01T12:01:00Z", "version": task["version"] + 1}
    assert asked.get(f"/lists/{home}/tasks")["data"] == [changed]
    assert asked.ask("DELETE", place).status == 204
    assert asked.ask("GET", place).status == 404
    assert asked.ask("DELETE", place).status == 410
    assert asked.get(f"/lists/{home}/tasks")["data"] == []


def test_a_replacement_keeps_what_the_service_made(asked, home):
    task = asked.post(f"/lists/{home}/tasks", {"title": "sweep", "priority": 9, "tags": ["a"]})
    replaced = read(asked.ask("PUT", f"/lists/{home}/tasks/{task['id']}", {"title": "wash"}))
    assert replaced["title"] == "wash"
    assert replaced["priority"] == 3
    assert "tags" not in replaced
    assert all(replaced[name] == task[name] for name in ("id", "listId", "createdAt"))
    assert asked.ask("PUT", f"/lists/{home}/tasks/nobody", {"title": "wash"}).status == 404


def test_what_is_in_something_needs_it_and_goes_with_it(asked, home):
    other = asked.post("/lists", {"name": "work"})["id"]
    task = asked.post(f"/lists/{home}/tasks", {"title": "sweep"})
    assert asked.ask("POST", "/lists/77/tasks", {"title": "x"}).status == 404
    assert asked.get(f"/lists/{other}/tasks")["data"] == []
    assert asked.ask("GET", f"/lists/{other}/tasks/{task['id']}").status == 404
    assert asked.ask("DELETE", f"/lists/{home}").status == 204
    assert not asked.world.shelf(asked.world.consumers()[0], "tasks").records


def test_a_password_is_kept_and_never_shown(asked):
    made = asked.post("/lists", {"name": "home", "secret": "s3cret"})
    assert "secret" not in made
    assert "secret" not in asked.get(f"/lists/{made['id']}")
    record = next(iter(asked.world.shelf(asked.world.consumers()[0], "lists").records.values()))
    assert record.item["secret"] == "s3cret"


def test_an_action_sets_the_state_that_it_is_named_after(asked, home):
    task = asked.post(f"/lists/{home}/tasks", {"title": "sweep"})
    place = f"/lists/{home}/tasks/{task['id']}"
    assert read(asked.ask("POST", f"{place}/close"))["status"] == "closed"
    assert asked.get(place)["status"] == "closed"
    assert asked.ask("POST", f"{place}/close").status == 409


def test_a_thing_that_there_is_only_one_of(asked):
    assert asked.get("/settings")["theme"] == "light"
    read(asked.ask("PATCH", "/settings", {"theme": "dark"}))
    assert asked.get("/settings") == {"theme": "dark", "size": 12}


def test_each_consumer_has_a_state_of_their_own(asked, home):
    assert asked.ask("GET", f"/lists/{home}", key="b").status == 404
    assert asked.get(f"/lists/{home}")["name"] == "home"
    shared = tasks(options=SandboxOptions(apart=False))
    made = shared.post("/lists", {"name": "all"})
    assert shared.get(f"/lists/{made['id']}", key="b") == made


def test_what_has_no_state_is_answered_from_the_contract(asked):
    reply = asked.ask("GET", "/health")
    assert (reply.status, reply.body) == (200, b"fine")


def test_wishes_change_no_state(asked):
    assert asked.ask("POST", "/lists", {"name": "x"}, prefer="dynamic=true").status == 201
    assert asked.get("/lists") == []


def test_a_bad_request_changes_no_state(asked, home):
    assert asked.ask("POST", f"/lists/{home}/tasks", {"title": ""}).status == 400
    assert asked.get(f"/lists/{home}/tasks")["data"] == []


@pytest.mark.parametrize(
    ("patch", "status"),
    [
        ([{"op": "replace", "path": "/title", "value": "wash"}], 200),
        ([{"op": "test", "path": "/title", "value": "other"}], 409),
        ([{"op": "replace", "path": "/title", "value": ""}], 422),
        ([{"op": "replace", "path": "/id", "value": "00000000-0000-4000-8000-000000000000"}], 422),
        ([{"op": "remove", "path": "/nothing"}], 422),
    ],
)
def test_json_patches(asked, home, patch, status):
    task = asked.post(f"/lists/{home}/tasks", {"title": "sweep"})
    place = f"/lists/{home}/tasks/{task['id']}"
    reply = asked.ask("PATCH", place, patch, kind="application/json-patch+json")
    assert reply.status == status
    assert asked.get(place)["title"] == ("wash" if status == 200 else "sweep")


def test_null_takes_a_member_away_where_it_cannot_be_null(asked, home):
    task = asked.post(f"/lists/{home}/tasks", {"title": "sweep", "note": "dust"})
    place = f"/lists/{home}/tasks/{task['id']}"
    changed = read(asked.ask("PATCH", place, {"note": None}, kind="application/merge-patch+json"))
    assert changed["note"] is None


def test_null_takes_nothing_away_that_must_be_there():
    asked = Asked(contract_of(TASKS.replace("{schema: {$ref: '#/components/schemas/TaskPatch'}}", "{schema: {}}")))
    home = asked.post("/lists", {"name": "home"})["id"]
    task = asked.post(f"/lists/{home}/tasks", {"title": "sweep"})
    place = f"/lists/{home}/tasks/{task['id']}"
    asked.ask("POST", f"{place}/close")
    refused = asked.ask("PATCH", place, {"title": None}, kind="application/merge-patch+json")
    assert read(refused, 422)["code"] == "bad-patch"
    assert read(asked.ask("PATCH", place, {"status": None}, kind="application/merge-patch+json"))["status"] == "closed"
    assert asked.get(place)["title"] == "sweep"


def test_entity_tags(asked, home):
    task = asked.post(f"/lists/{home}/tasks", {"title": "sweep"})
    place = f"/lists/{home}/tasks/{task['id']}"
    tag = asked.ask("GET", place).header("etag")
    assert asked.ask("GET", place, if_none_match=tag).status == 304
    assert asked.ask("PUT", place, {"title": "wash"}, if_match='"other"').status == 412
    assert asked.ask("PUT", place, {"title": "wash"}, if_match=tag).status == 200
    assert asked.ask("PUT", place, {"title": "dust"}, if_match=tag).status == 412
    assert asked.ask("GET", place).header("etag") != tag


def test_the_shop_can_be_tried_before_it_exists():
    shop = Asked(load_contract(ORDERS))
    assert [each["id"] for each in shop.get("/orders")["items"]] == ["ord_00000001"]
    made = shop.ask("POST", "/orders", {"customer": "cus_ab12", "lines": [{"product": "sencha", "quantity": 1}]})
    order = read(made, 201)
    assert made.header("location") == f"orders/{order['id']}"
    assert order["id"] != "ord_00000001"
    cancelled = read(shop.ask("POST", f"/orders/{order['id']}/cancellation"))
    assert cancelled == {**order, "status": "cancelled"}
    twice = shop.ask("POST", f"/orders/{order['id']}/cancellation")
    assert (twice.status, json.loads(twice.body)["code"]) == (409, "already-so")
    assert shop.get("/orders?status=cancelled")["items"] == [cancelled]


PAYMENTS = ROOT / "examples/shop/apis/payments/openapi.yaml"
LINKED = """
openapi: 3.1.0
info: {title: Files, version: 1.0.0}
paths:
  /files:
    post:
      operationId: make
      requestBody: {content: {application/json: {schema: {type: object, properties: {url: {type: string}}}}}}
      responses:
        '201': {description: made, content: {application/json: {schema: {$ref: '#/components/schemas/File'}}}}
  /files/{id}:
    get:
      operationId: read
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses:
        '200': {description: one, content: {application/json: {schema: {$ref: '#/components/schemas/File'}}}}
components:
  schemas:
    File:
      type: object
      required: [id, href, _links]
      properties:
        id: {type: integer}
        url: {type: string}
        href: {type: string, format: uri}
        _links:
          type: object
          required: [self]
          properties: {self: {type: object, required: [href], properties: {href: {type: string}}}}
"""


def test_an_idempotency_key_makes_one_item():
    shop = Asked(load_contract(PAYMENTS))
    body = {"order": "ord_00000001", "amount": 5770, "currency": "EUR", "method": "card"}
    first, again, other = (
        read(shop.ask("POST", "/payments", body, idempotency_key=key), 201)
        for key in ("morning-1", "morning-1", "morning-2")
    )
    assert first == again
    assert other["id"] != first["id"]
    assert read(shop.ask("POST", "/payments", body, idempotency_key="morning-1", key="b"), 201)["id"] == first["id"]
    assert len(shop.world.shelf(shop.world.consumers()[0], "payments").records) == 3


def test_an_item_says_where_it_is():
    files = Asked(contract_of(LINKED))
    made = files.post("/files", {"url": "sent"})
    place = f"/files/{made['id']}"
    assert made["url"] == "sent"
    assert made["href"] == f"http://tasks.test{place}"
    assert made["_links"] == {"self": {"href": f"http://tasks.test{place}"}}
    assert files.get(place) == made


def test_a_changed_contract_keeps_the_state():
    before = tasks()
    before.post("/lists", {"name": "home"})
    text = TASKS.replace("required: [id, name]", "required: [id, name, colour]")
    text = text.replace("task_count: {", "colour: {type: string}, task_count: {")
    after = Asked(contract_of(text), world=before.world)
    found = after.get("/lists/1")
    assert found["name"] == "home"
    assert isinstance(found["colour"], str)


def test_the_command_puts_it_together(tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "orders.yaml").write_text("- {id: ord_0000000a, customer: cus_ab12}\n")
    settings = tmp_path / "mock.yaml"
    settings.write_text("sandbox: {begin: empty, seed-data: seeds}\n")
    given = Given(contracts=(str(ORDERS),), settings=settings, state=tmp_path / "state.json")
    kit = kit_of(given)
    site = site_of(kit)
    headers = (("host", "localhost"), ("authorization", "Bearer x"))
    reply = told(site.handle(Request("GET", "/orders", "", headers), "127.0.0.1"))
    assert [each["id"] for each in json.loads(reply.body)["items"]] == ["ord_0000000a"]
    seen = told(site.handle(Request("GET", "/__apiyard/sandbox", "", headers), "127.0.0.1"))
    assert json.loads(seen.body)["apis"]["orders"]["resources"]["orders"]["items"] == 1
    assert any("4 of 4 operations keep state" in note for note in kit.notes)
    assert any("state.json" in note for note in kit.notes)
