"""The one way of every request: route, judge it, let it be answered, judge the answer, send."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias, cast

from apiyard.core.errors import ApiyardError
from apiyard.core.noun import replace
from apiyard.mock.answering.prefer import asked, parse_prefer
from apiyard.mock.consumer import consumer_of
from apiyard.mock.layer import Layer, Next, Seen, Watcher, within
from apiyard.mock.options import MockOptions
from apiyard.mock.refusing.problem import problem
from apiyard.mock.refusing.refuse import refuse, refuse_method, refuse_path, told
from apiyard.mock.step import Answer, Answerer, Call, Coming, Cut, Refused, Streamed, Wrong, is_answer
from apiyard.mock.uncoded import uncoded
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Headers, Reply, Request
from apiyard.spec.judge import Judgement, check_reply, check_request
from apiyard.spec.violation import Violation

Stray: TypeAlias = Callable[[Request], Coming]
"""Answers what the contract has no operation for, as a proxy may."""


class Pipeline:
    """Takes requests of one contract to its answerer and the answers back.

    Args:
        contract: the contract.
        answerer: the step that differs: mock, sandbox, proxy or replay.
        layers: put around it, the outermost first.
        options: how to behave.
        watchers: are told each exchange.
        stray: answers what the contract has no operation for; without it that is 404 or 405.
    """

    def __init__(
        self,
        contract: Contract,
        answerer: Answerer,
        layers: Sequence[Layer] = (),
        *,
        options: MockOptions | None = None,
        watchers: Sequence[Watcher] = (),
        stray: Stray | None = None,
    ) -> None:
        self.contract = contract
        self.options = options or MockOptions()
        self._next: Next = within(layers, answerer)
        self._watchers = tuple(watchers)
        self._stray = stray
        self._vouches = cast("Callable[[Reply], bool]", getattr(answerer, "vouches", _nobody))
        self._reports = self.options.wrongs == "report"

    def handle(self, request: Request) -> Coming:
        """Answer one request.

        Args:
            request: the request.

        Returns:
            The answer, or what gives it when awaited. Of the mock's own answers none breaks the contract but those
            that are wrong on purpose; refusals are problem details or what the contract has for them.
        """
        if request.body and not self._reports and request.header("content-encoding") is not None:
            plain = uncoded(request, self.options.max_body_bytes)
            if isinstance(plain, Reply):
                return self._end(Seen(request, plain))
            request = plain
        try:
            judgement = check_request(self.contract, request)
        except ApiyardError as error:  # a schema that cannot be used is told on its own operation only
            return self._end(Seen(request, _failed(error)))
        operation = judgement.operation
        if operation is None:
            return self._outside(request, judgement)
        wrong = judgement.violations
        if wrong and not self.options.check_security:
            wrong = tuple(each for each in wrong if each.place != "security")
        if wrong and not self._reports:
            form = self.options.errors
            reply = refuse(self.contract, operation, wrong, method=request.method, form=form)
            return self._end(Seen(request, reply, operation, consumer_of(self.contract, request), wrong))
        said = request.header("prefer")
        if "__" in request.query and not self._reports:
            said = asked(said, request.query, [each.name for each in operation.parameters if each.location == "query"])
        wishes = parse_prefer(said)
        call = Call(
            self.contract,
            operation,
            request,
            judgement.values,
            wishes,
            consumer_of(self.contract, request),
            self.options.seed,
            wrong,
        )
        if wishes.unknown and not self._reports:
            bad = Refused(problem(400, f"not understood: {', '.join(wishes.unknown)}", code="bad-wish"))
            return self._end(_seen(call, bad))
        if wishes.wait > 0 and self.options.max_wait_seconds > 0:
            return self._held(call)
        return self._answered(call)

    def _answered(self, call: Call) -> Coming:
        try:
            coming = self._next(call)
        except ApiyardError as error:
            return self._end(_seen(call, _failed(error)))
        if is_answer(coming):
            return self._finished(call, coming)
        return self._awaited(call, coming)

    async def _awaited(self, call: Call, coming: Coming) -> Answer:
        try:
            answer = await settled(coming)
        except ApiyardError as error:
            return self._end(_seen(call, _failed(error)))
        return self._finished(call, answer)

    async def _held(self, call: Call) -> Answer:
        """Hold an answer back as long as the caller wished (RFC 7240, section 4.3, turned round)."""
        seconds = min(call.wishes.wait, self.options.max_wait_seconds)
        await asyncio.sleep(seconds)
        answer = await settled(self._answered(call))
        return _applied(answer, f"wait={seconds:g}") if isinstance(answer, Reply | Streamed) else answer

    def _finished(self, call: Call, answer: Answer) -> Answer:
        """Judge an answer, and hold it back or name what is wrong with it."""
        if isinstance(answer, Wrong | Cut | Refused) or (isinstance(answer, Reply) and self._vouches(answer)):
            return self._end(_seen(call, answer)) if self._watchers else answer
        try:
            wrong = _judged(call, answer)
        except ApiyardError as error:
            return self._end(_seen(call, _failed(error)))
        if self._reports:
            return self._end(replace(_seen(call, _reported(call, answer, wrong)), wrong_reply=wrong))
        if wrong:
            detail = f"no answer that keeps the contract was found: {wrong[0].message}"
            answer = Refused(problem(500, detail, violations=wrong, code="no-conforming-answer"))
        return self._end(_seen(call, answer))

    def _outside(self, request: Request, judgement: Judgement) -> Coming:
        """Answer a request that means no operation."""
        method, allowed = request.method.upper(), judgement.allowed
        if method == "HEAD" and "GET" in allowed:
            return _headless(self.handle(replace(request, method="GET")))
        if self._stray is not None:
            return self._strayed(request, self._stray(request))
        if judgement.outcome == "no-path":
            return self._end(Seen(request, refuse_path()))
        if method == "OPTIONS":
            return _preflight(request, allowed)
        return self._end(Seen(request, refuse_method(allowed)))

    async def _strayed(self, request: Request, coming: Coming) -> Answer:
        try:
            return self._end(Seen(request, await settled(coming)))
        except ApiyardError as error:
            return self._end(Seen(request, _failed(error)))

    def _end(self, seen: Seen) -> Answer:
        for watcher in self._watchers:
            watcher(seen)
        return seen.answer


def _nobody(reply: Reply) -> bool:
    return False


def _seen(call: Call, answer: Answer) -> Seen:
    return Seen(call.request, answer, call.operation, call.consumer, call.violations)


def _failed(error: ApiyardError) -> Refused:
    return Refused(problem(500, f"{error.what} ({error.where})", code=error.code))


async def settled(coming: Coming) -> Answer:
    """Give an answer that is there or comes."""
    return coming if is_answer(coming) else await cast("Awaitable[Answer]", coming)


def _judged(call: Call, answer: Reply | Streamed) -> tuple[Violation, ...]:
    """Judge a whole reply, or what is known of one that comes in pieces: its status and headers."""
    if isinstance(answer, Streamed):
        return check_reply(call.operation, "head", Reply(answer.status, answer.headers))
    return check_reply(call.operation, call.request.method, answer)


def _reported(call: Call, answer: Reply | Streamed, wrong: tuple[Violation, ...]) -> Reply | Streamed:
    if not wrong and not call.violations:
        return answer
    found: Headers = (("x-apiyard-violations", told((*call.violations, *wrong))),)
    return replace(answer, headers=(*answer.headers, *found))


def _applied(answer: Reply | Streamed, wish: str) -> Reply | Streamed:
    """Say that a wish was fulfilled, beside the others that were (RFC 7240, section 3)."""
    name = "preference-applied"
    before = [value for each, value in answer.headers if each == name]
    kept = tuple(pair for pair in answer.headers if pair[0] != name)
    return replace(answer, headers=(*kept, (name, ", ".join([*before, wish]))))


def _headless(coming: Coming) -> Coming:
    """Turn the answer to GET into the one to HEAD: the same headers and no body (RFC 9110, section 9.3.2)."""
    if isinstance(coming, Reply):
        return Reply(coming.status, (*coming.headers, ("content-length", str(len(coming.body)))), b"")
    if isinstance(coming, Streamed):
        return Reply(coming.status, coming.headers)
    return coming if is_answer(coming) else _headless_later(coming)


async def _headless_later(coming: Coming) -> Answer:
    return await settled(_headless(await settled(coming)))


def _preflight(request: Request, allowed: tuple[str, ...]) -> Reply:
    """Answer OPTIONS, also as a browser asks before a call from another origin (Fetch, section 4.8)."""
    shown = ", ".join(allowed)
    headers: Headers = (("allow", shown),)
    if request.header("access-control-request-method") is not None:
        wanted = request.header("access-control-request-headers") or "*"
        headers += (("access-control-allow-methods", shown), ("access-control-allow-headers", wanted))
    return Reply(204, headers)
