"""The mock of what is typed answers on a port of its own."""

from __future__ import annotations

import httpx
import pytest

from tests.studio.conftest import CONTRACT


@pytest.fixture
def mock(studio, client):
    studio.look(client, CONTRACT)
    with httpx.Client(base_url=studio.opened.mock, timeout=30) as found:
        yield found


def test_it_answers_and_refuses(mock):
    assert mock.get("/parcels").json() == [{"id": "p1"}]
    assert mock.get("/parcels?limit=50").status_code == 400
    assert mock.get("/none").status_code == 404
    assert mock.head("/parcels").content == b""
    assert mock.post("/parcels", content=b"x" * (1024 * 1024 + 1)).status_code == 413


def test_pages_of_any_origin_may_call_it_but_under_its_own_name_only(mock):
    answer = mock.get("/parcels", headers={"origin": "http://localhost:3000"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert mock.get("/parcels", headers={"host": "evil.example"}).status_code == 421


def test_it_follows_what_is_typed(studio, client, mock):
    studio.look(client, CONTRACT.replace("/parcels:", "/boxes:"))
    assert mock.get("/boxes").status_code == 200
    assert mock.get("/parcels").status_code == 404


def test_before_a_text_can_be_read_it_says_so(studio_of, tmp_path):
    studio = studio_of(tmp_path, "")
    answer = httpx.get(f"{studio.opened.mock}/parcels", timeout=30)
    assert answer.status_code == 503
    assert "no contract yet" in answer.json()["detail"]
