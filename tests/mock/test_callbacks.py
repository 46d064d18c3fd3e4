"""Callbacks follow the calls that ask for them, webhooks are fired, and nothing goes where it was not allowed to."""

from __future__ import annotations

import asyncio
import gzip
import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
import yaml

from apiyard.core.clock import ManualClock
from apiyard.core.errors import ApiyardError, ForbiddenError
from apiyard.core.options import read_options
from apiyard.mock.app import Mock
from apiyard.mock.callbacks.address import receiver
from apiyard.mock.callbacks.api import callbacks_api, webhooks_api
from apiyard.mock.callbacks.call_back import CallBack
from apiyard.mock.callbacks.make import Known, make_request
from apiyard.mock.callbacks.options import CallbackOptions
from apiyard.mock.callbacks.outbox import Outbox
from apiyard.mock.callbacks.send import Sender
from apiyard.mock.control import Control
from apiyard.mock.pipeline import settled
from apiyard.mock.step import whole
from apiyard.spec.calls_back import webhooks
from apiyard.spec.exchange import Request
from apiyard.spec.judge import check_request
from apiyard.spec.load import contract_from_bytes

DOCUMENT = """
openapi: 3.1.0
info: {title: Hooks, version: 1.0.0}
paths:
  /subscriptions:
    post:
      operationId: subscribe
      requestBody:
        required: true
        content:
          application/json:
            schema: {type: object, required: [urls], properties: {urls: {type: array}, topic: {type: string}}}
      responses:
        '201':
          description: made
          content:
            application/json:
              schema: {type: object}
              example: {id: sub_7, topic: tea, kind: wrong}
      callbacks:
        event:
          '{$request.body#/urls/0}/events?sub={$response.body#/id}':
            post:
              parameters: [{name: X-Kind, in: header, required: true, schema: {const: event}}]
              requestBody:
                required: true
                content:
                  application/json:
                    schema:
                      type: object
                      required: [id, kind]
                      properties:
                        id: {type: string, pattern: '^sub_[0-9]$'}
                        kind: {enum: [made, gone]}
                        topic: {type: string}
              responses: {'204': {description: heard}}
        other:
          '$request.body#/urls/1':
            put:
              responses: {'200': {description: heard}}
webhooks:
  shipped:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [order]
              properties: {order: {pattern: '^ord_[0-9]$', type: string}, by: {enum: [post, bike]}}
      responses: {'200': {description: ok}}
"""
CONTRACT = contract_from_bytes(DOCUMENT.encode())


class Ear:
    """A receiver that keeps what it hears and answers with the statuses it was given, the last one again."""

    def __init__(self, *statuses, coded=b""):
        self._statuses = list(statuses) or [204]
        self._coded = coded
        self.heard = []

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_):
        self._server.close()

    async def _serve(self, reader, writer):
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        lines = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if line)
        body = await reader.readexactly(int(lines.get("content-length", 0)))
        status = self._statuses.pop(0) if len(self._statuses) > 1 else self._statuses[0]
        self.heard.append((head.split(" HTTP")[0], lines, body))
        coding = "content-encoding: gzip\r\n" if self._coded else ""
        more = f"location: http://127.0.0.1:1/\r\n{coding}content-length: {len(self._coded)}"
        writer.write(f"HTTP/1.1 {status} X\r\n{more}\r\n\r\n".encode() + self._coded)
        await writer.drain()
        writer.close()


class Shop:
    """A mock with callbacks, their sender beside it, and the API that steers it."""

    def __init__(self, **options):
        self.slept = []
        self.options = read_options(CallbackOptions, options)
        self.outbox = Outbox(ManualClock(datetime(2026, 1, 1, tzinfo=UTC)))
        mock = Mock(CONTRACT, layers=[CallBack(self.outbox, self.options).layer])
        parts = {
            "callbacks": callbacks_api(self.outbox),
            "webhooks": webhooks_api(self.outbox, self.options, lambda: {"hooks": CONTRACT}),
        }
        self._handle = Control(parts).before(mock.handle)

    async def ask(self, method, path, value=None):
        body = b"" if value is None else json.dumps(value).encode()
        headers = (("content-type", "application/json"), ("host", "localhost:4010"))
        reply = whole(await settled(self._handle(Request(method, path, "", headers, body))))
        assert reply is not None
        return reply.status, json.loads(reply.body) if reply.body else None

    async def __aenter__(self):
        self._task = asyncio.ensure_future(Sender(self.outbox, self.options, sleep=self._sleep).run())
        return self

    async def _sleep(self, seconds):
        self.slept.append(seconds)

    async def __aexit__(self, *_):
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def sent(self):
        """Wait until all is sent, and give it."""
        async with asyncio.timeout(10):
            for each in self.outbox.parcels():
                over = asyncio.Event()
                each.waiters.append(over.set)
                if not each.over:
                    await over.wait()
        return self.outbox.parcels()


