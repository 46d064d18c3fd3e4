"""The one way of every request: what answers is swapped, layers stand around it, and no wrong answer gets out."""

from __future__ import annotations

import asyncio
import base64
import gzip
import json
import zlib
from collections.abc import AsyncIterator

import pytest

from apiyard.core.errors import UnavailableError
from apiyard.mock.answering.plain import PlainAnswerer
from apiyard.mock.app import Mock
from apiyard.mock.consumer import consumer_of
from apiyard.mock.layer import Next, Seen
from apiyard.mock.options import MockOptions
from apiyard.mock.pipeline import Pipeline, settled
from apiyard.mock.step import Answer, Call, Coming, Cut, Refused, Streamed, Wrong, is_answer, whole
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.load import contract_from_bytes

DOCUMENT = """
openapi: 3.1.0
info: {title: T, version: 1.0.0}
security: [{key: []}]
paths:
  /n:
    get:
      operationId: n
      parameters: [{name: q, in: query, schema: {type: integer}}]
      responses:
        "200":
          description: d
          headers: {X-Rate: {required: true, schema: {const: 5}}}
          content: {application/json: {schema: {type: integer}}}
components:
  securitySchemes: {key: {type: apiKey, in: query, name: k}}
"""
GOOD = Reply(200, (("content-type", "application/json"), ("x-rate", "5")), b"7")
LIE = Reply(200, (("content-type", "application/json"), ("x-rate", "5")), b'"seven"')


@pytest.fixture(name="contract", scope="module")
def _contract() -> Contract:
    return contract_from_bytes(DOCUMENT.encode())


class Says:
    """Answers what it was told to."""

    def __init__(self, coming: Coming | Exception) -> None:
        self.coming = coming
        self.calls: list[Call] = []

    def answer(self, call: Call) -> Coming:
        self.calls.append(call)
        if isinstance(self.coming, Exception):
            raise self.coming
        return self.coming


def ask(pipeline: Pipeline, query: str = "k=1", *, method: str = "GET", path: str = "/n", **headers: str) -> Answer:
    coming = pipeline.handle(Request(method, path, query, tuple(headers.items())))
    return coming if is_answer(coming) else asyncio.run(settled(coming))


def sent(answer: Answer) -> Reply:
    found = whole(answer)
    assert found is not None
    return found


def test_a_good_answer_goes_out_as_it_is(contract):
    assert ask(Pipeline(contract, Says(GOOD))) is GOOD


def test_a_lie_is_never_sent(contract):
    seen: list[Seen] = []
    reply = sent(ask(Pipeline(contract, Says(LIE), watchers=[seen.append])))
    assert (reply.status, json.loads(reply.body)["code"]) == (500, "no-conforming-answer")
    assert json.loads(reply.body)["violations"][0]["place"] == "body"
    assert isinstance(seen[0].answer, Refused)


@pytest.mark.parametrize("reply", [Reply(200, GOOD.headers[:1], b"7"), Reply(201), Reply(200, (), b"7")])
def test_no_status_header_or_type_of_its_own_either(contract, reply):
    assert sent(ask(Pipeline(contract, Says(reply)))).status == 500


def test_a_proxy_reports_what_it_passes_on(contract):
    seen: list[Seen] = []
    pipeline = Pipeline(contract, Says(LIE), options=MockOptions(wrongs="report"), watchers=[seen.append])
    reply = sent(ask(pipeline, "q=x"))
    told = json.loads(str(reply.header("x-apiyard-violations")))
    assert {each["place"] for each in told} == {"query", "security", "body"}
    assert reply.body == LIE.body
    assert [each.place for each in seen[0].wrong_reply] == ["body"]
    assert {each.place for each in seen[0].wrong_request} == {"query", "security"}


def test_what_is_wrong_on_purpose_goes_out(contract):
    wrong = Wrong(LIE, "a fault")
    assert ask(Pipeline(contract, Says(wrong))) is wrong
    cut = Cut("a fault")
    assert ask(Pipeline(contract, Says(cut))) is cut


def test_an_error_is_a_problem(contract):
    reply = sent(ask(Pipeline(contract, Says(UnavailableError("no state")))))
    assert (reply.status, json.loads(reply.body)["code"]) == (500, UnavailableError.code)


def test_an_answer_may_come_later(contract):
    async def later() -> Answer:
        await asyncio.sleep(0)
        return LIE

    assert sent(ask(Pipeline(contract, Says(later())))).status == 500


