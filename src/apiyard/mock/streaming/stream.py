"""The layer that sends sequences item by item (HTML, section 9.2; OpenAPI 3.2, section 4.14.3)."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping

from apiyard.core.errors import ApiyardError
from apiyard.core.noun import dataclass, replace
from apiyard.mock.fault import Sleep
from apiyard.mock.layer import Next
from apiyard.mock.pipeline import settled
from apiyard.mock.step import Answer, Call, Coming, Streamed, is_answer
from apiyard.mock.streaming.options import MOST_ITEMS, MOST_SECONDS, StreamOptions
from apiyard.spec import media, sequence
from apiyard.spec.exchange import Reply
from apiyard.spec.judge import check_reply
from apiyard.spec.operation import Operation
from apiyard.spec.sample_item import sample_item
from apiyard.spec.schema import Schema

_EVENTS = "text/event-stream"
_MADE = 3
_TRIES = 3
_LONGEST_NUMBER = 9
_WISH = re.compile(r"(?:^|[,;\s])(items|interval)\s*=\s*\"?([0-9]{1,9}(?:\.[0-9]{1,6})?)", re.IGNORECASE)
_BLANK = re.compile(rb"(?:\r\n|\n|\r)(?:\r\n|\n|\r)+")
_ID = re.compile(rb"^id: ?([^\r\n]*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is streamed to one caller."""

    count: int
    interval: float
    chosen: bool


class Stream:
    """Lets server-sent events come one by one; its method `layer` is put around an answerer.

    A caller may wish for another number or pace by ``Prefer: items=10, interval=0.5``, also of lines and records of
    JSON, and go on after an event by ``Last-Event-ID``.

    Args:
        options: how.
        sleep: waits as many seconds.
    """

    def __init__(self, options: StreamOptions | None = None, *, sleep: Sleep = asyncio.sleep) -> None:
        self._options = options or StreamOptions()
        self._sleep = sleep
        self._flows: dict[str, bool] = {}

    def layer(self, call: Call, following: Next) -> Coming:
        """Answer a call; a sequence comes item by item.

        Args:
            call: the call.
            following: what answers it.
        """
        coming = following(call)
        key = call.operation.pointer
        flows = self._flows.get(key)
        if flows is None:
            flows = self._flows[key] = _flows(call.operation)
        if not flows:
            return coming
        return self._streamed(call, coming) if is_answer(coming) else self._later(call, coming)

    async def _later(self, call: Call, coming: Coming) -> Answer:
        return self._streamed(call, await settled(coming))

    def _streamed(self, call: Call, answer: Answer) -> Answer:
        if not isinstance(answer, Reply) or not answer.body:
            return answer
        content_type = answer.header("content-type")
        if content_type is None:
            return answer
        essence = media.read(content_type).essence
        if essence not in sequence.FORMS:
            return answer
        wanted = self._wanted(call)
        if essence != _EVENTS and not wanted.chosen:
            return answer
        # The whole reply is judged before any of it is sent.
        if check_reply(call.operation, call.request.method, answer):
            return answer
        headers = tuple(pair for pair in answer.headers if pair[0].lower() != "content-length")
        if not any(name.lower() == "cache-control" for name, _ in headers):
            headers = (*headers, ("cache-control", "no-store"))
        return Streamed(answer.status, headers, self._paced(_items(call, answer, essence, count=wanted.count), wanted))

    def _wanted(self, call: Call) -> _Wanted:
        options = self._options
        count = -1 if options.endless else options.items
        wishes = {name.lower(): value for name, value in _WISH.findall(call.request.header("prefer") or "")}
        if "items" in wishes:
            count = min(int(float(wishes["items"])), MOST_ITEMS)
        interval = min(float(wishes.get("interval", options.interval)), MOST_SECONDS)
        return _Wanted(count, interval, chosen=bool(wishes) or options.endless or options.items > 0)

    async def _paced(self, items: Iterator[bytes], wanted: _Wanted) -> AsyncIterator[bytes]:
        first = True
        for item in items:
            # Without a pause the loop would serve nobody else.
            if not first:
                await self._sleep(wanted.interval)
            first = False
            yield item


