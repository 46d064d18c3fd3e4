"""The mock as an ASGI application: route, validate, answer, validate again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any, TypeAlias
from urllib.parse import quote, urlsplit

from apiyard.core.errors import ApiyardError
from apiyard.core.noun import dataclass, replace
from apiyard.mock.answer import Wanted, answer
from apiyard.mock.prefer import parse_prefer
from apiyard.mock.problem import problem
from apiyard.mock.refuse import refuse, refuse_host, refuse_method, refuse_path, refuse_size
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Headers, Reply, Request
from apiyard.spec.judge import check_request
from apiyard.spec.operation import Operation
from apiyard.spec.violation import Violation

Message: TypeAlias = MutableMapping[str, Any]
App: TypeAlias = Callable[
    [MutableMapping[str, Any], Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]
]

_CORS: Headers = (("access-control-allow-origin", "*"), ("access-control-expose-headers", "*"))
_MOST_REMEMBERED = 4_096


@dataclass(frozen=True, slots=True)
class MockOptions:
    """How a mock behaves.

    Args:
        check_security: whether a request must carry the credentials that the contract asks for; any will do.
        max_body_bytes: larger bodies are refused with 413.
        seed: other seeds make other values where the contract has no examples.
        hosts: names that the header ``Host`` may have, without port, so that no page can reach the mock under a name
            of its own; empty for any.
    """

    check_security: bool = True
    max_body_bytes: int = 1024 * 1024
    seed: int = 0
    hosts: tuple[str, ...] = ()


class Mock:
    """Answers the requests of one contract; it remembers nothing of them.

    Args:
        contract: the contract.
        options: how to behave.
    """

    def __init__(self, contract: Contract, options: MockOptions | None = None) -> None:
        self.contract = contract
        self.options = options or MockOptions()
        self._remembered: dict[tuple[str, Wanted], Reply] = {}
        self._dynamic = 0

    def reply(self, request: Request) -> Reply:
        """Answer one request.

        Args:
            request: the request.

        Returns:
            A conforming reply, or a refusal.
        """
        try:
            judgement = check_request(self.contract, request)
            method, allowed = request.method.upper(), judgement.allowed
            if judgement.operation is not None:
                return self._judged(request, judgement.operation, judgement.violations)
        except ApiyardError as error:  # a schema that cannot be used is told on its own operation only
            return problem(500, f"{error.what} ({error.where})", code=error.code)
        if judgement.outcome == "no-path":
            return refuse_path()
        if method == "OPTIONS":
            return _preflight(request, allowed)
        if method == "HEAD" and "GET" in allowed:
            full = self.reply(replace(request, method="GET"))
            return Reply(full.status, (*full.headers, ("content-length", str(len(full.body)))), b"")
        return refuse_method(allowed)

    def _judged(self, request: Request, operation: Operation, violations: Sequence[Violation]) -> Reply:
        counted = [each for each in violations if self.options.check_security or each.place != "security"]
        if counted:
            return refuse(self.contract, operation, counted, method=request.method)
        wishes = parse_prefer(request.header("prefer"))
        if wishes.unknown:
            return problem(400, f"not understood: {', '.join(wishes.unknown)}", code="bad-wish")
        if wishes.dynamic:
            self._dynamic += 1
            seed = self.options.seed + self._dynamic
            return answer(operation, Wanted(request.method, request.header("accept"), wishes, seed))
        wanted = Wanted(request.method, request.header("accept"), wishes, self.options.seed)
        key = (operation.id, wanted)
        if key not in self._remembered:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[key] = answer(operation, wanted)
        return self._remembered[key]

    async def __call__(
        self,
        scope: MutableMapping[str, Any],
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        """Speak ASGI 3.0."""
        if scope["type"] == "lifespan":
            await _live(receive, send)
            return
        if scope["type"] != "http":
            raise InvalidScopeError(f"a mock does not speak {scope['type']}")
        body = await _body(receive, self.options.max_body_bytes)
        request = _request(scope, body or b"")
        if self.options.hosts and _host(request) not in self.options.hosts:
            reply = refuse_host()
        else:
            reply = refuse_size(self.options.max_body_bytes) if body is None else self.reply(request)
        await _send(reply, send, cors=request.header("origin") is not None, head=request.method == "HEAD")


class InvalidScopeError(ApiyardError):
    """The server speaks something else than HTTP."""

    code = "invalid-scope"


def mock_app(contract: Contract, options: MockOptions | None = None) -> App:
    """Make a mock of a contract.

    Args:
        contract: the contract.
        options: how to behave.

    Returns:
        An ASGI 3.0 application.
    """
    return Mock(contract, options)


def _preflight(request: Request, allowed: tuple[str, ...]) -> Reply:
    """Answer OPTIONS, also as a browser asks before a call from another origin (Fetch, section 4.8)."""
    shown = ", ".join(allowed)
    headers: Headers = (("allow", shown),)
    if request.header("access-control-request-method") is not None:
        wanted = request.header("access-control-request-headers") or "*"
        headers += (("access-control-allow-methods", shown), ("access-control-allow-headers", wanted))
    return Reply(204, headers)


async def _live(receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def _body(receive: Callable[[], Awaitable[Message]], most: int) -> bytes | None:
    """Read the body; None when it is larger than allowed."""
    pieces: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        piece = message.get("body", b"")
        size += len(piece)
        if size <= most:
            pieces.append(piece)
        else:
            return None
        if message["type"] != "http.request" or not message.get("more_body", False):
            return b"".join(pieces)


def _request(scope: MutableMapping[str, Any], body: bytes) -> Request:
    raw = scope.get("raw_path") or quote(scope["path"]).encode()
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"])
    return Request(
        scope["method"].upper(), _ascii(raw.partition(b"?")[0]), _ascii(scope["query_string"]), headers, body
    )


def _host(request: Request) -> str:
    """Give the host of the header ``Host``, without its port."""
    try:
        return urlsplit(f"//{request.header('host') or ''}").hostname or ""
    except ValueError:
        return ""


def _ascii(raw: bytes) -> str:
    """Give bytes of a request target as text; those that should have been escaped are escaped now."""
    return raw.decode("ascii") if raw.isascii() else quote(raw, safe="!#$%&'()*+,/:;=?@[]~")


async def _send(reply: Reply, send: Callable[[Message], Awaitable[None]], *, cors: bool, head: bool) -> None:
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in reply.headers]
    if cors:
        headers += [(name.encode(), value.encode()) for name, value in _CORS]
    if not any(name == b"content-length" for name, _ in headers) and reply.status not in {204, 304}:
        headers.append((b"content-length", str(len(reply.body)).encode()))
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if head else reply.body})