def test_layers_stand_around_in_order(contract):
    steps: list[str] = []

    def layer(name):
        def around(call: Call, following: Next) -> Coming:
            steps.append(name)
            return following(call)

        return around

    answerer = Says(GOOD)
    ask(Pipeline(contract, answerer, [layer("outer"), layer("inner")]), "k=secret&q=3")
    assert steps == ["outer", "inner"]
    (call,) = answerer.calls
    assert (call.operation.id, call.values.query["q"]) == ("n", 3)
    assert len(call.consumer) == 12
    assert "secret" not in call.consumer


def test_watchers_see_refused_requests_too(contract):
    seen: list[Seen] = []
    pipeline = Pipeline(contract, Says(GOOD), watchers=[seen.append])
    for query, path in (("", "/n"), ("k=1&q=x", "/n"), ("k=1", "/m")):
        ask(pipeline, query, path=path)
    ask(pipeline, method="PATCH")
    assert [sent(each.answer).status for each in seen] == [401, 400, 404, 405]


def test_strays_are_answered_by_who_wants_them(contract):
    pipeline = Pipeline(contract, Says(GOOD), stray=lambda request: Reply(299, (), request.path.encode()))
    assert sent(ask(pipeline, path="/m")).status == 299
    assert sent(ask(Pipeline(contract, Says(GOOD)), path="/m")).status == 404


def test_a_stream_is_judged_by_its_head(contract):
    async def chunks() -> AsyncIterator[bytes]:
        yield b"7"

    good = Streamed(200, GOOD.headers, chunks())
    assert ask(Pipeline(contract, Says(good))) is good
    assert sent(ask(Pipeline(contract, Says(Streamed(201, (), chunks()))))).status == 500
    assert sent(ask(Pipeline(contract, Says(good)), method="HEAD")).body == b""


def test_a_remembered_answer_is_judged_once(contract):
    plain = PlainAnswerer()
    pipeline = Pipeline(contract, plain)
    first, again = ask(pipeline), ask(pipeline)
    assert first is again
    assert plain.vouches(sent(first))
    assert not plain.vouches(GOOD)


def test_consumers_are_told_apart_by_their_credentials(contract):
    def of(query: str = "", **headers: str) -> str:
        return consumer_of(contract, Request("GET", "/n", query, tuple(headers.items())))

    basic = [base64.b64encode(f"ada:{word}".encode()).decode() for word in ("old", "new")]
    assert of() == ""
    assert of("k=1") == of("x=2&k=1") != of("k=2")
    assert of(authorization="Bearer a") != of(authorization="Bearer b")
    assert of(authorization=f"Basic {basic[0]}") == of(authorization=f"Basic {basic[1]}") != ""
    assert of(authorization="Basic ////") != ""


def test_a_reply_that_comes_in_pieces_is_no_reply(contract):
    with pytest.raises(UnavailableError):
        Mock(contract, answerer=Says(Cut("a fault"))).reply(Request("GET", "/n", "k=1"))


def test_what_is_remembered_is_bounded(contract, monkeypatch):
    monkeypatch.setattr("apiyard.mock.answering.plain._MOST_BYTES", 99)
    plain = PlainAnswerer()
    pipeline = Pipeline(contract, plain)
    answers = [sent(ask(pipeline, accept=f"*/*, text/{number}")) for number in range(60)]
    assert {each.status for each in answers} == {200}
    assert 0 < len([each for each in answers if plain.vouches(each)]) < 10


def test_a_body_is_judged_without_its_content_coding():
    schema = {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}}
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    paths = {"/things": {"post": {"requestBody": body, "responses": {"204": {"description": "d"}}}}}
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths}
    mock = Mock(contract_from_bytes(json.dumps(document).encode()), MockOptions(max_body_bytes=100))

    def send(data: bytes, coding: str) -> Reply:
        headers = (("content-type", "application/json"), ("content-encoding", coding))
        return mock.reply(Request("POST", "/things", "", headers, data))

    good = b'{"a": 1}'
    assert send(gzip.compress(good), "GZip").status == 204
    assert send(zlib.compress(good), "deflate").status == 204
    assert send(good, "identity").status == 204
    assert json.loads(send(gzip.compress(b'{"a": "x"}'), "gzip").body)["violations"][0]["pointer"] == "/a"
    assert json.loads(send(good, "gzip").body)["code"] == "bad-content-coding"
    assert send(gzip.compress(b" " * 101), "gzip").status == 413
    unknown = send(good, "br")
    assert (unknown.status, unknown.header("accept-encoding")) == (415, "gzip, deflate")
