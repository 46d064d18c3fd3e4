"""The door to the service: sends a request, gives the reply, and tells clearly when there is none."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterator
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpx

from apiyard.core.errors import ForbiddenError, InvalidInputError, TooLargeError, UnavailableError
from apiyard.spec.decode import decode
from apiyard.spec.exchange import Headers, Reply, Request, header
from apiyard.verify.doors.trust import believing_all, told_apart
from apiyard.verify.enough import QUIET_SECONDS, cut_off, enough_of

MAX_REPLY_BYTES = 16 * 1024 * 1024
_BROKEN = "the reply broke off or is not HTTP"
_CODINGS = ("gzip", "x-gzip", "deflate")


class NoReplyError(UnavailableError):
    """The service gave no reply that could be read; what says how it failed."""

    code = "no-reply"


class UnsendableError(InvalidInputError):
    """The request cannot be sent over HTTP/1.1 as it is, such as a line break in a header."""

    code = "unsendable"


class Door:
    """Connections to one service, kept open between requests.

    Args:
        base_url: where the service is; its path stands before every request's.
        headers: sent with every request; they win over its own.
        reply_seconds: how long one reply may take.
        allow_remote: whether the service may be on another machine.
        insecure: whether it is believed also when nobody vouches for its certificate.

    Raises:
        InvalidInputError: the URL is no plain http or https URL.
        ForbiddenError: the service is not on this machine, and that was not allowed.
    """

    def __init__(
        self,
        base_url: str,
        *,
        headers: Headers = (),
        reply_seconds: float = 5.0,
        allow_remote: bool = False,
        insecure: bool = False,
    ) -> None:
        self.base_url = self.label = base_url.rstrip("/")
        self._parts = _checked(self.base_url, allow_remote=allow_remote)
        self._headers = headers
        self._given = {name.lower() for name, _ in headers}
        self._seconds = reply_seconds
        # Each case stands alone: cookies that a service sets are not sent back with the next one.
        forgetful = CookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))
        # Authorities are those that browsers believe, or those of the file SSL_CERT_FILE.
        self._tls = httpx.create_ssl_context() if self._parts[0].scheme == "https" else None
        if self._tls is not None and insecure:
            believing_all(self._tls)
        self._client = httpx.Client(
            verify=self._tls or False,  # nothing is believed over http
            timeout=reply_seconds,
            trust_env=False,
            follow_redirects=False,
            cookies=forgetful,
            headers={"accept-encoding": "gzip, deflate"},  # what can be read here within bounds
        )

    def __enter__(self) -> Self:
        """Give the door itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        self._client.close()

    def reach(self) -> None:
        """Connect once, to tell a service that was never there from one that dies.

        Raises:
            UnavailableError: nobody listens there, or it cannot be spoken to over TLS.
        """
        url = self._parts[0]
        port = url.port or (443 if url.scheme == "https" else 80)
        try:
            with socket.create_connection((url.host, port), self._seconds) as connection:
                if self._tls is not None:
                    with told_apart(self.base_url):
                        self._tls.wrap_socket(connection, server_hostname=url.host).close()
        except OSError as error:
            raise UnavailableError(
                "nobody listens there", where=self.base_url, piece=str(error), hint="start the service first"
            ) from error

    def send(self, request: Request) -> Reply:
        """Send a request and read the whole reply.

        Args:
            request: the request; its path is below the base URL's.

        Returns:
            The reply with its body without its content coding; one that cannot be read here stays on it.

        Raises:
            NoReplyError: no connection, no reply in time, a reply that is not HTTP or is larger than MAX_REPLY_BYTES.
            UnsendableError: the request is not valid HTTP.
        """
        try:
            sent = self._client.build_request(
                request.method,
                httpx.URL(self._parts[0], raw_path=_target(self._parts[1], request)),
                headers=self._all_headers(request),
                content=request.body or None,
            )
            return self._read(sent)
        except (httpx.LocalProtocolError, httpx.InvalidURL, UnicodeEncodeError) as error:
            raise UnsendableError("the request is not valid HTTP", piece=repr(error)) from error
        except httpx.TimeoutException as error:
            raise NoReplyError(f"no reply within {self._seconds:g} seconds", where=self.base_url) from error
        except httpx.ConnectError as error:
            raise NoReplyError("no connection", where=self.base_url, piece=str(error)) from error
        except httpx.HTTPError as error:
            raise NoReplyError(_BROKEN, where=self.base_url, piece=str(error)) from error

    def _all_headers(self, request: Request) -> list[tuple[bytes, bytes]]:
        own = [pair for pair in request.headers if pair[0].lower() not in self._given]
        return [(name.encode("ascii"), value.encode("latin-1")) for name, value in (*own, *self._headers)]

    def _read(self, sent: httpx.Request) -> Reply:
        deadline = time.monotonic() + self._seconds
        pieces: list[bytes] = []
        size, cut = 0, False
        response = self._client.send(sent, stream=True)
        try:
            headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw)
            enough = enough_of(headers)
            for piece in _pieces(response, quiet=enough is not None):
                if piece is None:
                    cut = True
                    break
                size += len(piece)
                pieces.append(piece)
                if size > MAX_REPLY_BYTES:
                    raise self._too_large()
                if enough is not None and enough.take(piece):
                    cut = True
                    break
                if time.monotonic() > deadline:
                    raise NoReplyError(f"no whole reply within {self._seconds:g} seconds", where=self.base_url)
        finally:
            response.close()
        body = decoded(headers, b"".join(pieces), where=self.base_url, cut=cut)
        return Reply(response.status_code, headers, cut_off(response.status_code, headers, body) if cut else body)

    def _too_large(self) -> NoReplyError:
        return too_large(self.base_url)


