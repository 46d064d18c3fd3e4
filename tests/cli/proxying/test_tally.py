"""A proxy counts what it saw, and says of each exchange what was wrong with it."""

from __future__ import annotations

from apiyard.cli.proxying.tally import Tally
from apiyard.mock.layer import Seen
from apiyard.mock.refusing.problem import problem
from apiyard.mock.step import Refused, Wrong
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.load import load_contract
from apiyard.spec.violation import Violation
from tests.parts import ROOT

LIST = load_contract(ROOT / "examples/shop/apis/orders/openapi.yaml").operation("listOrders")
GET = Request("GET", "/orders")
LIMIT = Violation("query", "/limit", "too large", "/x")
BODY = Violation("body", "", "no JSON", "/y")


def test_what_is_fine_is_counted_only():
    tally = Tally()
    assert tally.add(Seen(GET, Reply(200), LIST)) == ""
    assert tally.add(Seen(Request("OPTIONS", "/orders"), Reply(204))) == ""
    assert (tally.total, tally.broken) == (2, 0)


def test_both_sides_are_told():
    tally = Tally()
    told = tally.add(Seen(GET, Reply(200), LIST, "", (LIMIT,), (BODY,)))
    assert told == "request: query /limit: too large; reply: body: no JSON"
    assert tally.broken == 1
    assert tally.kinds["listOrders: reply: body: no JSON"] == 1


def test_a_server_that_does_not_answer_breaks_no_contract():
    tally = Tally()
    assert tally.add(Seen(GET, Wrong(Reply(504), "upstream-timeout"), LIST)) == "upstream-timeout"
    assert (tally.broken, dict(tally.failed)) == (0, {"upstream-timeout": 1})
    assert tally.add(Seen(GET, Wrong(Reply(504), "upstream-timeout"), LIST, "", (LIMIT,))).startswith("request: query")
    assert tally.broken == 1


def test_what_is_refused_or_unknown_is_broken():
    tally = Tally()
    broke = problem(502, "no", violations=(BODY,), code="upstream-broke-contract")
    assert tally.add(Seen(GET, Refused(broke), LIST)) == "reply: body: no JSON"
    assert "the contract has no GET /lost" in tally.add(Seen(Request("GET", "/lost"), Reply(200)))
    assert "the contract has no GET /lost" in tally.add(Seen(Request("GET", "/lost"), Reply(404)))
    assert tally.broken == 3
    assert tally.add(Seen(GET, Refused(problem(400, "cannot be sent on", code="invalid-input")), LIST)) == ""
    assert tally.broken == 3


def test_streams_are_told_when_they_are_over():
    tally = Tally()
    assert tally.add_stream(GET, ()) == ""
    assert tally.add_stream(GET, (BODY,)) == "stream: body: no JSON"
    assert tally.facts()["broken"] == 1


def test_the_memory_of_a_tally_is_bounded():
    tally = Tally()
    for number in range(1_000):
        tally.add(Seen(Request("GET", f"/lost/{number}"), Reply(404)))
    assert tally.total == 1_000
    assert len(tally.kinds) == 200
