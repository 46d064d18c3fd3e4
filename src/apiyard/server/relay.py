"""The narrow way from the reference page to a gateway: its target is chosen by names, never by an address."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from urllib.parse import unquote

import httpx
from fastapi import Request
from fastapi.responses import Response, StreamingResponse

from apiyard.core.errors import InvalidInputError, TooLargeError, UnavailableError
from apiyard.core.noun import dataclass
from apiyard.portal.policy import ANSWER_POLICY
from apiyard.server.identity import CSRF_HEADER

MAX_REQUEST = 4 * 1024 * 1024
"""The largest body that is passed on, in bytes."""

MAX_ANSWER = 16 * 1024 * 1024
"""The largest answer, in bytes; a longer one is refused, and a stream of events ends there."""

SECONDS = 30.0
"""How long a call may take in all."""

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
"""What can be tried."""

# Hop-by-hop (RFC 9110, 7.6.1), and what belongs to the browser's session with the portal.
_HOP = {"connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "expect"}
_KEPT_BACK = _HOP | {"host", "cookie", "origin", "referer", "content-length", CSRF_HEADER, "forwarded", "via"}
_PREFIXES = ("sec-", "proxy-", "x-forwarded-", "hx-", "access-control-request-")
# What would let a service act on the portal's origin.
_NOT_FOR_BROWSER = _HOP | {
    *("set-cookie", "set-cookie2", "content-length", "content-security-policy", "clear-site-data", "refresh"),
    *("content-security-policy-report-only", "service-worker-allowed", "strict-transport-security", "alt-svc"),
    *("report-to", "reporting-endpoints", "nel", "sourcemap", "x-sourcemap", "link", "location", "www-authenticate"),
}


@dataclass(frozen=True, slots=True)
class Way:
    """Where calls go.

    Args:
        host: address of the gateway's listener.
        port: its port.
        base_path: the path of the API on it.
        version: the version that answers.
        prefix: the path of this way on the portal.
    """

    host: str
    port: int
    base_path: str
    version: str
    prefix: str

    def target(self, raw_path: str, query: str) -> httpx.URL:
        """Give the address on the gateway.

        Args:
            raw_path: the path as the browser sent it, from the root of the portal.
            query: the query as the browser sent it.

        Raises:
            InvalidInputError: the path leaves the API, or holds what no path holds.
        """
        rest = raw_path.removeprefix(self.prefix)
        segments = unquote(unquote(rest)).replace("\\", "/").split("/")
        if {".", ".."} & set(segments) or any(char <= " " or char == "\x7f" for char in unquote(rest) if char != " "):
            raise InvalidInputError("this path cannot be tried", piece=rest, hint="it may not hold . or .. segments")
        path = f"{self.base_path.rstrip('/')}{rest}" or "/"
        raw = f"{path}?{query}" if query else path
        return httpx.URL(scheme="http", host=self.host, port=self.port, raw_path=raw.encode("ascii"))


async def relay(request: Request, way: Way) -> Response:
    """Pass one call on and give its answer, both bounded.

    Args:
        request: from the reference page.
        way: where it goes.

    Returns:
        What the gateway answered, without what would act on the portal's origin.

    Raises:
        InvalidInputError: the path cannot be tried.
        TooLargeError: the body is too long.
        UnavailableError: the gateway does not answer.
    """
    raw = request.scope.get("raw_path") or request.url.path.encode()
    url = way.target(raw.decode("ascii"), request.scope["query_string"].decode("ascii"))
    body = await read_body(request, MAX_REQUEST)
    headers = [*_passed(request.headers.items()), ("api-version", way.version)]
    client = httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=SECONDS, verify=False)  # noqa: S501 - http only
    sent = client.build_request(request.method, url, headers=headers, content=body or None)
    try:
        answer = await asyncio.wait_for(client.send(sent, stream=True), SECONDS)
    except (httpx.HTTPError, TimeoutError) as error:
        await client.aclose()
        raise UnavailableError(
            "the gateway does not answer", where=f"{way.host}:{way.port}", piece=str(error), hint="see: apiyard status"
        ) from error
    try:
        made = await _answer(client, answer)
    except BaseException:
        await _close(client, answer)
        raise
    made.raw_headers = [
        *((name.encode("latin-1"), value.encode("latin-1")) for name, value in _shown(answer, way)),
        *((name, value) for name, value in made.raw_headers if name == b"content-length"),
    ]
    return made


async def _answer(client: httpx.AsyncClient, answer: httpx.Response) -> Response:
    """Pass on as it comes what has a length, and events; read the rest first, for nobody would see it cut off."""
    length = answer.headers.get("content-length", "")
    if length.isdecimal() and int(length) > MAX_ANSWER:
        raise _too_long()
    bodiless = answer.request.method == "HEAD" or answer.status_code in {204, 304}
    if length.isdecimal() or bodiless or answer.headers.get("content-type", "").startswith("text/event-stream"):
        made: Response = StreamingResponse(_bounded(client, answer), status_code=answer.status_code)
        if length.isdecimal() and not bodiless:
            made.headers["content-length"] = length
        return made
    data = bytearray()
    async with asyncio.timeout(SECONDS):
        async for chunk in answer.aiter_raw():
            data += chunk
            if len(data) > MAX_ANSWER:
                raise _too_long()
    await _close(client, answer)
    return Response(bytes(data), status_code=answer.status_code)


async def _bounded(client: httpx.AsyncClient, answer: httpx.Response) -> AsyncIterator[bytes]:
    size = 0
    try:
        async with asyncio.timeout(SECONDS):
            async for chunk in answer.aiter_raw():
                size += len(chunk)
                if size > MAX_ANSWER:
                    return
                yield chunk
    except TimeoutError:
        return  # a stream of events that was watched long enough
    finally:
        await _close(client, answer)


async def _close(client: httpx.AsyncClient, answer: httpx.Response) -> None:
    await answer.aclose()
    await client.aclose()


def _too_long() -> UnavailableError:
    return UnavailableError(
        f"the answer has more than {MAX_ANSWER} bytes", hint="call the gateway itself for it", code="answer-too-large"
    )


async def read_body(request: Request, most: int) -> bytes:
    """Read a body that may not be long.

    Args:
        request: the request.
        most: how long it may be, in bytes.

    Raises:
        TooLargeError: it is longer.
    """
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > most:
            raise TooLargeError(f"the body has more than {most} bytes")
    return bytes(data)


def _passed(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    given = [(name.lower(), value) for name, value in headers]
    named = {word.strip().lower() for name, value in given if name == "connection" for word in value.split(",")}
    kept_back = _KEPT_BACK | named | {"api-version"}
    return [(name, value) for name, value in given if name not in kept_back and not name.startswith(_PREFIXES)]


def _shown(answer: httpx.Response, way: Way) -> list[tuple[str, str]]:
    shown = [
        (name.lower(), value)
        for name, value in answer.headers.multi_items()
        if name.lower() not in _NOT_FOR_BROWSER and not name.lower().startswith("access-control-")
    ]
    location, base = answer.headers.get("location", ""), way.base_path.rstrip("/")
    if location.startswith(f"{base}/") and not location.startswith("//"):
        shown.append(("location", way.prefix + location[len(base) :]))
    elif location:
        # A browser would follow it on its own and leave the gateway: a created thing's place is shown, not followed.
        followed = answer.status_code in {301, 302, 303, 307, 308}
        shown.append(("x-location" if followed else "location", location))
    # A Basic challenge would make the browser ask for a password in the portal's name.
    if answer.headers.get("www-authenticate", "").lower().startswith("bearer"):
        shown.append(("www-authenticate", answer.headers["www-authenticate"]))
    return [*shown, ("content-security-policy", ANSWER_POLICY), ("cache-control", "no-store")]
