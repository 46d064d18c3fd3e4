"""What is typed is judged in bounded time, and edits keep what a person wrote."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from apiyard.core.errors import ApiyardError, ConflictError, TooLargeError
from apiyard.studio.child import Child
from apiyard.studio.edits import edited
from tests.studio.conftest import CONTRACT


def test_a_good_text_gives_outline_reference_and_mock(studio, client):
    told = studio.look(client, CONTRACT)
    rows = {each["pointer"]: each for each in told["outline"]}
    assert rows["/paths/~1parcels/get"]["line"] == 14
    assert rows["/paths/~1parcels/get"]["id"] == "listParcels"
    assert rows["/components/schemas/Parcel"]["detail"] == "schemas"
    assert told["tree"]["info"]["title"] == "Parcels"
    assert told["mock"]["taken"]
    assert told["mock"]["operations"][0]["key"] == "get /parcels"
    assert isinstance(told["score"], int)


def test_a_finding_stands_at_its_line_and_says_why(studio, client):
    told = studio.look(client, CONTRACT.replace("      operationId: listParcels\n", ""))
    found = next(each for each in told["findings"] if each["rule"] == "operation-operationId")
    assert found["line"] == 14
    assert found["fixable"]
    assert told["whys"]["operation-operationId"]["why"]


def test_a_text_that_cannot_be_read_is_a_finding_and_the_mock_goes_on(studio, client):
    studio.look(client, CONTRACT)
    told = studio.look(client, CONTRACT.replace("paths:", "paths: ["))
    assert told["tree"] is None
    assert told["findings"][0]["line"] > 1
    assert not told["mock"]["taken"]
    assert told["mock"]["operations"][0]["id"] == "listParcels"


def test_a_finding_is_mended_in_the_text(studio, client):
    text = CONTRACT.replace("https://api.example.com\n", "https://api.example.com/ # ours\n")
    found = next(each for each in studio.look(client, text)["findings"] if each["rule"] == "oas3-server-trailing-slash")
    told = client.post("/api/fix", json={"texts": {"openapi.yaml": text}, "finding": found}).json()
    assert told["texts"]["openapi.yaml"] == text.replace("example.com/ #", "example.com #")
    gone = client.post("/api/fix", json={"texts": {"openapi.yaml": CONTRACT}, "finding": found})
    assert gone.status_code == 409


def test_a_form_changes_only_what_it_means():
    wishes: list[dict[str, Any]] = [
        {"kind": "set", "pointer": "/info", "value": {"title": "Boxes", "version": "1.0.0"}},
        {"kind": "rename", "pointer": "/components/schemas/Parcel", "key": "Box"},
        {"kind": "set", "pointer": "/components/parameters/Limit/name", "value": "limit"},
    ]
    text = edited("openapi.yaml", CONTRACT, wishes)
    assert "title: Boxes # kept" in text
    assert "    Box:\n" in text
    assert "  parameters:\n    Limit:\n      name: limit\n" in text
    assert edited("openapi.yaml", CONTRACT, []) == CONTRACT


def test_a_form_leaves_the_order_that_scripts_cannot_keep():
    text = 'a:\n  "404": no\n  b: 1\n  "200": yes\n'
    value = {"200": "yes", "404": "never", "b": 1, "c": 2}
    told = edited("a.yaml", text, [{"kind": "set", "pointer": "/a", "value": value}])
    assert told == text.replace("no", "never") + "  c: 2\n"


def test_a_form_leaves_numbers_that_scripts_cannot_tell_apart():
    text = "a:\n  b: 1.0\n  c: [9007199254740993, 2]\n  d: true\n"
    value = {"b": 1, "c": [9007199254740992, 3], "d": 1}
    told = edited("a.yaml", text, [{"kind": "set", "pointer": "/a", "value": value}])
    assert told == text.replace(", 2", ", 3").replace("true", "1")


@pytest.mark.parametrize(
    "wish",
    [{"kind": "erase"}, {"kind": "remove", "pointer": "/none"}, {"kind": "rename", "pointer": "/info", "key": "paths"}],
)
def test_a_wrong_change_is_told(client, wish):
    answer = client.post("/api/edit", json={"name": "openapi.yaml", "text": CONTRACT, "changes": [wish]})
    assert answer.status_code == 400
    assert answer.json()["detail"]


def test_a_call_to_the_mock_shows_what_breaks_the_contract(studio, client):
    studio.look(client, CONTRACT)
    wish = {"method": "get", "target": "/parcels?limit=5", "headers": [], "body": ""}
    told = client.post("/api/call", json=wish).json()
    assert (told["status"], told["operation"]) == (200, "listParcels")
    assert '"p1"' in told["body"]
    assert told["request_violations"] == told["reply_violations"] == []
    told = client.post("/api/call", json={**wish, "target": "/parcels?limit=50"}).json()
    assert told["status"] == 400
    assert told["request_violations"][0]["place"] == "query"


def test_the_mock_takes_the_credentials_that_it_shows(studio, client):
    schemes = """\
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    token: {type: apiKey, in: query, name: token}
security:
  - {key: [], token: []}
