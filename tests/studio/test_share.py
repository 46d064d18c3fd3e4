"""Links open a read-only page, end, can be taken back, and take comments within bounds."""

from __future__ import annotations

import asyncio
import json
from typing import Any, cast
from urllib.parse import urlsplit

import httpx
import pytest

from apiyard.core.clock import SystemClock
from apiyard.core.errors import ForbiddenError, InvalidInputError, TooLargeError
from apiyard.studio import book as books
from apiyard.studio.book import open_book
from apiyard.studio.files import open_desk
from apiyard.studio.room import Room
from apiyard.studio.share_app import _Pages


class Guest(httpx.Client):
    """Somebody who only knows a link."""

    id = ""
    page = ""


@pytest.fixture
def link(client):
    """Make a link, and a client that only knows it."""
    told = client.post("/api/shares", json={"label": "mobile", "hours": 24}).json()
    parts = urlsplit(told["url"])
    origin = f"{parts.scheme}://{parts.netloc}"
    with Guest(base_url=told["url"], headers={"origin": origin}, timeout=30, verify=False) as guest:
        guest.id, guest.page = told["id"], told["url"]
        yield guest


def test_a_link_shows_the_saved_contract_and_takes_comments(client, link):
    assert "script-src 'self'" in link.get(link.page).headers["content-security-policy"]
    told = link.get("/data").json()
    assert told["tree"]["info"]["title"] == "Parcels"
    text = "Why not\n<script>alert(1)</script>?\x1b[31m"
    said = link.post("/comments", json={"operation": "get /parcels", "name": " Ada\u202e ", "text": text})
    assert said.status_code == 201
    (seen,) = link.get("/data").json()["comments"]
    assert (seen["operation"], seen["name"], seen["resolved"]) == ("get /parcels", "Ada", False)
    assert "\x1b" not in seen["text"]
    held = client.get("/api/feedback").json()
    assert [each["id"] for each in held["comments"]] == [seen["id"]]
    assert "sha256" not in json.dumps(held)
    assert client.patch(f"/api/comments/{seen['id']}", json={"resolved": True}).status_code == 204
    assert link.get("/data").json()["comments"][0]["resolved"]
    assert client.delete(f"/api/comments/{seen['id']}").status_code == 204
    assert link.get("/data").json()["comments"] == []


def test_a_link_sees_only_its_own_comments(client, link):
    other = client.post("/api/shares", json={"label": "other", "hours": 1}).json()["url"]
    link.post("/comments", json={"operation": "", "name": "Ada", "text": "ours"})
    assert httpx.get(f"{other}/data").json()["comments"] == []


def test_a_link_that_was_taken_back_opens_nothing(client, link):
    assert link.get(link.page).status_code == 200
    assert client.delete(f"/api/shares/{link.id}").status_code == 204
    for path in (link.page, "/data", "/events"):
        assert link.get(path).status_code == 403
    assert link.post("/comments", json={"operation": "", "name": "Ada", "text": "late"}).status_code == 403


def test_a_link_ends_by_itself(studio, link):
    assert link.get("/data").status_code == 200
    studio.clock.move(24 * 3600 + 1)
    assert link.get("/data").status_code == 403
    assert "does not open" in link.get(link.page).text


def test_the_shared_pages_know_nothing_of_the_editor(studio, client, link):
    port = urlsplit(studio.opened.share).port
    for path in ("/", "/api/state", "/api/look", "/enter?token=x", "/s/guess", "/s/"):
        found = httpx.get(f"http://127.0.0.1:{port}{path}", cookies=client.cookies)
        assert found.status_code in {403, 404}, path
    assert httpx.get(link.page, headers={"host": "evil.example"}).status_code == 421
    origin = {"origin": "http://evil.example"}
    assert link.post("/comments", json={}, headers=origin).status_code == 403
    assert link.put("/data", json={}).status_code == 405
    assert client.get(urlsplit(link.page).path).status_code == 404, "the editor does not serve them"


