"""Server-sent events come one by one, each of them keeps the contract."""

from __future__ import annotations

import asyncio
import json

import pytest

from apiyard.core.errors import InvalidInputError
from apiyard.mock.app import Mock
from apiyard.mock.pipeline import settled
from apiyard.mock.step import Streamed
from apiyard.mock.streaming.options import StreamOptions
from apiyard.mock.streaming.stream import Stream
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.judge import check_reply
from apiyard.spec.load import contract_from_bytes

DOCUMENT = r"""
openapi: 3.2.0
info: {title: Ticks, version: 1.0.0}
paths:
  /shown:
    get:
      operationId: shown
      responses:
        '200':
          description: events
          content:
            text/event-stream:
              schema: {type: string}
              example: "id: 1\ndata: one\n\nid: 2\ndata: two\n\n"
  /made:
    get:
      operationId: made
      responses:
        '200':
          description: events
          content:
            text/event-stream:
              itemSchema:
                type: object
                required: [event, data, id]
                properties:
                  event: {const: tick}
                  id: {type: string, pattern: '^[0-9]+$'}
                  data:
                    type: string
                    contentMediaType: application/json
                    contentSchema: {type: object, required: [n], properties: {n: {type: integer, minimum: 5}}}
  /lines:
    get:
      operationId: lines
      responses:
        '200':
          description: rows
          content:
            application/jsonl:
              itemSchema: {type: object, required: [n], properties: {n: {type: integer}}}
  /plain:
    get:
      operationId: plain
      responses:
        '200': {description: ok, content: {application/json: {schema: {const: 1}}}}
"""
CONTRACT = contract_from_bytes(DOCUMENT.encode())


class Ticker:
    """A mock whose pauses only count."""

    def __init__(self, **options):
        self.slept = []
        stream = Stream(StreamOptions(**options), sleep=self._sleep)
        self._handle = Mock(CONTRACT, layers=[stream.layer]).handle

    async def _sleep(self, seconds):
        self.slept.append(seconds)

    def get(self, path, *, most=100, **headers):
        given = tuple((name.replace("_", "-"), value) for name, value in headers.items())

        async def go():
            answer = await settled(self._handle(Request("GET", path, "", given)))
            if not isinstance(answer, Streamed):
                return answer, []
            chunks = []
            async for chunk in answer.chunks:
                chunks.append(chunk)
                if len(chunks) == most:
                    break
            return answer, chunks

        return asyncio.run(go())


def test_the_events_of_an_example_come_one_by_one():
    ticker = Ticker()
    answer, chunks = ticker.get("/shown")
    assert isinstance(answer, Streamed)
    assert ("cache-control", "no-store") in answer.headers
    assert chunks == [b"id: 1\ndata: one\n\n", b"id: 2\ndata: two\n\n"]
    assert ticker.slept == [0.2]


def test_more_events_are_the_same_again():
    _, chunks = Ticker(items=5).get("/shown")
    assert [chunk[4:5] for chunk in chunks] == [b"1", b"2", b"1", b"2", b"1"]


def test_a_caller_that_comes_back_gets_the_rest():
    assert Ticker().get("/shown", last_event_id="1")[1] == [b"id: 2\ndata: two\n\n"]
    assert Ticker().get("/shown", last_event_id="2")[1] == []
    assert len(Ticker().get("/shown", last_event_id="9")[1]) == 2


def test_made_events_keep_the_contract_and_their_data_is_json():
    answer, chunks = Ticker().get("/made", prefer="items=20, interval=1.5")
    assert isinstance(answer, Streamed)
    assert len(chunks) == 20
    for chunk in chunks:
        assert not check_reply(CONTRACT.operation("made"), "GET", Reply(200, answer.headers, chunk))
    data = [line.removeprefix("data: ") for line in b"".join(chunks).decode().split("\n") if line.startswith("data:")]
    assert all(json.loads(each)["n"] >= 5 for each in data)
    assert len(set(chunks)) > 10


def test_made_events_are_counted_and_go_on_behind_the_last_one():
    def ids(**headers):
        chunks = Ticker().get("/made", prefer="items=6", **headers)[1]
        return [line for chunk in chunks for line in chunk.decode().split("\n") if line.startswith("id:")]

    assert ids() == [f"id: {number}" for number in range(1, 7)]
    assert ids(last_event_id="6") == [f"id: {number}" for number in range(7, 13)]
    assert ids(last_event_id="9" * 40) == ids()
    again, first = Ticker().get("/made", last_event_id="1")[1], Ticker().get("/made")[1]
    assert again[:2] == first[1:]


def test_pace_and_number_are_the_callers():
    ticker = Ticker(items=9, interval=5)
    assert len(ticker.get("/made", prefer='items="2"; interval=0.5')[1]) == 2
    assert ticker.slept == [0.5]
    assert len(Ticker().get("/made")[1]) == 3


def test_what_does_not_end_goes_on_until_the_caller_has_enough():
    assert len(Ticker(endless=True).get("/shown", most=50)[1]) == 50


def test_lines_are_streamed_when_the_caller_wishes():
    answer, _ = Ticker().get("/lines")
    assert isinstance(answer, Reply)
    streamed, chunks = Ticker().get("/lines", prefer="items=4")
    assert isinstance(streamed, Streamed)
    assert [sorted(json.loads(chunk)) for chunk in chunks] == [["n"]] * 4


def test_other_answers_stay_whole():
    assert isinstance(Ticker(endless=True).get("/plain")[0], Reply)


@pytest.mark.parametrize("options", [{"items": -1}, {"interval": -1}, {"endless": True, "interval": 0}])
def test_numbers_that_make_no_sense(options):
    with pytest.raises(InvalidInputError):
        StreamOptions(**options)
