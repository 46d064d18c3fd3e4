"""Where a mock may send to: this machine, and what its user allows (against forged requests to inner hosts)."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Sequence
from urllib.parse import urlsplit

from apiyard.core.errors import ForbiddenError, InvalidInputError, UnavailableError
from apiyard.core.noun import dataclass

_HOST = re.compile(r"(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?", re.IGNORECASE | re.ASCII)
_LONGEST = 8_192


@dataclass(frozen=True, slots=True)
class Receiver:
    """Where a request is sent.

    Args:
        scheme: ``http`` or ``https``.
        host: the host as the URL names it.
        authority: host and port as the URL has them.
        address: the checked address that is connected to, whatever the name server says later.
        port: the TCP port.
        target: path and query, in ASCII.
    """

    scheme: str
    host: str
    authority: str
    address: str
    port: int
    target: str


def receiver(url: str, allow: Sequence[str] = ()) -> Receiver:
    """Check where a URL leads; looks its host up, so that it may take a while.

    Args:
        url: the URL, from a caller: not to be trusted.
        allow: receivers besides this machine, as in `CallbackOptions`.

    Returns:
        The receiver.

    Raises:
        InvalidInputError: it is no http or https URL.
        ForbiddenError: it leads to another machine that was not allowed.
        UnavailableError: its host has no address.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise _no_url(url) from None
    host = parts.hostname
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc or len(url) > _LONGEST:
        raise _no_url(url)
    if not url.isascii() or any(char <= " " or char in '\\"<>' for char in url):
        raise _no_url(url)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise UnavailableError("the host has no address", piece=host) from None
    addresses = [str(entry[4][0]) for entry in found]
    if not _named(host, allow):
        for each in addresses:
            if not _permitted(each, allow):
                hint = "allow its host in the settings (callbacks: allow) when you may call it"
                raise ForbiddenError("the receiver is not on this machine", piece=f"{host} ({each})", hint=hint)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Receiver(parts.scheme, host, parts.netloc, addresses[0], port, target)


def check_allowed(text: str) -> None:
    """Refuse what names no receiver.

    Args:
        text: a host, ``*.example.com`` or a network.

    Raises:
        InvalidInputError: it is none of them.
    """
    if _network(text) is None and _HOST.fullmatch(text) is None:
        raise InvalidInputError(
            "this is no host and no network", piece=text, hint="write hooks.example.com or 10.0.0.0/8"
        )


def _named(host: str, allow: Sequence[str]) -> bool:
    low = host.lower()
    if _network(low) is not None:
        return False
    return any(
        low == each.lower() or (each.startswith("*.") and low.endswith(each[1:].lower()))
        for each in allow
        if _network(each) is None
    )


def _permitted(text: str, allow: Sequence[str]) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    plain = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped else address
    return plain.is_loopback or any(plain in network for each in allow if (network := _network(each)) is not None)


def _network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None


def _no_url(url: str) -> InvalidInputError:
    return InvalidInputError("this is no http or https URL that can be called", piece=url)
