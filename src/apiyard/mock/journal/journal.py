"""The journal: what a mock was asked and what it answered, bounded, for tests that ask it afterwards."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial

from apiyard.core.clock import Clock, SystemClock
from apiyard.core.json import Json, JsonObject
from apiyard.core.noun import dataclass, replace
from apiyard.mock.journal.readable import readable
from apiyard.mock.layer import Next, Seen, Watcher
from apiyard.mock.pipeline import settled
from apiyard.mock.secret_names import HEADERS, is_secret_name, key_names, shown_query
from apiyard.mock.step import Answer, Call, Coming, Cut, Refused, Streamed, Wrong, is_answer
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Headers, Reply, Request
from apiyard.spec.violation import Violation

UNDER_WAY = "under way"
"""The fault of a call that is not answered yet."""

ABANDONED = "abandoned"
"""The fault of a call whose caller, or whose mock, ended before its answer."""

_SHOWN_BYTES = 64 * 1024
_NEVER = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One exchange of the journal.

    Args:
        number: counts up from 1, also over those that were forgotten.
        at: when it was over, in UTC.
        seen: the exchange.
        api: the name of the contract's mount, where one port has several.
        hidden: names of headers and query parameters that are not shown, in lower case.
    """

    number: int
    at: datetime
    seen: Seen
    api: str = ""
    hidden: frozenset[str] = frozenset()

    @property
    def request(self) -> Request:
        """The request."""
        return self.seen.request

    @property
    def operation(self) -> str:
        """The id of the operation it means; empty when the contract has none."""
        return "" if self.seen.operation is None else self.seen.operation.id

    @property
    def reply(self) -> Reply:
        """What was answered; of a stream its head, and status 0 where the connection was cut before any answer."""
        answer = self.seen.answer
        if isinstance(answer, Cut):
            return answer.part or Reply(0)
        if isinstance(answer, Wrong):
            answer = answer.answer
        if isinstance(answer, Refused):
            return answer.reply
        return Reply(answer.status, answer.headers) if isinstance(answer, Streamed) else answer

    @property
    def fault(self) -> str:
        """Why the answer is wrong on purpose; empty for one that is not."""
        answer = self.seen.answer
        return answer.why if isinstance(answer, Wrong | Cut) else ""

    @property
    def violations(self) -> tuple[Violation, ...]:
        """What the request broke, then what the reply broke."""
        return (*self.seen.wrong_request, *self.seen.wrong_reply)

    @property
    def valid(self) -> bool:
        """Whether both sides kept to the contract, and the contract has what was called."""
        return not self.violations and (self.seen.operation is not None or self.reply.status < 400)


