"""The door for documents: a file under a root, standard input, or a URL where that is allowed."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from apiyard.core.errors import ForbiddenError, InvalidInputError, NotFoundError, TooLargeError, UnavailableError
from apiyard.core.late import late_pattern
from apiyard.core.noun import dataclass
from apiyard.spec.limits import DEFAULT, Limits

if TYPE_CHECKING:
    import httpx

STDIN = "-"
_REDIRECTS = 3
_SCHEME = late_pattern(r"[A-Za-z][A-Za-z0-9+.-]+:")
# IPv6 addresses that carry an IPv4 address, which may be one of this network, and old local ones.
_CARRIERS = ("::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "fec0::/10")


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one document.

    Args:
        uri: path or URL as the user would name it.
        data: the bytes.
    """

    uri: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Access:
    """What may be read.

    Args:
        roots: folders; a file outside all of them, also by a symbolic link, is refused. Empty: no files.
        allow_remote: whether http and https may be read.
        allow_private: whether a URL may lead to an address that is not public.
    """

    roots: tuple[Path, ...] = ()
    allow_remote: bool = False
    allow_private: bool = False


def is_remote(ref: str) -> bool:
    """Say whether a reference names something by a URI scheme rather than by a path."""
    return _SCHEME.match(ref, 0, 20) is not None


def read(
    ref: str | Path,
    *,
    roots: Sequence[Path],
    allow_remote: bool = False,
    allow_private: bool = False,
    limits: Limits = DEFAULT,
) -> Source:
    """Read the bytes of a document.

    Args:
        ref: a path, ``-`` for standard input, or a URL.
        roots: folders that files must lie in, with symbolic links followed.
        allow_remote: whether http and https may be read.
        allow_private: whether a URL may lead to an address that is not public.
        limits: the bounds on size and time.

    Returns:
        The bytes with their name.

    Raises:
        ForbiddenError: the file lies outside the roots, or remote documents are not allowed.
        NotFoundError: there is no such file.
        TooLargeError: the document has too many bytes.
        UnavailableError: the URL does not answer.
    """
    text = str(ref)
    if text == STDIN:
        return Source("<stdin>", _bounded("<stdin>", sys.stdin.buffer.read(limits.max_bytes + 1), limits))
    if is_remote(text):
        access = Access((), allow_remote=allow_remote, allow_private=allow_private)
        return _read_url(text, access, limits)
    return _read_file(text, roots, limits)


def is_pipe(ref: str | Path) -> bool:
    """Say whether a path is a named pipe, such as a shell makes for ``<(command)``."""
    try:
        return Path(ref).is_fifo()
    except ValueError:
        return False


def read_pipe(ref: str, *, limits: Limits = DEFAULT) -> Source:
    """Read a pipe that a user named; what documents refer to never is one.

    Args:
        ref: the path of the pipe; it can be read once.
        limits: the bound on size.

    Returns:
        The bytes with its name.

    Raises:
        InvalidInputError: it cannot be read.
        TooLargeError: more than the bound comes out of it.
    """
    try:
        with Path(ref).open("rb") as pipe:
            return Source(ref, _bounded(ref, pipe.read(limits.max_bytes + 1), limits))
    except OSError as error:
        raise InvalidInputError(f"the pipe cannot be read: {error.strerror}", where=ref) from None


def resolve(origin: str, ref: str) -> str:
    """Give the name of the document that a relative reference means (RFC 3986, section 5.2).

    Args:
        origin: the name of the document that holds the reference.
        ref: the reference without its fragment.

    Returns:
        A path or a URL.
    """
    if is_remote(origin):
        try:
            return urljoin(origin, ref)
        except ValueError:
            raise InvalidInputError("this is no URL", where=origin, piece=ref) from None
    if is_remote(ref) or ref.startswith("//"):
        return ref if is_remote(ref) else f"http:{ref}"
    path = os.path.normpath(Path(origin).parent / unquote(ref))
    return f"./{path}" if path == STDIN else path


