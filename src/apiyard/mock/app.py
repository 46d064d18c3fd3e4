"""The mock as an ASGI application: the pipeline behind a door for HTTP servers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any, TypeAlias
from urllib.parse import quote, urlsplit

from apiyard.core.errors import ApiyardError, UnavailableError
from apiyard.mock.answering.plain import PlainAnswerer
from apiyard.mock.layer import Layer, Watcher
from apiyard.mock.options import MockOptions
from apiyard.mock.pipeline import Pipeline, Stray, settled
from apiyard.mock.refusing.refuse import refuse_host, refuse_size
from apiyard.mock.step import Answer, Answerer, Coming, Cut, Streamed, Wrong, is_answer, whole
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Headers, Reply, Request

__all__ = ["App", "InvalidScopeError", "Message", "Mock", "MockOptions", "mock_app"]

Message: TypeAlias = MutableMapping[str, Any]
App: TypeAlias = Callable[
    [MutableMapping[str, Any], Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]
]

_CORS: Headers = (("access-control-allow-origin", "*"), ("access-control-expose-headers", "*"))


class Mock:
    """Answers the requests of one contract.

    Args:
        contract: the contract.
        options: how to behave.
        answerer: what answers good requests; from the contract alone unless given.
        layers: put around it, the outermost first.
        watchers: are told each exchange.
        stray: answers what the contract has no operation for.
    """

    def __init__(
        self,
        contract: Contract,
        options: MockOptions | None = None,
        *,
        answerer: Answerer | None = None,
        layers: Sequence[Layer] = (),
        watchers: Sequence[Watcher] = (),
        stray: Stray | None = None,
    ) -> None:
        self.contract = contract
        self.options = options or MockOptions()
        self.pipeline = Pipeline(
            contract, answerer or PlainAnswerer(), layers, options=self.options, watchers=watchers, stray=stray
        )
        self.handle = self.pipeline.handle

    def reply(self, request: Request) -> Reply:
        """Answer one request where no event loop runs.

        Args:
            request: the request.

        Returns:
            A conforming reply, or a refusal.

        Raises:
            UnavailableError: the answer comes in pieces or is cut off, and no reply can hold it.
        """
        coming = self.pipeline.handle(request)
        found = whole(coming if is_answer(coming) else asyncio.run(settled(coming)))
        if found is None:
            raise UnavailableError("this answer is no whole reply", hint="ask the served mock")
        return found

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
        coming: Coming
        if self.options.hosts and _host(request) not in self.options.hosts:
            coming = refuse_host()
        else:
            coming = refuse_size(self.options.max_body_bytes) if body is None else self.handle(request)
        answer = coming if is_answer(coming) else await settled(coming)
        await _send(answer, send, cors=request.header("origin") is not None, head=request.method == "HEAD")


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


async def _send(answer: Answer, send: Callable[[Message], Awaitable[None]], *, cors: bool, head: bool) -> None:
    reply: Reply | Streamed | None = answer if isinstance(answer, Streamed) else whole(answer)
    if isinstance(answer, Wrong) and isinstance(answer.answer, Streamed):
        reply = answer.answer
    elif isinstance(answer, Cut):
        reply = answer.part or Reply(200)
    if reply is None:
        return
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in reply.headers]
    if cors:
        headers += [(name.encode(), value.encode()) for name, value in _CORS]
    start = {"type": "http.response.start", "status": reply.status, "headers": headers}
    if isinstance(reply, Streamed):
        await send(start)
        if not head:
            async for chunk in reply.chunks:
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
        return
    cut = isinstance(answer, Cut)
    if cut or (not any(name == b"content-length" for name, _ in headers) and reply.status not in {204, 304}):
        headers.append((b"content-length", str(len(reply.body) + cut).encode()))
    await send(start)
    # A body that ends before its length is reached makes the server end the connection.
    await send({"type": "http.response.body", "body": b"" if head else reply.body, "more_body": cut})
