"""The door to the server behind a proxy."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from apiyard.core.errors import InvalidInputError, UnavailableError
from apiyard.core.noun import dataclass
from apiyard.mock.forward.hops import back, loops, onward
from apiyard.mock.forward.target import Target
from apiyard.spec.exchange import Headers, Request
from apiyard.spec.sequence import is_stream

_AGAIN = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"})
# Servers end resting connections after five seconds or so; a request on such a one would be lost.
_REST_SECONDS = 2.0
_LIMITS = httpx.Limits(max_connections=1_000, max_keepalive_connections=100, keepalive_expiry=_REST_SECONDS)


class UpstreamError(UnavailableError):
    """The server behind the proxy gave no answer that could be passed on."""

    code = "upstream-unreachable"
    status = 502


@dataclass(frozen=True, slots=True)
class Begun:
    """An answer whose head is there.

    Args:
        status: the status code.
        headers: those that are for the caller.
        body: what is there of the body.
        rest: what comes after that; None when the body is whole.
    """

    status: int
    headers: Headers
    body: bytes
    rest: AsyncIterator[bytes] | None = None


class Upstream:
    """One server, asked over connections that are kept open; to be used in one event loop.

    Args:
        target: where it is.
        seconds: how long it may take until the head of its answer, and until the whole of one that is read here.
        most_bytes: as much of a body is read before it is passed on; the rest of a larger one comes as it comes.
        headers: set in each request in place of the caller's, such as credentials.
        insecure: whether a server is believed whose certificate nobody vouches for.
    """

    def __init__(
        self,
        target: Target,
        *,
        seconds: float = 30.0,
        most_bytes: int = 16 * 1024 * 1024,
        headers: Headers = (),
        insecure: bool = False,
    ) -> None:
        self.target = target
        self._insecure = insecure
        self._seconds, self._most = seconds, most_bytes
        self._headers = headers
        self._given = frozenset(name.lower() for name, _ in headers)
        self._mark = secrets.token_hex(4)
        self._client: httpx.AsyncClient | None = None

    async def send(self, request: Request) -> Begun:
        """Send a request and give the answer, whole if it is not too large and no stream.

        Args:
            request: the request; hop-by-hop headers are left out here.

        Returns:
            The answer. Who does not read its rest to the end closes it with ``aclose``.

        Raises:
            UpstreamError: no connection (``upstream-unreachable``), no answer in time (``upstream-timeout``, 504),
                an answer that is no HTTP or breaks off (``upstream-broken``), or the request came back here (508).
            InvalidInputError: the request cannot be sent on.
        """
        if loops(request.headers, self._mark):
            raise _failed("the proxy would forward to itself", "upstream-loop", 508)
        target = self.target.target_of(request)
        try:
            async with asyncio.timeout(self._seconds):
                return await self._begun(request, target)
        except (TimeoutError, httpx.TimeoutException):
            told = f"the server gave no answer within {self._seconds:g} seconds"
            raise _failed(told, "upstream-timeout", 504) from None
        except httpx.ConnectError as error:
            raise _failed("the server cannot be reached", "upstream-unreachable", 502, piece=str(error)) from None
        except (httpx.LocalProtocolError, httpx.InvalidURL, UnicodeEncodeError) as error:
            raise InvalidInputError("the request cannot be sent on", piece=str(error)) from None
        except httpx.HTTPError as error:
            told = "the server's answer broke off or is no HTTP"
            raise _failed(told, "upstream-broken", 502, piece=str(error) or type(error).__name__) from None

    def open(self) -> None:
        """Make ready, so that the first request need not wait for it."""
        self._connected()

    async def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    async def _begun(self, request: Request, target: bytes) -> Begun:
        response = await self._sent(request, target)
        try:
            headers = back(
                tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw)
            )
            chunks = response.aiter_raw()
            if is_stream(headers):
                return Begun(response.status_code, headers, b"", _rest(response, chunks))
            pieces: list[bytes] = []
            size = 0
            async for chunk in chunks:
                pieces.append(chunk)
                size += len(chunk)
                if size > self._most:
                    return Begun(response.status_code, headers, b"".join(pieces), _rest(response, chunks))
        except BaseException:
            await response.aclose()
            raise
        await response.aclose()
        return Begun(response.status_code, headers, b"".join(pieces))

    async def _sent(self, request: Request, target: bytes) -> httpx.Response:
        client = self._connected()
        method = request.method.upper()
        kept = tuple(pair for pair in request.headers if pair[0].lower() not in self._given)
        lines = (*onward(kept, authority=self.target.authority, mark=self._mark), *self._headers)
        url = f"{self.target.scheme}://{self.target.authority}/"
        given = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in lines]

        def sent() -> httpx.Request:
            # The target goes out as it came in; a URL would be put in order first.
            return httpx.Request(method, url, headers=given, content=request.body, extensions={"target": target})

        try:
            return await client.send(sent(), stream=True)
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
            # The server may have ended a resting connection in this moment (RFC 9110, section 9.2.2).
            if method not in _AGAIN:
                raise
            return await client.send(sent(), stream=True)

    def _connected(self) -> httpx.AsyncClient:
        if self._client is None:
            forgetful = CookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))
            self._client = httpx.AsyncClient(
                timeout=httpx.Timeout(None, connect=self._seconds, pool=self._seconds),
                trust_env=False,
                # Certificates take long to load.
                verify=self.target.scheme == "https" and not self._insecure,
                follow_redirects=False,
                cookies=forgetful,
                limits=_LIMITS,
            )
        return self._client


async def _rest(response: httpx.Response, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Give what is left; one that breaks off ends the connection to the caller too."""
    try:
        async for chunk in chunks:
            yield chunk
    except httpx.HTTPError as error:
        raise _failed("the server's answer broke off", "upstream-broken", 502, piece=str(error)) from None
    finally:
        await response.aclose()


def _failed(what: str, code: str, status: int, *, piece: str = "") -> UpstreamError:
    error = UpstreamError(what, piece=piece, code=code)
    error.status = status
    return error