def _bounded(uri: str, data: bytes, limits: Limits) -> bytes:
    if len(data) > limits.max_bytes:
        raise TooLargeError(
            f"the document has more than {limits.max_bytes} bytes",
            where=uri,
            hint="split the document into files, or raise the limit",
        )
    return data


def _read_file(ref: str, roots: Sequence[Path], limits: Limits) -> Source:
    if "\0" in ref:
        raise InvalidInputError("a path cannot hold a NUL byte", piece=repr(ref))
    try:
        real = Path(ref).resolve(strict=True)
    except FileNotFoundError:
        raise NotFoundError("there is no such file", where=ref) from None
    except (OSError, RuntimeError) as error:
        raise InvalidInputError(f"the path cannot be read: {error}", where=ref) from None
    if not any(real.is_relative_to(root.resolve()) for root in roots):
        raise ForbiddenError(
            "the file lies outside the folders that may be read",
            where=ref,
            piece=str(real),
            hint="work in a folder that holds both, such as the top of their repository",
        )
    try:
        handle = os.open(real, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise InvalidInputError(f"the file cannot be read: {error.strerror}", where=ref) from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise InvalidInputError("this is no regular file", where=ref)
    with os.fdopen(handle, "rb") as file:
        return Source(ref, _bounded(ref, file.read(limits.max_bytes + 1), limits))


def _read_url(url: str, access: Access, limits: Limits) -> Source:
    if not access.allow_remote:
        raise ForbiddenError(
            "remote documents are not allowed", where=url, hint="download it, or allow it with --allow-remote"
        )
    import httpx

    end = monotonic() + limits.remote_seconds
    for _ in range(_REDIRECTS + 1):
        parts = _split(url)
        address = _address(url, parts, access)
        host = f"[{address}]" if ":" in address else address
        port = f":{_port(parts)}" if _port(parts) else ""
        target = parts._replace(netloc=host + port, fragment="").geturl()
        try:
            # The checked address is the one that is called, so a second answer of the name server changes nothing.
            headers = {"host": parts.netloc.rpartition("@")[2]}
            name = {"sni_hostname": parts.hostname or ""}
            with (
                httpx.Client(timeout=limits.remote_seconds, trust_env=False) as client,
                client.stream("GET", target, headers=headers, extensions=name) as response,
            ):
                if response.is_redirect:
                    url = resolve(url, response.headers.get("location", ""))
                    continue
                if response.status_code != 200:
                    raise UnavailableError(f"the URL answered {response.status_code}", where=url)
                return Source(url, _receive(url, response, limits, end=end))
        except httpx.HTTPError as error:
            raise UnavailableError(f"the URL cannot be read: {type(error).__name__}", where=url) from None
    raise UnavailableError("the URL redirects too often", where=url)


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:
        raise InvalidInputError("this is no URL", where=url) from None


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise InvalidInputError("this is no URL: its port is no number of a port", where=parts.geturl()) from None


def _receive(url: str, response: httpx.Response, limits: Limits, *, end: float) -> bytes:
    data = bytearray()
    # Without a size of chunks each one is given as it comes: a server that sends a byte now and then is seen.
    for chunk in response.iter_bytes():
        data += chunk
        if len(data) > limits.max_bytes:
            break
        if monotonic() > end:
            raise UnavailableError(f"the URL took more than {limits.remote_seconds:g} seconds", where=url)
    return _bounded(url, bytes(data), limits)


def _address(url: str, parts: SplitResult, access: Access) -> str:
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ForbiddenError("only http and https URLs can be read", where=url)
    import socket

    try:
        found = socket.getaddrinfo(parts.hostname, _port(parts) or 80, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise UnavailableError("the host has no address", where=url, piece=parts.hostname) from None
    addresses = [str(entry[4][0]) for entry in found]
    if not access.allow_private:
        from ipaddress import IPv6Network, ip_address

        carriers = [IPv6Network(each) for each in _CARRIERS]
        for text in addresses:
            address = ip_address(text.partition("%")[0])
            carries = address.version == 6 and any(address in each for each in carriers)
            if not address.is_global or address.is_multicast or carries:
                raise ForbiddenError("the URL leads to an address that is not public", where=url, piece=text)
    return addresses[0]
