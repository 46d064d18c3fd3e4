"""Headers that belong to one connection, and those that a proxy adds (RFC 9110, section 7.6)."""

from __future__ import annotations

from collections.abc import Collection

from apiyard.spec.exchange import Headers, header

_HOPS = frozenset(
    {
        "connection",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
_REQUEST = _HOPS | {"host", "content-length", "expect", "accept-encoding", "x-apiyard-fault"}
_CODINGS = ("gzip", "deflate")
_NAME = "apiyard"


def onward(headers: Headers, *, authority: str, mark: str) -> Headers:
    """Give the headers of a request for the next server.

    Args:
        headers: as they came.
        authority: host and port of the next server.
        mark: what tells this proxy from others of its kind.

    Returns:
        The headers that go on, with ``Host``, ``Via``, ``X-Forwarded-Host`` and the codings that can be read here.
    """
    kept = _without(headers, _REQUEST)
    host = header(headers, "host")
    forwarded = header(headers, "x-forwarded-host") or host
    accepted = header(headers, "accept-encoding")
    return (
        ("host", authority),
        *(pair for pair in kept if pair[0].lower() not in {"via", "x-forwarded-host"}),
        ("accept-encoding", _codings(accepted)),
        ("via", _via(header(headers, "via"), mark)),
        *((("x-forwarded-host", forwarded),) if forwarded else ()),
    )


def back(headers: Headers) -> Headers:
    """Give the headers of a reply for the caller.

    Args:
        headers: as they came.

    Returns:
        Those that do not belong to the connection they came on.
    """
    return _without(headers, _HOPS)


def loops(headers: Headers, mark: str) -> bool:
    """Say whether a request went through this very proxy before (RFC 9110, section 7.6.3).

    Args:
        headers: of the request.
        mark: as given to `onward`.
    """
    return f"{_NAME}-{mark}" in (header(headers, "via") or "")


def _via(before: str | None, mark: str) -> str:
    own = f"1.1 {_NAME}-{mark}"
    return f"{before}, {own}" if before else own


def _codings(accepted: str | None) -> str:
    """Ask for no coding that the caller does not want or that cannot be judged here."""
    words = {part.partition(";")[0].strip().lower() for part in (accepted or "").split(",")}
    return ", ".join(each for each in _CODINGS if each in words or "*" in words) or "identity"


def _without(headers: Headers, names: Collection[str]) -> Headers:
    lines = [value for name, value in headers if name.lower() == "connection"]
    named = {part.strip().lower() for line in lines for part in line.split(",")}
    return tuple(pair for pair in headers if pair[0].lower() not in names and pair[0].lower() not in named)
