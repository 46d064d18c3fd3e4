"""The door through which callbacks and webhooks leave."""

from __future__ import annotations

import asyncio
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from apiyard.core.errors import ApiyardError
from apiyard.mock.callbacks.address import Receiver, receiver
from apiyard.mock.callbacks.options import CallbackOptions
from apiyard.mock.callbacks.outbox import Outbox, Parcel
from apiyard.mock.control import SENT_BY_MOCK
from apiyard.mock.fault import Sleep
from apiyard.spec.exchange import Reply
from apiyard.spec.judge import check_reply

_AT_ONCE = 20
_MOST_BYTES = 1024 * 1024
_AGAIN = frozenset({429, *range(500, 600)})


class Sender:
    """Sends what is in the outbox; `run` is to be run beside the server.

    Args:
        outbox: what is sent from.
        options: how.
        sleep: waits as many seconds.
    """

    def __init__(self, outbox: Outbox, options: CallbackOptions, *, sleep: Sleep = asyncio.sleep) -> None:
        self._sleep = sleep
        self._outbox = outbox
        self._options = options

    async def run(self) -> None:
        """Send what comes until cancelled; what is on its way then is given up."""
        slots = asyncio.Semaphore(_AT_ONCE)
        running: set[asyncio.Task[None]] = set()
        try:
            async with _client(self._options) as client:
                while True:
                    parcel = await self._outbox.take()
                    await slots.acquire()
                    task = asyncio.ensure_future(self._sent(client, parcel))
                    running.add(task)
                    task.add_done_callback(running.discard)
                    task.add_done_callback(lambda _: slots.release())
        finally:
            for each in running:
                each.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    async def _sent(self, client: httpx.AsyncClient, parcel: Parcel) -> None:
        """Send one request, again where that may help; whatever happens is told in the parcel."""
        problem = "given up, for the mock ended"
        try:
            await self._sleep(parcel.delay)
            for attempt in range(self._options.retries + 1):
                if attempt:
                    await self._sleep(2 ** (attempt - 1))
                parcel.attempts += 1
                problem, again = await self._tried(client, parcel)
                if not again:
                    break
        finally:
            parcel.end(problem)

    async def _tried(self, client: httpx.AsyncClient, parcel: Parcel) -> tuple[str, bool]:
        """Give why it did not arrive, and whether trying again may help."""
        try:
            async with asyncio.timeout(self._options.timeout):
                place = await asyncio.to_thread(receiver, parcel.url, self._options.allow)
                parcel.reply = await _posted(client, parcel, place)
        except TimeoutError:
            return f"no answer within {self._options.timeout:g} seconds", True
        except ApiyardError as error:
            return "; ".join(each for each in (error.what, error.piece, error.hint) if each), error.retryable
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeEncodeError, ValueError) as error:
            return f"{type(error).__name__}: {error}".rstrip(": "), isinstance(error, httpx.TransportError)
        parcel.wrong = check_reply(parcel.operation, parcel.request.method, parcel.reply)
        bad = parcel.reply.status in _AGAIN
        return (f"answered {parcel.reply.status}" if bad else ""), bad


async def _posted(client: httpx.AsyncClient, parcel: Parcel, place: Receiver) -> Reply:
    """Send to the address that was checked, under the name that the URL has."""
    request = parcel.request
    address = f"[{place.address}]" if ":" in place.address else place.address
    query = f"{'&' if '?' in place.target else '?'}{request.query}" if request.query else ""
    headers = [(name.encode("ascii"), value.encode("latin-1")) for name, value in request.headers]
    headers += [(b"host", place.authority.encode()), (b"user-agent", b"apiyard"), (SENT_BY_MOCK.encode(), b"mock")]
    url = f"{place.scheme}://{address}:{place.port}/"
    extensions = {"target": (place.target + query).encode(), "sni_hostname": place.host}
    sent = httpx.Request(request.method.upper(), url, headers=headers, content=request.body, extensions=extensions)
    response = await client.send(sent, stream=True)
    try:
        pieces: list[bytes] = []
        size = 0
        # No coding is asked for, and none is taken off: a few bytes in one may stand for more than there is memory.
        async for piece in response.aiter_raw():
            pieces.append(piece)
            size += len(piece)
            if size > _MOST_BYTES:
                break
    finally:
        await response.aclose()
    lines = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw)
    return Reply(response.status_code, lines, b"".join(pieces)[:_MOST_BYTES])


def _client(options: CallbackOptions) -> httpx.AsyncClient:
    forgetful = CookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))
    return httpx.AsyncClient(
        timeout=options.timeout,
        trust_env=False,
        follow_redirects=False,
        cookies=forgetful,
        verify=not options.insecure,
    )
