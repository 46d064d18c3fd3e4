"""Cases that are kept: what a comparison proved is found again in a service that breaks the old promise."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime

import pytest

from apiyard.cli.app import run
from apiyard.core.clock import ManualClock
from apiyard.core.evidence import Verdict
from apiyard.mock.app import mock_app
from apiyard.mock.serve import Served
from apiyard.spec.exchange import Request
from apiyard.spec.load import contract_from_bytes, load_contract
from apiyard.verify.case import Case
from apiyard.verify.doors.inside import Application
from apiyard.verify.plan import Plan
from apiyard.verify.run import verify

CONTRACT = """\
openapi: 3.1.0
info: {title: Orders, version: VERSION}
paths:
  /orders:
    get:
      operationId: listOrders
      parameters:
        - {name: limit, in: query, schema: {type: integer, maximum: MAXIMUM}}
      responses:
        '200':
          description: fine
          content:
            application/json:
              schema: {type: object, properties: {state: {enum: [STATES]}}, required: [state]}
        '400': {description: no}
"""


def contract(folder, name, maximum, states):
    path = folder / name
    path.write_text(CONTRACT.replace("MAXIMUM", str(maximum)).replace("STATES", states).replace("VERSION", "1.0.0"))
    return str(path)


def test_a_service_that_breaks_the_old_promise_is_found(tmp_path, capsys):
    old = contract(tmp_path, "old.yaml", 100, "open")
    new = contract(tmp_path, "new.yaml", 10, "refunded")
    cases = str(tmp_path / "witnesses.json")
    assert run(["diff", old, new, "-f", "witnesses", "-o", cases]) == 1
    assert {each["side"] for each in json.loads((tmp_path / "witnesses.json").read_text())} == {"request", "response"}
    words = ["verify", old, "--kinds", "kept", "--cases", cases, "--format", "json"]
    with Served(mock_app(load_contract(new))) as served:
        assert run([*words, "--against", served.url]) == 1
    told = capsys.readouterr().out
    assert "refused-good-request" in told
    assert "wrong-body" in told
    with Served(mock_app(load_contract(old))) as served:
        assert run([*words, "--against", served.url]) == 0


def test_what_is_no_case_is_told(tmp_path, capsys):
    old = contract(tmp_path, "old.yaml", 100, "open")
    words = ["verify", old, "--against", "http://127.0.0.1:9", "--cases", str(tmp_path / "cases.json")]
    assert run(words) == 2
    (tmp_path / "cases.json").write_text('[{"form": "other"}]')
    assert run(words) == 2
    assert "cases.json:1:2" in capsys.readouterr().err


def many(operations):
    """Give a contract with so many operations."""
    reply = {"200": {"description": "fine"}}
    paths = {f"/things{at}": {"get": {"operationId": f"things{at}", "responses": reply}} for at in range(operations)}
    document = {"openapi": "3.1.0", "info": {"title": "Things", "version": "1"}, "paths": paths}
    return contract_from_bytes(json.dumps(document).encode())


class Slow:
    """A service of which each reply takes a second of a clock that only it moves."""

    def __init__(self):
        self.clock = ManualClock(datetime(2026, 1, 1, tzinfo=UTC))
        self.heard = []

    def __call__(self, environ, start_response):
        self.clock.move(1)
        self.heard.append(environ["PATH_INFO"])
        start_response("200 OK", [])
        return []

    def verified(self, kept, *, seconds, workers=1):
        """Send so many kept cases of each operation, by its number."""
        cases = tuple(
            Case("kept", f"things{at}", "a promise", Request("GET", f"/things{at}", "", (), b""))
            for at, count in kept.items()
            for _ in range(count)
        )
        plan = Plan(("kept",), seconds=seconds, cases=cases, workers=workers)
        return verify(many(40), Application(self), plan, clock=self.clock)


@pytest.mark.parametrize("workers", [1, 3])
def test_the_time_belongs_to_the_operations_that_have_kept_cases(workers):
    slow = Slow()
    report = slow.verified({7: 9, 31: 2}, seconds=13, workers=workers)
    assert Counter(slow.heard) == {"/things7": 9, "/things31": 2}
    assert report.verdict is Verdict.PASS
    assert set(report.reached) == {("kept", "things7"), ("kept", "things31")}
    assert not report.kinds[0].skipped


def test_with_too_little_time_not_all_were_sent_and_that_is_no_pass():
    slow = Slow()
    report = slow.verified({7: 9}, seconds=4.5)
    assert len(slow.heard) == 5
    assert report.verdict is Verdict.WARN
    assert not report.reached
    assert report.kinds[0].skipped == {"things7": "not all kept cases were sent: 5 of 9"}


def test_an_operation_whose_time_never_came_is_told():
    report = Slow().verified({1: 30, 2: 1}, seconds=0.5)
    assert report.kinds[0].skipped == {
        "things1": "not all kept cases were sent: 1 of 30",
        "things2": "the time was up before",
    }
    assert report.verdict is Verdict.WARN


def test_a_case_that_cannot_be_sent_is_not_taken():
    case = Case("kept", "things1", "a promise", Request("GET", "/things1", "", (("X-A", "a\r\nb"),), b""))
    report = verify(many(2), Application(Slow()), Plan(("kept",), cases=(case,)))
    assert report.kinds[0].skipped == {"things1": "not all kept cases were sent: 0 of 1"}
    assert report.verdict is Verdict.UNKNOWN