class Journal:
    """Keeps the latest exchanges; its method `watch` is the pipeline's watcher. Any thread may read it.

    Its method `layer`, put around all others, shows calls too that are not answered yet, and keeps those whose caller
    did not wait for the answer.

    Args:
        clock: tells when an exchange was over.
        most: as many exchanges are kept.
        most_bytes: as many bytes of requests and replies are kept.
    """

    def __init__(self, clock: Clock | None = None, *, most: int = 1_000, most_bytes: int = 32 * 1024 * 1024) -> None:
        self._clock = clock or SystemClock()
        self._kept: deque[tuple[int, float, Seen, int, str]] = deque()
        self._lock = threading.Lock()
        self._most, self._most_bytes = most, most_bytes
        self._bytes = self._number = 0
        self._under_way: dict[int, tuple[float, Seen, str]] = {}
        self._former: set[int] = set()
        self._hidden: frozenset[str] = frozenset()

    def hide(self, contract: Contract) -> Journal:
        """Show the API keys of a contract no more, under whatever names it has for them.

        Args:
            contract: a contract whose exchanges are kept.

        Returns:
            The journal.
        """
        self._hidden |= key_names(contract)
        return self

    def layer(self, call: Call, following: Next, *, api: str = "") -> Coming:
        """Let a call through, and show it for as long as its answer is awaited.

        Args:
            call: the call.
            following: what answers it.
            api: the name of the contract's mount.
        """
        coming = following(call)
        return coming if is_answer(coming) else self._awaited(call, coming, api)

    async def _awaited(self, call: Call, coming: Coming, api: str) -> Answer:
        key = id(call.request)
        seen = Seen(call.request, Cut(UNDER_WAY), call.operation, call.consumer, call.violations)
        self._under_way[key] = (self._clock.monotonic(), seen, api)
        try:
            return await settled(coming)
        except asyncio.CancelledError:
            self.watch(replace(seen, answer=Cut(ABANDONED)), api=api)
            raise
        finally:
            # The pipeline has nothing to wait for between here and its watchers.
            self._under_way.pop(key, None)
            # After the watchers, which are told of this call as soon as this has returned.
            asyncio.get_running_loop().call_soon(self._former.discard, key)

    def watcher(self, api: str) -> Watcher:
        """Give what keeps the exchanges of one of several contracts.

        Args:
            api: the name of its mount.
        """
        return partial(self.watch, api=api)

    def watch(self, seen: Seen, *, api: str = "") -> None:
        """Keep an exchange, and forget the oldest ones when there are too many.

        Args:
            seen: the exchange.
            api: the name of the contract's mount.
        """
        if self._former and id(seen.request) in self._former:
            return
        kept = self._kept
        answer = seen.answer
        request, reply = seen.request, answer if type(answer) is Reply else Entry(0, _NEVER, seen).reply
        size = len(request.body) + len(reply.body) + len(request.path) + len(request.query)
        for name, value in request.headers:
            size += len(name) + len(value)
        at = self._clock.monotonic()
        with self._lock:
            self._number += 1
            kept.append((self._number, at, seen, size, api))
            self._bytes += size
            while len(kept) > self._most or (self._bytes > self._most_bytes and len(kept) > 1):
                self._bytes -= kept.popleft()[3]

    def entries(self) -> tuple[Entry, ...]:
        """Give the exchanges, the oldest first, then the calls that are not answered yet."""
        with self._lock:
            kept = tuple(self._kept)
            waiting = tuple(self._under_way.values())
            number = self._number
        kept += tuple((number + at, *each[:2], 0, each[2]) for at, each in enumerate(waiting, 1))
        # Each call is written down, and few are read: so the time of day is told here.
        now, passed = self._clock.now(), self._clock.monotonic()
        return tuple(
            Entry(number, now - timedelta(seconds=passed - at), seen, api, self._hidden)
            for number, at, seen, _, api in kept
        )

    @property
    def forgotten(self) -> int:
        """How many exchanges since the last reset are not kept any more."""
        with self._lock:
            return self._number - len(self._kept)

    def reset(self) -> None:
        """Forget all exchanges and count from 1 again."""
        with self._lock:
            self._kept.clear()
            self._bytes = self._number = 0
            # What is answered later belongs to what was before.
            self._former |= self._under_way.keys()
            self._under_way = {}


def facts_of(entry: Entry) -> JsonObject:
    """Give an exchange as plain data; credentials in headers and queries are not shown, long bodies only their start.

    Args:
        entry: the exchange.

    Returns:
        A JSON object.
    """
    request, reply = entry.request, entry.reply
    return {
        "number": entry.number,
        "at": entry.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        **({"api": entry.api} if entry.api else {}),
        "operation": entry.operation,
        "consumer": entry.seen.consumer,
        "request": {
            "method": request.method.upper(),
            "path": request.path,
            "query": shown_query(request.query, entry.hidden),
            "headers": _headers(request.headers, entry.hidden),
            **_body(request.header("content-type"), request.body),
        },
        "reply": {
            "status": reply.status,
            "headers": _headers(reply.headers, entry.hidden),
            **_body(reply.header("content-type"), reply.body),
        },
        "violations": [
            *(_violation("request", each) for each in entry.seen.wrong_request),
            *(_violation("reply", each) for each in entry.seen.wrong_reply),
        ],
        "fault": entry.fault,
    }


def _violation(side: str, each: Violation) -> Mapping[str, Json]:
    return {"side": side, "place": each.place, "pointer": each.pointer, "message": each.message}


def _headers(headers: Headers, hidden: frozenset[str]) -> list[Json]:
    return [[name, "[secret]" if _is_secret(name.lower(), hidden) else value] for name, value in headers]


def _is_secret(low: str, hidden: frozenset[str]) -> bool:
    return low in HEADERS or low in hidden or is_secret_name(low.removeprefix("x-"))


def _body(content_type: str | None, body: bytes) -> JsonObject:
    if len(body) <= _SHOWN_BYTES:
        return readable(content_type, body)
    return {**readable("application/octet-stream", body[:_SHOWN_BYTES]), "bytes": len(body)}