def test_a_callback_follows_its_call():
    async def go():
        async with Ear() as ear, Shop() as shop:
            status, _ = await shop.ask("POST", "/subscriptions", {"urls": [f"{ear.url}/a"], "topic": "tea"})
            first, second = await shop.sent()
            return status, ear.heard, first, second, await shop.ask("GET", "/__apiyard/callbacks")

    status, ((line, headers, body),), first, second, (_, listed) = asyncio.run(go())
    assert status == 201
    assert line == "POST /a/events?sub=sub_7"
    assert headers["x-kind"] == "event"
    told = json.loads(body)
    assert (told["id"], told["topic"]) == ("sub_7", "tea")
    assert told["kind"] in {"made", "gone"}
    assert (first.problem, first.reply.status, first.wrong) == ("", 204, ())
    assert "nothing in the call gives a value for $request.body#/urls/1" in second.problem
    assert [each["over"] for each in listed["sent"]] == [True, True]
    assert listed["sent"][0]["reply"]["status"] == 204


def test_refused_calls_and_silenced_mocks_call_nobody():
    async def go(**options):
        async with Shop(**options) as shop:
            status, _ = await shop.ask(
                "POST", "/subscriptions", {"urls": 7} if not options else {"urls": ["http://a/"]}
            )
            return status, await shop.sent()

    assert asyncio.run(go()) == (400, ())
    assert asyncio.run(go(send=False)) == (201, ())


def test_what_a_receiver_answers_is_judged_and_no_redirect_is_followed():
    async def go():
        async with Ear(302) as ear, Shop() as shop:
            await shop.ask("POST", "/subscriptions", {"urls": [ear.url]})
            return (await shop.sent())[0], len(ear.heard)

    parcel, heard = asyncio.run(go())
    assert (parcel.reply.status, heard) == (302, 1)
    assert parcel.wrong[0].place == "status"


def test_what_a_receiver_answers_does_not_grow_when_it_is_read():
    bomb = gzip.compress(bytes(1 << 20))

    async def go():
        async with Ear(200, coded=bomb) as ear, Shop() as shop:
            await shop.ask("POST", "/subscriptions", {"urls": [ear.url]})
            return (await shop.sent())[0], ear.heard[0][1]

    parcel, asked = asyncio.run(go())
    assert parcel.reply.body == bomb
    assert "accept-encoding" not in asked


def test_one_that_does_not_arrive_is_sent_again():
    def tried(parcel):
        return parcel.attempts, parcel.problem

    async def go(*statuses, retries):
        async with Ear(*statuses) as ear, Shop(retries=retries) as shop:
            await shop.ask("POST", "/subscriptions", {"urls": [ear.url]})
            return (await shop.sent())[0]

    assert tried(asyncio.run(go(503, 204, retries=1))) == (2, "")
    assert tried(asyncio.run(go(404, retries=1))) == (1, "")
    assert tried(asyncio.run(go(500, retries=0))) == (1, "answered 500")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://169.254.169.254/", "not on this machine"),
        ("http://[::ffff:10.0.0.1]/", "not on this machine"),
        ("http://0.0.0.0/", "not on this machine"),
        ("file:///etc/passwd", "no http or https URL"),
        ("http://u:p@127.0.0.1/", "no http or https URL"),
        ("http://127.0.0.1:x/", "no http or https URL"),
        ("http://127.0.0.1/\r\nx: y", "no http or https URL"),
    ],
)
def test_nothing_leads_to_other_machines(url, told):
    async def go():
        async with Shop() as shop:
            await shop.ask("POST", "/subscriptions", {"urls": [url]})
            return (await shop.sent())[0]

    parcel = asyncio.run(go())
    assert told in parcel.problem
    assert parcel.reply is None


def test_what_is_allowed_may_be_called():
    assert receiver("http://10.1.2.3:99/a?b", ["10.0.0.0/8"]).target == "/a?b"
    assert receiver("http://127.0.0.1").port == 80
    assert receiver("https://localhost/").port == 443
    assert receiver("http://[::1]:8/").authority == "[::1]:8"
    for allow in ([], ["11.0.0.0/8"], ["10.1.2.4"], ["*.3"]):
        with pytest.raises(ForbiddenError):
            receiver("http://10.1.2.3/", allow)
    assert receiver("http://10.1.2.3/", ["10.1.2.3"]).host == "10.1.2.3"


