"""What waits to be sent, and what became of it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from datetime import datetime

from apiyard.core.clock import Clock
from apiyard.core.errors import TooLargeError
from apiyard.core.json import JsonObject
from apiyard.core.noun import dataclass, field
from apiyard.mock.journal.readable import readable
from apiyard.mock.secret_names import HEADERS
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.operation import Operation
from apiyard.spec.violation import Violation

_MOST_WAITING = 1_000
_MOST_KEPT = 1_000
_SHOWN_BYTES = 64 * 1024


@dataclass(slots=True)
class Parcel:
    """A request on its way.

    Args:
        number: counts up from 1.
        kind: ``callback`` or ``webhook``.
        name: its name in the contract.
        url: where it goes; empty when that could not be told.
        contract: its contract.
        operation: its operation.
        request: what is sent; its path is not the receiver's.
        delay: seconds to wait before.
        made: when it was made.
        reply: what the receiver answered at last.
        problem: why it did not arrive, or was not sent.
        wrong: what the reply broke.
        attempts: how often it was sent.
        over: whether nothing more will happen to it.
    """

    number: int
    kind: str
    name: str
    url: str
    contract: Contract
    operation: Operation
    request: Request
    delay: float
    made: datetime
    reply: Reply | None = None
    problem: str = ""
    wrong: tuple[Violation, ...] = ()
    attempts: int = 0
    over: bool = False
    waiters: list[Callable[[], None]] = field(default_factory=list)

    def end(self, problem: str = "") -> None:
        """Say that nothing more will happen, and tell those who wait.

        Args:
            problem: why it did not arrive; empty when it did.
        """
        self.problem, self.over = problem, True
        for each in self.waiters:
            each()
        self.waiters.clear()


@dataclass(frozen=True, slots=True)
class Draft:
    """What is put into the outbox; the members are those of `Parcel`."""

    kind: str
    name: str
    url: str
    contract: Contract
    operation: Operation
    request: Request
    delay: float = 0.0
    problem: str = ""


class Outbox:
    """Requests that wait to be sent, and the latest that were; used in one event loop.

    Args:
        clock: tells when one was made.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: deque[Parcel] = deque()
        self._kept: deque[Parcel] = deque(maxlen=_MOST_KEPT)
        self._number = 0
        self._bell: asyncio.Event | None = None

    def put(self, draft: Draft) -> Parcel:
        """Let a request wait to be sent; one with a problem is only kept, to be told.

        Args:
            draft: the request.

        Returns:
            The parcel, which changes as it is sent.

        Raises:
            TooLargeError: 1,000 wait already.
        """
        if len(self._waiting) >= _MOST_WAITING:
            raise TooLargeError(f"{_MOST_WAITING} callbacks wait to be sent already")
        self._number += 1
        parcel = Parcel(
            self._number,
            draft.kind,
            draft.name,
            draft.url,
            draft.contract,
            draft.operation,
            draft.request,
            draft.delay,
            self._clock.now(),
        )
        self._kept.append(parcel)
        if draft.problem:
            parcel.end(draft.problem)
            return parcel
        self._waiting.append(parcel)
        if self._bell is not None:
            self._bell.set()
        return parcel

    async def some(self) -> None:
        """Wait until there is something to be sent."""
        if self._bell is None:
            self._bell = asyncio.Event()
        while not self._waiting:
            self._bell.clear()
            await self._bell.wait()

    async def take(self) -> Parcel:
        """Wait for the next request to be sent."""
        await self.some()
        return self._waiting.popleft()

    def parcels(self) -> tuple[Parcel, ...]:
        """Give the latest requests, the oldest first."""
        return tuple(self._kept)

    def reset(self) -> None:
        """Forget what was sent; what waits is not sent any more."""
        for each in self._waiting:
            each.end("forgotten before it was sent")
        self._waiting.clear()
        self._kept.clear()


def facts_of(parcel: Parcel) -> JsonObject:
    """Give a parcel as plain data.

    Args:
        parcel: the parcel.
    """
    request, reply = parcel.request, parcel.reply
    return {
        "number": parcel.number,
        "kind": parcel.kind,
        "name": parcel.name,
        "url": parcel.url,
        "made": parcel.made.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "over": parcel.over,
        "attempts": parcel.attempts,
        "problem": parcel.problem,
        "request": {
            "method": request.method,
            "headers": _pairs(request.headers),
            **readable(request.header("content-type"), request.body[:_SHOWN_BYTES]),
        },
        "reply": None
        if reply is None
        else {
            "status": reply.status,
            "headers": _pairs(reply.headers),
            **readable(reply.header("content-type"), reply.body[:_SHOWN_BYTES]),
        },
        "violations": [
            {"place": each.place, "pointer": each.pointer, "message": each.message} for each in parcel.wrong
        ],
    }


def _pairs(headers: Iterable[tuple[str, str]]) -> list[list[str]]:
    return [[name, "[secret]" if name.lower() in HEADERS else value] for name, value in headers]