def _flows(operation: Operation) -> bool:
    """Say whether an operation may answer with a sequence; a range such as ``text/*`` may be one."""
    names = [media.read(key) for response in operation.responses.values() for key in response.content]
    return any(name.essence in sequence.FORMS or "*" in (name.type, name.subtype) for name in names)


def _items(call: Call, reply: Reply, essence: str, *, count: int) -> Iterator[bytes]:
    """Give items: those of the answer, then made ones where the contract says how they look, or the same again."""
    own = _after(call, _split(reply.body, essence))
    response = call.operation.response(reply.status)
    chosen = media.choose(response.content, reply.header("content-type") or "") if response is not None else None
    schema = chosen[1].item_schema if chosen is not None else None
    shown = bool(chosen and chosen[1].examples) and not call.wishes.dynamic
    if count == 0:
        count = len(own) if shown or schema is None else _MADE
    if schema is not None and not shown and len(own) == 1 and _is_loose(schema, own[0]):
        own = []
    has_id = schema is not None and schema.resolved().at("properties", "id") is not None
    counted = has_id and not shown and essence == _EVENTS
    start, given = _seen(call) if counted else 0, 0
    while given != count:
        item = own[given] if given < len(own) and not counted else None
        if item is None and schema is not None:
            item = _made(call, replace(reply, body=b""), essence, schema=schema, at=start + given)
        if item is None:
            if not own:
                return
            item = own[given % len(own)]
        yield item
        given += 1


def _split(body: bytes, essence: str) -> list[bytes]:
    if essence == _EVENTS:
        return [part + b"\n\n" for part in _BLANK.split(body) if part.strip()]
    if essence == "application/json-seq":
        return [b"\x1e" + part for part in body.split(b"\x1e") if part.strip()]
    return [line + b"\n" for line in body.split(b"\n") if line.strip()]


def _after(call: Call, items: list[bytes]) -> list[bytes]:
    """Leave out what a caller that comes back has seen (HTML, section 9.2.4)."""
    last = call.request.header("last-event-id")
    if last is None:
        return items
    for at, item in enumerate(items):
        found = _ID.search(item)
        if found is not None and found[1] == last.encode("latin-1", "replace"):
            return items[at + 1 :]
    return items


def _seen(call: Call) -> int:
    """Give how many made events, whose ids are numbers, a caller that comes back has seen."""
    last = call.request.header("last-event-id") or ""
    return int(last) if last.isascii() and last.isdecimal() and len(last) <= _LONGEST_NUMBER else 0


def _made(call: Call, bare: Reply, essence: str, *, schema: Schema, at: int) -> bytes | None:
    """Make an item that keeps the contract, or give None when none is found."""
    seed = call.seed + at
    for each in range(seed, seed + _TRIES):
        try:
            value = sample_item(schema, direction="response", seed=each)
        except ApiyardError:
            continue
        numbered = essence == _EVENTS and isinstance(value, Mapping) and "id" in value
        # Two events of one id are one for callers that come back (HTML, section 9.2.4), so they are counted.
        for tried in ({**value, "id": str(at + 1)}, value) if numbered and isinstance(value, Mapping) else (value,):
            try:
                item = sequence.write(essence, [tried]).encode()
            except ApiyardError:
                continue
            if not check_reply(call.operation, call.request.method, replace(bare, body=item)):
                return item
    return None


def _is_loose(schema: Schema, item: bytes) -> bool:
    """Say whether the data of a made event is any text where the contract says what is in it."""
    inner = schema.resolved().at("properties", "data", "contentSchema")
    if inner is None:
        return False
    try:
        json.loads(item.partition(b"data:")[2].partition(b"\n")[0])
    except ValueError:
        return True
    return False