def test_a_callback_cannot_steer_a_mock():
    request = Request("DELETE", "/__apiyard/callbacks", "", (("x-apiyard-sent-by", "mock"),))
    answer = Control({"callbacks": callbacks_api(Outbox(ManualClock(datetime(2026, 1, 1, tzinfo=UTC))))}).handle(
        request
    )
    assert whole(asyncio.run(settled(answer))).status == 403  # type: ignore[union-attr]


def test_a_mock_that_calls_itself_does_not_go_on():
    outbox = Outbox(ManualClock(datetime(2026, 1, 1, tzinfo=UTC)))
    mock = Mock(CONTRACT, layers=[CallBack(outbox, CallbackOptions()).layer])
    headers = (("content-type", "application/json"), ("x-apiyard-sent-by", "mock"))
    asyncio.run(settled(mock.handle(Request("POST", "/subscriptions", "", headers, b'{"urls": ["http://a/"]}'))))
    assert outbox.parcels() == ()


def test_webhooks_are_fired():
    async def go():
        async with Ear(200) as ear, Shop(webhooks={"shipped": f"{ear.url}/in"}) as shop:
            asked = [
                await shop.ask("GET", "/__apiyard/webhooks"),
                await shop.ask("POST", "/__apiyard/webhooks/shipped"),
                await shop.ask("POST", "/__apiyard/webhooks/shipped", {"members": {"by": "bike"}}),
                await shop.ask("POST", "/__apiyard/webhooks/shipped", {"body": {"any": "thing"}, "url": ear.url}),
            ]
            wrong = [
                await shop.ask("POST", "/__apiyard/webhooks/shiped"),
                await shop.ask("POST", "/__apiyard/webhooks/shipped", {"url": 7}),
                await shop.ask("POST", "/__apiyard/webhooks/shipped", {"boddy": 7}),
                await shop.ask("POST", "/__apiyard/webhooks/shipped", {"method": "get"}),
                await shop.ask("POST", "/__apiyard/webhooks/shipped", {"wait": -1}),
                await shop.ask("POST", "/__apiyard/webhooks/shipped", []),
                await shop.ask("DELETE", "/__apiyard/webhooks/shipped"),
            ]
            return asked, wrong, ear.heard

    (names, *fired), wrong, heard = asyncio.run(go())
    assert names == (200, {"webhooks": ["shipped"]})
    assert [(status, each["reply"]["status"], each["problem"]) for status, each in fired] == [(200, 200, "")] * 3
    assert [line for line, _, _ in heard] == ["POST /in", "POST /in", "POST /"]
    assert json.loads(heard[1][2])["by"] == "bike"
    assert json.loads(heard[2][2]) == {"any": "thing"}
    assert [status for status, _ in wrong] == [400, 400, 400, 400, 400, 400, 405]


def test_a_webhook_without_a_receiver_is_told():
    async def go():
        async with Shop() as shop:
            return (
                await shop.ask("POST", "/__apiyard/webhooks/shipped"),
                await shop.ask("POST", "/__apiyard/webhooks/shipped", {"url": "http://127.0.0.1:1/"}),
            )

    (status, problem), (_, dead) = asyncio.run(go())
    assert status == 400
    assert "nobody said where" in problem["detail"]
    assert "ConnectError" in dead["problem"]


def test_made_requests_keep_their_contract():
    contract = webhooks(CONTRACT)["shipped"]
    for seed in range(20):
        request = make_request(contract, contract.operations[0], seed=seed)
        assert check_request(contract, request).outcome == "valid"
    known = Known({"order": "not an order", "by": "bike"}, {})
    assert json.loads(make_request(contract, contract.operations[0], known).body)["by"] == "bike"
    impossible = yaml.safe_load(DOCUMENT)
    held = impossible["webhooks"]["shipped"]["post"]["requestBody"]
    held["required"] = True
    held["content"]["application/json"]["schema"] = {"type": "object", "required": ["a"], "properties": {"a": False}}
    broken = webhooks(contract_from_bytes(json.dumps(impossible).encode()))["shipped"]
    with pytest.raises(ApiyardError, match="no request that keeps the contract"):
        make_request(broken, broken.operations[0])
