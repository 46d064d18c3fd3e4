"""A door to one service that sends every request to the others too, and compares what they answer."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from apiyard.core.clock import Clock
from apiyard.core.errors import ApiyardError
from apiyard.core.noun import replace
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Headers, Reply, Request
from apiyard.spec.judge import check_request
from apiyard.spec.operation import Operation
from apiyard.verify.case import Case
from apiyard.verify.compare.compare_replies import Asked, compare_replies
from apiyard.verify.compare.difference import KIND, Compared
from apiyard.verify.compare.hide import Hider, hidden, hidden_reply
from apiyard.verify.compare.side import Side
from apiyard.verify.compare.twins import Twins
from apiyard.verify.doors.transport import NoReplyError, UnsendableError
from apiyard.verify.exchange import is_doubtful
from apiyard.verify.failure import Failure, Trouble, kept_reply
from apiyard.verify.planning.baseline import Baseline
from apiyard.verify.report import KindReport
from apiyard.verify.telling.curl import as_curl

_CREDENTIALS = frozenset({401, 403, 407})
_NEARLY_ALL = 0.9


class Mirror:
    """Looks like the first service to who verifies it; the others get the same requests, one after the other.

    Args:
        contract: what all of them promise.
        first: the service that is verified.
        others: those that it is compared with.
        clock: monotonic time.
        headers: sent with every request besides its own; they are told nowhere.
    """

    def __init__(
        self, contract: Contract, first: Side, others: Sequence[Side], *, clock: Clock, headers: Headers = ()
    ) -> None:
        self.base_url = first.door.base_url
        self.label = first.name
        self._contract = contract
        self._first = first
        self._others = others
        self._clock = clock
        self._hider = Hider(contract, headers)
        self._twins = {each.name: Twins() for each in others}
        self._lock = threading.Lock()
        self._stack = ExitStack()
        self._failures: dict[tuple[str, ...], Failure] = {}
        self._statuses: Counter[str] = Counter()
        self._shut = {each.name: [0, 0] for each in others}
        self._reached: dict[str, None] = {}
        self._seconds = 0.0
        self.explained: Counter[str] = Counter()
        self.masked: dict[str, None] = {}

    def __enter__(self) -> Self:
        """Open the ways to all."""
        for side in (self._first, *self._others):
            self._stack.enter_context(side.door)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close them."""
        self._stack.close()

    def reach(self) -> None:
        """Connect to all.

        Raises:
            UnavailableError: nobody is there.
        """
        for side in (self._first, *self._others):
            side.door.reach()

    def send(self, request: Request) -> Reply:
        """Send a request to all, and compare.

        Args:
            request: the request.

        Returns:
            The reply of the first one.

        Raises:
            NoReplyError: it gave none.
            UnsendableError: the request is not valid HTTP.
        """
        with self._lock:
            reply, problem = _asked(self._first, request)
            if isinstance(problem, UnsendableError):
                raise problem
            started = self._clock.monotonic()
            self._compare(request, reply)
            self._seconds += self._clock.monotonic() - started
        if reply is None:
            raise problem or NoReplyError("no reply", where=self.label)
        return reply

    def _compare(self, request: Request, reply: Reply | None) -> None:
        try:
            operation, held = self._judged(request)
        except ApiyardError:  # a schema of this operation cannot be used, which the run tells by itself
            return
        doubtful = is_doubtful(check_request(self._contract, request), request.query)
        asked = Asked(operation, request.method, held, doubtful)
        name = operation.id if operation is not None else "no operation"
        self._reached[name] = None
        for side in self._others:
            twins = self._twins[side.name]
            other, problem = _asked(side, self._translated(twins, request, asked))
            if isinstance(problem, UnsendableError):
                continue
            self._statuses[f"{_status(reply)}/{_status(other)}"] += 1
            self._shut[side.name][0] += other is not None and other.status in _CREDENTIALS
            self._shut[side.name][1] += 1
            try:
                found = compare_replies(asked, (self._first, reply), (side, other))
            except ApiyardError:
                continue
            twins.learn(found.twins)
            twins.learn_peers(found.peers)
            self._take(found, side, name, request=request, replies=(reply, other))

    def _judged(self, request: Request) -> tuple[Operation | None, bool]:
        """Give what a request asks for, and whether it keeps the contract, credentials aside."""
        judgement = check_request(self._contract, request)
        held = judgement.operation is not None and all(each.place == "security" for each in judgement.violations)
        return judgement.operation, held

    def _translated(self, twins: Twins, request: Request, asked: Asked) -> Request:
        """Give a request as the other side understands it, but never a good one for a bad one or a bad for a good."""
        told = twins.translate(request)
        if told == request:
            return request
        try:
            alike = self._judged(told) == (asked.operation, asked.held)
        except ApiyardError:
            alike = False
        return told if alike else request

    def _take(
        self,
        found: Compared,
        side: Side,
        name: str,
        *,
        request: Request,
        replies: tuple[Reply | None, Reply | None],
    ) -> None:
        self.explained.update(found.explained)
        self.masked.update(dict.fromkeys(f"{name} {each}" for each in found.masked))
        if not found.differences:
            return
        shown, secrets = self._hider.request(request), self._hider.of(request)
        first, reply = (kept_reply(hidden_reply(each, secrets)) for each in replies)
        answers = ((self._first.name, first), (side.name, reply))
        for each in found.differences:
            case = Case(KIND, name, f"sent to {self._first.name} and {side.name}", shown)
            trouble = Trouble(each.check, hidden(each.message, secrets), each.place)
            new = Failure(case, trouble, reply, as_curl(self.base_url, shown), answers=answers)
            key = (name, side.name, each.check, each.place, _status(reply))
            old = self._failures.get(key)
            kept = new if old is None or new.size < old.size else old
            self._failures[key] = kept if old is None else replace(kept, seen=old.seen + 1)

    def report(self, baseline: Baseline) -> KindReport:
        """Give what was found, in the form of a kind of cases.

        Args:
            baseline: the differences that are known.

        Returns:
            The report; known differences are no failures.
        """
        found = self._failures.values()
        return KindReport(
            kind=KIND,
            cases=sum(self._statuses.values()),
            seconds=self._seconds,
            failures=tuple(each for each in found if not baseline.knows(each)),
            known=tuple(each for each in found if baseline.knows(each)),
            reached=tuple(name for name in self._reached if name != "no operation"),
            statuses=dict(self._statuses),
        )

    def hints(self) -> tuple[str, ...]:
        """Say which sides answer nearly nothing but that credentials are missing."""
        told = "give credentials with -H, which go to all, or in a section auth of the file of --settings"
        shut = (name for name, (count, whole) in self._shut.items() if whole and count >= _NEARLY_ALL * whole)
        return tuple(f"{name} answers nearly all requests with 401, 403 or 407: {told}" for name in shut)

    def notes(self) -> tuple[str, ...]:
        """Say in lines what was not counted, and why."""
        made_up = [side.name for side in (self._first, *self._others) if side.made_up]
        lines = [f"values of {', '.join(made_up)} are made up: they were held against the contract"] if made_up else []
        met = sum(count for pair, count in self._statuses.items() if all(each < "3" for each in pair.split("/")))
        lines += [f"{met} of {sum(self._statuses.values())} pairs of answers are two successes"]
        lines += [
            f"{'once' if count == 1 else f'{count} times'} no difference: {reason}"
            for reason, count in self.explained.most_common()
        ]
        lines += [f"not compared by value: {place}" for place in self.masked]
        return tuple(lines)


def _status(reply: Reply | None) -> str:
    return str(reply.status) if reply is not None else "none"


def _asked(side: Side, request: Request) -> tuple[Reply | None, NoReplyError | UnsendableError | None]:
    try:
        return side.door.send(request), None
    except (NoReplyError, UnsendableError) as error:
        return None, error