"""
    told = studio.look(client, f"{CONTRACT}{schemes}")
    shown = told["mock"]["operations"][0]["credentials"]
    assert shown == ["X-Key: any", "?token=any"]
    wish = {"method": "get", "target": "/parcels?token=any", "headers": [["X-Key", "any"]], "body": ""}
    assert client.post("/api/call", json=wish).json()["status"] == 200
    assert client.post("/api/call", json={**wish, "headers": [["Authorization", "Bearer any"]]}).json()["status"] == 401


def test_beginnings_are_good(studio, client):
    for beginning in client.get("/api/state").json()["beginnings"]:
        text = client.post("/api/new", json={"beginning": beginning["id"], "title": 'My "API": <b>'}).json()["text"]
        told = studio.look(client, text)
        assert told["model"]["info"]["title"] == 'My "API": <b>'
        assert not [each for each in told["findings"] if each["severity"] == "error"]
    assert client.post("/api/new", json={"beginning": "none"}).status_code == 400


def _task(folder, text=CONTRACT):
    place = {"ruleset": "", "here": "", "workspace": ""}
    return {"task": "look", "folder": str(folder), "name": "a.yaml", "texts": {"a.yaml": text}, **place}


def test_a_task_that_takes_too_long_is_ended_and_the_next_one_is_done(tmp_path):
    async def run():
        child = Child("the test", 0.05)
        try:
            with pytest.raises(TooLargeError, match=r"more than 0\.05 seconds"):
                await child.ask(_task(tmp_path))
            child.seconds = 60
            return await child.ask(_task(tmp_path))
        finally:
            await child.close()

    assert asyncio.run(run())["tree"]["info"]["title"] == "Parcels"


def test_of_waiting_texts_only_the_newest_is_judged_whatever_the_order_they_come_in(tmp_path):
    async def run():
        child = Child("the test", 60)

        def ask(page, number):
            return child.ask_newest(page, number, _task(tmp_path, CONTRACT.replace("Parcels #", f"{number} #")))

        try:
            tasks = [ask("page", 1), ask("page", 4), ask("page", 3), ask("other", 2)]
            return await asyncio.gather(*tasks, return_exceptions=True)
        finally:
            await child.close()

    first, newest, late, other = asyncio.run(run())
    assert newest["model"]["info"]["title"] == 4
    assert isinstance(late, ConflictError)
    assert other["model"]["info"]["title"] == 2
    assert isinstance(first, ConflictError | dict)


def test_a_child_that_dies_is_replaced(tmp_path):
    async def run():
        child = Child("the test", 60)
        try:
            await child.ask(_task(tmp_path))
            assert child._process is not None
            child._process.kill()
            with pytest.raises(ApiyardError):
                await child.ask(_task(tmp_path))
            return await child.ask(_task(tmp_path))
        finally:
            await child.close()

    assert asyncio.run(run())["tree"]


def test_hostile_texts_end_with_a_finding(studio, client):
    bomb = "openapi: 3.1.0\na: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    for text in (bomb, "[" * 100_000, '{"a":' * 50_000, "openapi: 3.1.0\ninfo: {title: \x1b[31m, version: '1'}\n"):
        told = studio.look(client, text)
        assert told["findings"], text[:40]
    names = CONTRACT.replace("/parcels:", '"/__proto__":').replace("Parcel:", '"<img src=x onerror=alert(1)>":')
    assert studio.look(client, names)["outline"]
