"""A proxy judges events as they pass, and holds none back."""

from __future__ import annotations

import asyncio
import json
from typing import cast

from apiyard.mock.forward.proxy import Proxy
from apiyard.mock.forward.target import read_target
from apiyard.mock.forward.upstream import Begun, Upstream
from apiyard.mock.pipeline import settled
from apiyard.mock.step import Streamed
from apiyard.spec.exchange import Request
from apiyard.spec.load import contract_from_bytes

EVENT = {"properties": {"data": {"contentMediaType": "application/json", "contentSchema": {"type": "integer"}}}}
RESPONSES = {"200": {"description": "d", "content": {"text/event-stream": {"itemSchema": EVENT}}}}
DOCUMENT = {
    "openapi": "3.2.0",
    "info": {"title": "T", "version": "1"},
    "paths": {"/feed": {"get": {"responses": RESPONSES}}},
}
CHUNKS = (b"data: 1\n\nda", b'ta: "2"\n\n', b'data: "3"\n\n', b"data: 4")


class Feed:
    """A server that streams."""

    target = read_target("http://127.0.0.1:1")

    def __init__(self) -> None:
        self.sent = 0

    async def send(self, request):
        async def rest():
            for chunk in CHUNKS:
                self.sent += 1
                yield chunk

        return Begun(200, (("content-type", "text/event-stream"),), b"", rest())


def test_each_event_is_passed_on_at_once_and_judged_then():
    feed, seen = Feed(), []

    async def go():
        contract = contract_from_bytes(json.dumps(DOCUMENT).encode())
        proxy = Proxy(
            contract,
            cast("Upstream", feed),
            items=lambda request, wrong: seen.append((feed.sent, [each.pointer for each in wrong])),
        )
        answer = await settled(proxy.handle(Request("GET", "/feed")))
        assert isinstance(answer, Streamed)
        return [(chunk, feed.sent) async for chunk in answer.chunks]

    assert asyncio.run(go()) == list(zip(CHUNKS, (1, 2, 3, 4), strict=True))
    assert seen == [(2, ["/1/data"])]
