"""The validating proxy: the pipeline of the mock, whose answers come from another server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from typing import TypeAlias

from apiyard.core.errors import ApiyardError, InvalidInputError, TooLargeError
from apiyard.core.noun import dataclass, replace
from apiyard.mock.consumer import consumer_of
from apiyard.mock.control import told
from apiyard.mock.forward.target import Target
from apiyard.mock.forward.upstream import Begun, Upstream
from apiyard.mock.layer import Layer, Seen, Watcher
from apiyard.mock.options import MockOptions
from apiyard.mock.pipeline import Pipeline, settled
from apiyard.mock.refusing.problem import problem
from apiyard.mock.refusing.refuse import refuse_method, refuse_path
from apiyard.mock.step import Answer, Call, Coming, Refused, Streamed, Wrong
from apiyard.spec.contract import Contract
from apiyard.spec.decode import decode
from apiyard.spec.exchange import Headers, Reply, Request
from apiyard.spec.judge import Judgement, check_reply, check_request
from apiyard.spec.judge_stream import stream_judge
from apiyard.spec.route import NoMethod
from apiyard.spec.sequence import is_stream
from apiyard.spec.violation import Violation

BROKE_CONTRACT = "upstream-broke-contract"
"""The code of the problem that stands for a reply that was not passed on."""

_CODED = frozenset({"content-encoding", "content-length"})
_MOST_OF_A_STREAM = 4 * 1024 * 1024

Streams: TypeAlias = Callable[[Request, Reply, tuple[Violation, ...]], None]
"""Is told a stream that is over: the request, what came of it as far as it was kept, and what was wrong."""

Items: TypeAlias = Callable[[Request, tuple[Violation, ...]], None]
"""Is told what is wrong with the items of a stream as they pass, each kind once."""


@dataclass(frozen=True, slots=True)
class ProxyOptions:
    """How a proxy behaves.

    Args:
        refuse: whether it passes nothing on that breaks the contract: 4xx for requests, 502 for replies; else it
            passes all on and tells what is wrong in the header ``x-apiyard-violations``.
        check_security: whether a request without credentials breaks the contract.
        max_body_bytes: larger requests are refused with 413.
        most_decoded: as large a body may become without its content coding.
    """

    refuse: bool = False
    check_security: bool = True
    max_body_bytes: int = 64 * 1024 * 1024
    most_decoded: int = 64 * 1024 * 1024


class Proxy:
    """Answers by another server and judges both sides.

    Args:
        contract: the contract.
        upstream: the door to the server.
        options: how to behave.
        layers: put around the server's answers.
        watchers: are told each exchange.
        streams: is told each stream once it is over.
        items: is told at once what is wrong with an item of a stream.
    """

    def __init__(
        self,
        contract: Contract,
        upstream: Upstream,
        options: ProxyOptions | None = None,
        *,
        layers: Sequence[Layer] = (),
        watchers: Sequence[Watcher] = (),
        streams: Streams | None = None,
        items: Items | None = None,
    ) -> None:
        self.contract = contract
        self.options = options or ProxyOptions()
        self._upstream = upstream
        self._watchers = tuple(watchers)
        self._streams, self._items = streams, items
        given = MockOptions(
            check_security=self.options.check_security,
            max_body_bytes=self.options.max_body_bytes,
            wrongs="refuse" if self.options.refuse else "report",
            max_wait_seconds=0,
        )
        self._pipeline = Pipeline(contract, self, layers, options=given, watchers=watchers, stray=self._stray)

    def handle(self, request: Request) -> Coming:
        """Answer a request.

        Args:
            request: the request.

        Returns:
            What gives the server's answer, or why there is none.
        """
        plain = self._plain(request)
        if plain.method.upper() == "HEAD":
            found = self.contract.router.match("HEAD", plain.path)
            if isinstance(found, NoMethod) and "GET" in found.allowed:
                return self._head(plain, check_request(self.contract, replace(plain, method="GET")))
        return self._pipeline.handle(plain)

    async def answer(self, call: Call) -> Answer:
        """Answer a call by the server, as the pipeline's step.

        Args:
            call: the call.
        """
        found = await self._forward(call.request, call)
        if not self.options.refuse or not isinstance(found, Reply):
            return found
        wrong = check_reply(call.operation, call.request.method, found)
        return Refused(_refused(wrong)) if wrong else found

    async def close(self) -> None:
        """Close the connections to the server."""
        await self._upstream.close()

    def _stray(self, request: Request) -> Coming:
        """Answer what the contract has no operation for; what a browser asks before a call is the server's to say."""
        if not self.options.refuse or request.method.upper() == "OPTIONS":
            return self._forward(request)
        found = self.contract.router.match(request.method, request.path)
        return refuse_method(found.allowed) if isinstance(found, NoMethod) else refuse_path()

    def _plain(self, request: Request) -> Request:
        """Take the content coding off a request, since the contract speaks of what it holds."""
        coding = request.header("content-encoding")
        if coding is None:
            return request
        try:
            body = decode(request.body, coding, most=self.options.most_decoded)
        except (InvalidInputError, TooLargeError):
            return request
        return replace(request, headers=_without(request.headers, _CODED), body=body)

    async def _head(self, request: Request, judgement: Judgement) -> Answer:
        """Ask the server for the head alone, and judge it as that of GET (RFC 9110, section 9.3.2)."""
        operation, wrong = judgement.operation, judgement.violations
        if not self.options.check_security:
            wrong = tuple(each for each in wrong if each.place != "security")
        if operation is None or (wrong and self.options.refuse):
            return await settled(self._pipeline.handle(request))
        answer = await self._forward(request)
        judged = check_reply(operation, "head", answer) if isinstance(answer, Reply) else ()
        if judged and self.options.refuse:
            answer = Refused(_refused(judged))
        seen = Seen(request, answer, operation, consumer_of(self.contract, request), wrong, judged)
        for watcher in self._watchers:
            watcher(seen)
        return answer

    async def _forward(self, request: Request, call: Call | None = None) -> Answer:
        try:
            begun = await self._upstream.send(request)
        except InvalidInputError as error:
            return Refused(told(error))
        except ApiyardError as error:
            return Wrong(told(error), error.code)
        target = self._upstream.target
        headers = tuple(_relocated(pair, target) for pair in begun.headers)
        if begun.rest is None:
            return self._whole(replace(begun, headers=headers), head=request.method.upper() == "HEAD")
        if is_stream(headers):
            streamed = Streamed(begun.status, headers, begun.rest)
            watched = self._streams is not None or self._items is not None
            return replace(streamed, chunks=self._watched(request, streamed, call)) if watched else streamed
        return Wrong(Streamed(begun.status, headers, _both(begun.body, begun.rest)), "too-large-to-judge")

    def _whole(self, begun: Begun, *, head: bool) -> Answer:
        coding = next((value for name, value in begun.headers if name.lower() == "content-encoding"), "")
        if head:
            return Reply(begun.status, begun.headers, b"")
        try:
            body = decode(begun.body, coding, most=self.options.most_decoded)
        except (InvalidInputError, TooLargeError) as error:
            reply = Reply(begun.status, _without(begun.headers, {"content-length"}), begun.body)
            return Wrong(reply, f"cannot-be-judged: {error.what}")
        return Reply(begun.status, _without(begun.headers, _CODED), body)

    async def _watched(self, request: Request, streamed: Streamed, call: Call | None) -> AsyncIterator[bytes]:
        """Pass a stream on as it comes, and judge each of its items once it is passed on."""
        judge = stream_judge(call.operation, streamed.status, streamed.headers) if call is not None else None
        kept: list[bytes] = []
        size, wrong = 0, list[Violation]()
        try:
            async for chunk in streamed.chunks:
                if size <= _MOST_OF_A_STREAM and self._streams is not None:
                    kept.append(chunk)
                size += len(chunk)
                yield chunk
                self._told(request, judge.feed(chunk) if judge is not None else (), wrong)
        finally:
            self._told(request, judge.end() if judge is not None else (), wrong)
            if self._streams is not None:
                # Of an event that the end cut off nobody can say anything.
                body, mark, _ = b"".join(kept).rpartition(b"\n")
                self._streams(request, Reply(streamed.status, streamed.headers, body + mark), tuple(wrong))

    def _told(self, request: Request, found: tuple[Violation, ...], wrong: list[Violation]) -> None:
        if found and self._items is not None:
            self._items(request, found)
        wrong += found


async def _both(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for chunk in rest:
        yield chunk


def _refused(wrong: tuple[Violation, ...]) -> Reply:
    detail = f"the server's answer breaks the contract: {wrong[0].message}"
    return problem(502, detail, violations=wrong, code=BROKE_CONTRACT)


def _relocated(pair: tuple[str, str], target: Target) -> tuple[str, str]:
    return (pair[0], target.as_seen(pair[1])) if pair[0].lower() == "location" else pair


def _without(headers: Headers, names: frozenset[str] | set[str]) -> Headers:
    return tuple(pair for pair in headers if pair[0].lower() not in names)
