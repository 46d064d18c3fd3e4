"""Failures are made small by sending less, known ones are told apart, and what is gone is told."""

from __future__ import annotations

import json

import pytest

from apiyard.core.evidence import Verdict
from apiyard.spec.exchange import Request
from apiyard.spec.load import contract_from_bytes
from apiyard.verify.case import Case
from apiyard.verify.doors.inside import Application
from apiyard.verify.minimise.candidates import smaller_requests
from apiyard.verify.plan import Plan
from apiyard.verify.planning.baseline import Baseline, Known, read_baseline, write_baseline
from apiyard.verify.run import verify

DOCUMENT = """\
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}:
    put:
      operationId: putOrder
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}, example: order-12345}
        - {name: a, in: query, schema: {type: string}, example: something}
        - {name: b, in: query, schema: {type: string}, example: other}
        - {name: x-note, in: header, schema: {type: string}, example: hello}
      requestBody:
        content:
          application/json:
            schema: {type: object}
            example: {name: "long enough", items: [{sku: one, count: 7}, {sku: two, count: 999}], deep: {x: [1, 2]}}
      responses: {'200': {description: fine}, '4XX': {description: no}}
"""
CONTRACT = contract_from_bytes(DOCUMENT.encode())
PLAN = Plan(kinds=("examples",), seconds=60)


class Service:
    """Fails when an item is counted more than 99 times and ``b`` is there; and more often when told so."""

    def __init__(self, *, always=False, once=False):
        self.always, self.once, self.asked = always, once, 0

    def __call__(self, environ, start_response):
        self.asked += 1
        status = "500 X" if self.fails(environ) else "200 OK"
        start_response(status, [])
        return []

    def fails(self, environ):
        if self.once:
            return self.asked == 1
        if self.always:
            return True
        try:
            body = json.loads(environ["wsgi.input"].read() or b"{}")
            return "b=" in environ["QUERY_STRING"] and any(item["count"] > 99 for item in body["items"])
        except (KeyError, TypeError, ValueError):
            return False


def test_a_failure_is_made_small():
    [failure] = verify(CONTRACT, Application(Service()), PLAN).failures
    request = failure.case.request
    assert failure.again is True
    assert (request.path, request.query) == ("/orders/0", "b=a")
    body = json.loads(request.body)
    assert [list(item) for item in body.pop("items")] == [["count"]]
    assert body == {}
    assert request.headers == (("Content-Type", "application/json"),)
    assert failure.case.origin.endswith("made smaller")
    assert failure.curl.count("order-12345") == 0


def test_what_is_needless_goes():
    [failure] = verify(CONTRACT, Application(Service(always=True)), PLAN).failures
    assert failure.case.request == Request("PUT", "/orders/0")


def test_what_does_not_show_again_is_told():
    [failure] = verify(CONTRACT, Application(Service(once=True)), PLAN).failures
    assert failure.again is False
    assert "order-12345" in failure.curl


def test_few_requests_are_sent():
    service = Service()
    verify(CONTRACT, Application(service), PLAN)
    assert service.asked <= 82


def test_kept_cases_stay_what_they_are():
    case = Case("kept", "putOrder", "kept", Request("PUT", "/orders/long-name", "a=1"))
    plan = Plan(kinds=("kept",), cases=(case,), seconds=60)
    [failure] = verify(CONTRACT, Application(Service(always=True)), plan).failures
    assert failure.case == case


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ((("content-type", "application/json"),), b'{"a": [1, 2.5, "x"], "b": {"c": null, "d": true}}'),
        ((("content-type", "application/json"),), b"{broken"),
        ((("content-type", "application/x-www-form-urlencoded"), ("cookie", "a=1; b=2")), b"a=1&b=2"),
        ((("content-type", "application/octet-stream"),), b"\x00\xff\x00"),
    ],
)
def test_candidates_get_smaller_until_there_are_none(headers, body):
    request = Request("PUT", "/orders/abc", "x=12&y", headers, body)
    for _ in range(200):
        sizes = {
            len(each.path) + len(each.query) + len(each.body) + len(repr(each.headers)): each
            for each in smaller_requests(CONTRACT, request)
        }
        if not sizes or min(sizes) >= len(request.path + request.query + repr(request.headers)) + len(request.body):
            break
        request = sizes[min(sizes)]
    assert (request.query, request.body, request.headers) == ("", b"", ())


def test_known_failures_do_not_fail_a_run(tmp_path):
    path = tmp_path / "known.yaml"
    assert read_baseline(path) == Baseline()
    first = verify(CONTRACT, Application(Service()), PLAN)
    path.write_text(write_baseline(Baseline().updated(first.failures, reached=first.reached)))
    known = read_baseline(path)
    assert [each.check for each in known.known] == ["server-error"]
    again = verify(CONTRACT, Application(Service()), Plan(("examples",), seconds=60, baseline=known))
    assert (again.verdict, again.failures, again.gone) == (Verdict.PASS, (), ())
    assert [failure.trouble.check for failure in again.known] == ["server-error"]


def test_what_is_gone_is_told():
    row = Known("putOrder", "server-error", "a reply below 500", "500", "examples", reason="next week")
    other = Known("otherOperation", "server-error", "a reply below 500", "500", "examples")
    baseline = Baseline((row, other))

    def app(environ, start_response):
        start_response("200 OK", [])
        return []

    report = verify(CONTRACT, Application(app), Plan(("examples",), seconds=60, baseline=baseline))
    assert report.gone == (row,)
    assert baseline.updated((), reached=report.reached).known == (other,)


def test_reasons_are_kept():
    failures = verify(CONTRACT, Application(Service()), PLAN).failures
    row = Known(*failures[0].key, "examples", "old words", "next week")
    updated = Baseline((row,)).updated(failures, reached=[("examples", "putOrder")])
    assert updated.known == (row,)
    assert "next week" in write_baseline(updated)