def test_comments_are_bounded(studio, client, link):
    good = {"operation": "get /parcels", "name": "Ada", "text": "fine"}
    for wrong in ({"name": ""}, {"name": "x" * 61}, {"text": " "}, {"text": "x" * 4001}, {"text": 1}):
        assert link.post("/comments", json={**good, **wrong}).status_code == 400, wrong
    assert link.post("/comments", json={**good, "operation": "get /none"}).status_code == 404
    assert link.post("/comments", json={**good, "text": "x" * 70_000}).status_code == 413
    studio.clock.move(61)
    codes = [link.post("/comments", json=good).status_code for _ in range(12)]
    assert codes == [201] * 10 + [429] * 2
    studio.clock.move(61)
    assert link.post("/comments", json=good).status_code == 201


def test_the_book_is_private_and_holds_no_token(studio, client):
    url = client.post("/api/shares", json={"label": "kept", "hours": 1}).json()["url"]
    (path,) = (studio.folder / ".apiyard" / "studio").glob("*.json")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert url.rpartition("/")[2] not in path.read_text()
    again = open_book(studio.folder / ".apiyard", studio.contract, studio.clock)
    assert again.find(url.rpartition("/")[2]).label == "kept"
    path.chmod(0o644)
    with pytest.raises(ForbiddenError):
        open_book(studio.folder / ".apiyard", studio.contract, studio.clock)
    path.chmod(0o600)


@pytest.mark.parametrize("hours", [0, -1, 24 * 91, True, "1", None])
def test_a_link_needs_an_end(client, hours):
    assert client.post("/api/shares", json={"label": "", "hours": hours}).status_code == 400


def test_there_are_not_too_many_links_and_comments(tmp_path, monkeypatch):
    monkeypatch.setattr(books, "MOST_SHARES", 2)
    monkeypatch.setattr(books, "MOST_FOR_ONE", 2)
    book = open_book(tmp_path, tmp_path / "a.yaml", SystemClock())
    share, _ = book.share("a", 1)
    book.share("b", 1)
    with pytest.raises(TooLargeError):
        book.share("c", 1)
    book.say(share, "", name="Ada", text="one")
    book.say(share, "", name="Ada", text="two")
    with pytest.raises(TooLargeError):
        book.say(share, "", name="Ada", text="three")


def test_a_book_that_somebody_else_wrote_is_refused(tmp_path):
    book = open_book(tmp_path, tmp_path / "a.yaml", SystemClock())
    book.share("a", 1)
    book.path.write_text('{"shares": [{"id": "x"}], "comments": []}')
    with pytest.raises(InvalidInputError):
        open_book(tmp_path, tmp_path / "a.yaml", SystemClock())


def test_pages_for_everybody_need_a_name(studio_of, tmp_path):
    with pytest.raises(InvalidInputError, match="need the name"):
        studio_of(tmp_path, share_host="0.0.0.0")
    studio = studio_of(tmp_path / "named", share_host="127.0.0.2", share_names=("design.test",))
    assert studio.opened.share.startswith("http://design.test:")
    port = urlsplit(studio.opened.share).port
    there = f"http://127.0.0.2:{port}/s/x"
    assert httpx.get(there, headers={"host": f"design.test:{port}"}).status_code == 403
    assert httpx.get(there, headers={"host": f"localhost:{port}"}).status_code == 421
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.2:{urlsplit(studio.url).port}/")


def test_a_link_may_stand_on_any_page_but_its_data_may_not_be_asked_from_there(link):
    there = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert httpx.get(link.page, headers=there).status_code == 200
    assert httpx.get(f"{link.page}/data", headers=there).status_code == 403
    assert httpx.get(link.page, headers={**there, "sec-fetch-mode": "no-cors"}).status_code == 403


def test_a_contract_that_cannot_be_read_is_read_once(tmp_path):
    asked = []

    class Hand:
        async def ask(self, task):
            asked.append(task)
            raise InvalidInputError("broken", where="/home/ada/secret.yaml:1:1")

    contract = tmp_path / "a.yaml"
    contract.write_text("openapi: [", encoding="utf-8")
    room = Room(
        open_desk(contract), open_book(tmp_path, contract, SystemClock()), cast("Any", None), SystemClock(), "", ""
    )
    room.hand = cast("Any", Hand())
    pages = _Pages(room)
    for _ in range(3):
        with pytest.raises(InvalidInputError) as raised:
            asyncio.run(pages._contract())
        assert not raised.value.where
    assert len(asked) == 1
