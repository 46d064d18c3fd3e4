"""What each judge of exchanges says about one: the judge itself, the mock, the proxy and the verifier."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from apiyard.mock.app import Mock, MockOptions
from apiyard.mock.forward.proxy import Proxy
from apiyard.mock.forward.target import read_target
from apiyard.mock.forward.upstream import Upstream
from apiyard.mock.layer import Seen
from apiyard.mock.serve import Served
from apiyard.mock.step import Call, Coming
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.judge import check_reply, check_request
from apiyard.verify.doors.door import AnyDoor, door_to
from apiyard.verify.doors.inside import Application
from apiyard.verify.doors.transport import UnsendableError
from apiyard.verify.exchange import judge_exchange
from tests.exchanges import Exchange

Broken = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Verdict:
    """What somebody says: which operation is meant, what the request breaks, and the reply; None for not asked."""

    operation: str
    request: Broken | None
    reply: Broken | None


def broken(violations: Any) -> Broken:
    """Give violations so that they can be compared."""
    return tuple(sorted({(each.place, each.pointer, each.schema_pointer) for each in violations}))


def of_judge(contract: Contract, exchange: Exchange) -> Verdict:
    """Ask the judge of the spec room."""
    judged = check_request(contract, exchange.request)
    if judged.operation is None:
        return Verdict(judged.outcome, (), None)
    wrong = check_reply(judged.operation, exchange.request.method, exchange.reply)
    return Verdict(judged.operation.id, broken(judged.violations), broken(wrong))


@dataclass
class Service:
    """The service that the exchanges are about: it gives the reply that it is told."""

    reply: Reply = field(default_factory=lambda: Reply(204))

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Speak ASGI 3.0."""
        if scope["type"] != "http":
            return
        while (await receive()).get("more_body"):
            pass
        headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in self.reply.headers]
        if self.reply.status not in {204, 304}:
            headers.append((b"content-length", str(len(self.reply.body)).encode()))
        await send({"type": "http.response.start", "status": self.reply.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.reply.body})


@dataclass
class Given:
    """A step of the mock's pipeline that gives the reply it is told."""

    service: Service

    def answer(self, call: Call) -> Coming:
        """Give it."""
        return self.service.reply


@dataclass
class Judges:
    """Sends exchanges through a mock, a proxy and the verifier."""

    contract: Contract
    service: Service
    mock: AnyDoor
    proxy: AnyDoor
    direct: AnyDoor
    seen: list[Seen]

    def verdicts(self, exchange: Exchange) -> dict[str, Verdict] | None:
        """Ask all; None when the request cannot be sent over HTTP."""
        self.service.reply = exchange.reply
        told = {"judge": of_judge(self.contract, exchange)}
        asks: dict[str, Callable[[Request], Verdict]] = {
            "mock": self._mocked,
            "proxy": self._proxied,
            "verifier": self._verified,
        }
        try:
            return told | {name: ask(exchange.request) for name, ask in asks.items()}
        except UnsendableError:
            return None

    def _mocked(self, request: Request) -> Verdict:
        """The mock says what is wrong with a request by refusing it, and with a reply by not sending it."""
        reply, seen = self._asked(self.mock, request)
        if seen.operation is None:
            return Verdict({404: "no-path", 405: "no-method"}[reply.status], (), None)
        if seen.wrong_request:
            assert 400 <= reply.status < 500, "what breaks the contract is refused"
            return Verdict(seen.operation.id, broken(seen.wrong_request), None)
        return Verdict(seen.operation.id, (), self._held_back(reply))

    def _held_back(self, reply: Reply) -> Broken:
        if reply.status != 500 or b"no-conforming-answer" not in reply.body:
            assert reply.body == self.service.reply.body, "what conforms is sent as it is"
            return ()
        listed = json.loads(reply.body)["violations"]
        return tuple(sorted({(each["place"], each["pointer"], each["promise"]) for each in listed}))

    def _proxied(self, request: Request) -> Verdict:
        reply, seen = self._asked(self.proxy, request)
        assert reply.status == self.service.reply.status, "a proxy that reports passes on what it gets"
        if seen.operation is None:
            return Verdict(check_request(self.contract, seen.request).outcome, (), None)
        return Verdict(seen.operation.id, broken(seen.wrong_request), broken(seen.wrong_reply))

    def _verified(self, request: Request) -> Verdict:
        reply = self.direct.send(request)
        found = judge_exchange(self.contract, self.contract.operations[0], request, reply=reply)
        judged = found.judgement
        if judged.operation is None:
            return Verdict(judged.outcome, (), None)
        return Verdict(judged.operation.id, broken(judged.violations), broken(found.violations))

    def _asked(self, door: AnyDoor, request: Request) -> tuple[Reply, Seen]:
        self.seen.clear()
        reply = door.send(request)
        (seen,) = self.seen
        return reply, seen


@contextmanager
def judges(contract: Contract, *, over_http: bool) -> Iterator[Judges]:
    """Start all, in this process or on ports of loopback."""
    seen: list[Seen] = []
    service = Service()
    mock = Mock(contract, MockOptions(errors="problem"), answerer=Given(service), watchers=[seen.append])
    with ExitStack() as stack:
        url = stack.enter_context(Served(service)).url if over_http else "http://127.0.0.1:1"
        upstream = Upstream(read_target(url))
        if not over_http:
            upstream._client = httpx.AsyncClient(transport=httpx.ASGITransport(service))
        proxy = Mock(contract, MockOptions())
        proxy.handle = Proxy(contract, upstream, watchers=[seen.append]).handle
        places: list[Any] = [stack.enter_context(Served(each)).url for each in (mock, proxy)] if over_http else []
        places = [*places, url] if over_http else [Application(app) for app in (mock, proxy, service)]
        doors = [stack.enter_context(door_to(place)) for place in places]
        yield Judges(contract, service, doors[0], doors[1], doors[2], seen)


def disagreement(told: dict[str, Verdict]) -> str:
    """Say who says something else than the judge; empty when nobody does."""
    judge = told["judge"]
    for name, verdict in told.items():
        same = verdict.operation == judge.operation and verdict.request == judge.request
        # The mock never asks for a reply to a bad request.
        same = same and (verdict.reply is None or verdict.reply == judge.reply)
        if not same:
            return f"{name}: {verdict}\njudge: {judge}"
    return ""
