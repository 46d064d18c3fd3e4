"""Streams tell what changed, are few, and end with the session and the server."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import replace

import pytest

from apiyard.core.clock import SystemClock
from apiyard.core.evidence import Evidence, EvidenceKind, Subject, Verdict
from apiyard.server import news
from apiyard.server.identity import sha256
from apiyard.store.intents import ANY, Change
from apiyard.wiring.moved import Moved, look
from apiyard.wiring.trail import Trails
from tests.conftest import free_port
from tests.portal.shop_traffic import calls, take_in
from tests.portal.yard import open_yard, served

FACT = Evidence(EvidenceKind.NOTIFICATION, Subject("notice", "n"), Verdict.INFO)


def marks(yard):
    return look(yard.parts).query()


def names(lines, count):
    """Give the names of the next events of a stream."""
    found = []
    for line in lines:
        if line.startswith("event: "):
            found.append(line.removeprefix("event: "))
            if len(found) == count:
                break
    return found


def test_what_differs_is_named():
    before = Moved("1", "2", "3")
    assert before.since(before) == ()
    assert replace(before, traffic="4").since(before) == ("traffic",)
    assert Moved().since(before) == ("ledger", "intents", "traffic")


def test_a_stream_tells_what_changes_by_name(empty_yard):
    with empty_yard.signed_in() as client, client.stream("GET", "/portal/events", params=marks(empty_yard)) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = stream.iter_lines()
        assert next(lines) == "retry: 2000"
        empty_yard.parts.store.ledger.append(FACT)
        assert names(lines, 1) == ["ledger"]
        empty_yard.parts.store.intents.commit([Change("plan", "gold", {"requests": 1, "per_seconds": 1}, ANY)])
        assert names(lines, 1) == ["intents"]


def test_a_stream_that_comes_late_is_told_at_once(empty_yard):
    known = marks(empty_yard)
    empty_yard.parts.store.ledger.append(FACT)
    with empty_yard.signed_in() as client, client.stream("GET", "/portal/events", params=known) as stream:
        assert names(stream.iter_lines(), 1) == ["ledger"]


def test_new_traffic_is_news(empty_yard):
    parts, now = empty_yard.parts, SystemClock().now()
    parts.store.intents.commit([Change("environment", "production", {"order": 0}, ANY)])
    with empty_yard.signed_in() as client, client.stream("GET", "/portal/events", params=marks(empty_yard)) as stream:
        lines = stream.iter_lines()
        assert next(lines) == "retry: 2000"
        take_in(parts, calls(now, minutes=1), "production", now)
        assert names(lines, 1) == ["traffic"]


def test_streams_are_few(empty_yard, monkeypatch):
    monkeypatch.setattr(news, "MOST_EACH", 2)
    with empty_yard.signed_in() as client, ExitStack() as open_ones:
        streams = [
            open_ones.enter_context(client.stream("GET", "/portal/events", params=marks(empty_yard))) for _ in range(2)
        ]
        lines = [stream.iter_lines() for stream in streams]  # kept: a forgotten one ends its stream
        assert {next(each) for each in lines} == {"retry: 2000"}
        assert client.get("/portal/events").status_code == 429
        open_ones.close()
        empty_yard.parts.store.ledger.append(FACT)  # a stream notices that nobody listens when it speaks
        until = time.monotonic() + 20
        while True:
            with client.stream("GET", "/portal/events") as stream:
                if stream.status_code == 200:
                    break
            assert time.monotonic() < until
            time.sleep(0.1)


def test_a_quiet_stream_says_that_it_is_there_and_ends_with_the_session(empty_yard, monkeypatch):
    monkeypatch.setattr(news, "HEARTBEAT_SECONDS", 0.2)
    with empty_yard.signed_in() as client, client.stream("GET", "/portal/events", params=marks(empty_yard)) as stream:
        lines = stream.iter_lines()
        assert ": still here" in [next(lines) for _ in range(4)]
        empty_yard.parts.store.people.end_session(sha256(client.cookies["apiyard_session"]))
        assert all(not line.startswith("event") for line in lines), "and then the stream is over"


def test_the_server_ends_although_somebody_listens(tmp_path):
    yard = open_yard(tmp_path)
    with served(yard, free_port()), ExitStack() as open_ones:
        client = open_ones.enter_context(yard.signed_in())
        streams = [
            open_ones.enter_context(client.stream("GET", "/portal/events", params=marks(yard))) for _ in range(3)
        ]
        lines = [stream.iter_lines() for stream in streams]
        assert {next(each) for each in lines} == {"retry: 2000"}
        kept = open_ones.pop_all()
    # ``served`` has ended the server and joined its thread; each stream was ended too, not cut off.
    with kept:
        assert all("event" not in line for each in lines for line in each)
    yard.close()


def test_trails_are_bounded_and_keep_what_is_new():
    trails, now = Trails(), SystemClock().now()
    for number in range(100):
        trails.follow(f"r{number}", {"earned": 0.1}, now)
        trails.follow(f"r{number}", {"earned": 0.1}, now)
        trails.follow(f"r{number}", {}, now)
    assert len(trails.kept) == 50
    assert len(trails.steps("r99")) == 1
    assert trails.steps("r0") == ()


@pytest.mark.parametrize("mark", ["x" * 10_000, "'; drop table facts"])
def test_marks_of_others_are_only_compared(empty_yard, mark):
    with (
        empty_yard.signed_in() as client,
        client.stream("GET", "/portal/events", params={"ledger": mark[:5_000]}) as stream,
    ):
        assert names(stream.iter_lines(), 1) == ["ledger"]