def too_large(where: str) -> NoReplyError:
    """Give the error of a reply that is larger than is read."""
    return NoReplyError(f"the reply is larger than {MAX_REPLY_BYTES} bytes", where=where)


def decoded(headers: Headers, body: bytes, *, where: str, cut: bool = False) -> bytes:
    """Take the content coding off a reply: a few bytes in it may stand for more than there is memory.

    Args:
        headers: of the reply.
        body: its bytes.
        where: the service.
        cut: whether it was not read to its end.

    Returns:
        The body; the bytes themselves where the coding cannot be read here.

    Raises:
        NoReplyError: it is larger than MAX_REPLY_BYTES then, or not written in its coding.
    """
    coding = (header(headers, "content-encoding") or "").strip().lower()
    if coding not in _CODINGS:
        return body
    try:
        return decode(body, coding, most=MAX_REPLY_BYTES, cut=cut)
    except TooLargeError:
        raise too_large(where) from None
    except InvalidInputError as error:
        raise NoReplyError(_BROKEN, where=where, piece=error.what) from None


def _pieces(response: httpx.Response, *, quiet: bool) -> Iterator[bytes | None]:
    """Give a body piece by piece; of a stream that falls silent the last one is None."""
    if not quiet:
        yield from response.iter_raw()
        return
    waits = response.request.extensions.get("timeout")
    if isinstance(waits, dict):
        waits["read"] = QUIET_SECONDS
    try:
        yield from response.iter_raw()
    except httpx.ReadTimeout:
        yield None


def _target(base_path: bytes, request: Request) -> bytes:
    target = base_path + request.path.encode("ascii")
    return target + b"?" + request.query.encode("ascii") if request.query else target


def _checked(base_url: str, *, allow_remote: bool) -> tuple[httpx.URL, bytes]:
    parts = urlsplit(base_url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise InvalidInputError("not the URL of a service", piece=base_url, hint="write http://127.0.0.1:8000")
    if parts.username or parts.password:
        raise InvalidInputError("a URL may hold no password", hint="give credentials as a header")
    if not allow_remote and not _loopback(parts.hostname):
        raise ForbiddenError(
            "the service is not on this machine",
            piece=parts.hostname,
            hint="allow it with --allow-remote when you may test it",
        )
    return httpx.URL(f"{parts.scheme}://{parts.netloc}"), parts.path.encode("ascii", "ignore")


def _loopback(host: str) -> bool:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return all(ipaddress.ip_address(str(entry[4][0]).partition("%")[0]).is_loopback for entry in found)
