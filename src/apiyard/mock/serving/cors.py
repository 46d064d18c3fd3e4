"""Let pages of other origins read the answers (Fetch, section 3.2)."""

from __future__ import annotations

from urllib.parse import urlsplit

from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass, replace
from apiyard.spec.exchange import Headers, Reply, Request

_MOST_SECONDS = 24 * 3600
_OWN = "access-control-"


@dataclass(frozen=True, slots=True)
class Cors:
    """Which pages of other origins may read the answers.

    Args:
        origins: such as ``http://localhost:3000``, ``local`` for all of this machine, or ``*`` for all; empty for none.
        credentials: whether they may send cookies and read the answers to them; only with origins that are named. None
            lets pages of this machine do so, and those of ``origins`` only read.
        exposed: names of headers that they may read, or ``*`` for all.
        max_age: how long browsers may remember what they asked before a call, in seconds.
    """

    origins: tuple[str, ...] = ("*",)
    credentials: bool | None = None
    exposed: tuple[str, ...] = ("*",)
    max_age: int = 600

    def __post_init__(self) -> None:
        """Refuse what browsers would not understand."""
        for origin in self.origins:
            parts = urlsplit(origin)
            if origin not in _WORDS and (
                not parts.hostname or parts.path or parts.query or parts.scheme not in _SCHEMES
            ):
                raise InvalidInputError("this is no origin", piece=origin, hint="write http://localhost:3000")
        if self.credentials and "*" in self.origins:
            raise InvalidInputError("credentials need origins that are named", piece="origins: ['*']")
        if not 0 <= self.max_age <= _MOST_SECONDS:
            raise InvalidInputError("browsers remember for a day at most", piece=str(self.max_age))

    def allows(self, origin: str) -> bool:
        """Say whether pages of an origin may read the answers."""
        if "*" in self.origins or origin in self.origins:
            return True
        return _LOCAL in self.origins and _is_local(origin)

    def trusts(self, origin: str) -> bool:
        """Say whether pages of an origin that may read the answers may send cookies, too."""
        return _is_local(origin) if self.credentials is None else self.credentials


def _is_local(origin: str) -> bool:
    try:
        host = urlsplit(origin).hostname or ""
    except ValueError:
        return False
    return host in _LOOPBACK or host.endswith(".localhost")


_LOCAL = "local"
_WORDS = ("*", _LOCAL)
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_SCHEMES = ("http", "https")


def with_cors(cors: Cors, request: Request, reply: Reply) -> Reply:
    """Give a reply with the headers that a browser asks for.

    Args:
        cors: who may read.
        request: what is answered; without ``Origin`` nothing changes.
        reply: the answer.

    Returns:
        The answer with headers of CORS; what the contract says of them itself stays.
    """
    origin = request.header("origin")
    return (
        reply if origin is None else replace(reply, headers=reply.headers + cors_headers(cors, origin, reply.headers))
    )


def cors_headers(cors: Cors, origin: str, given: Headers) -> Headers:
    """Give the headers of CORS for an answer.

    Args:
        cors: who may read.
        origin: the caller's.
        given: the answer's own headers; nothing is said twice.

    Returns:
        The headers to add.
    """
    same = "*" in cors.origins and cors.credentials is not None
    named: Headers = () if same else (("vary", "origin"),)
    if not cors.allows(origin):
        return named
    trusted = cors.trusts(origin)
    anybody = "*" in cors.origins and not trusted
    found: list[tuple[str, str]] = [("access-control-allow-origin", "*" if anybody else origin)]
    if trusted:
        found.append(("access-control-allow-credentials", "true"))
    if cors.exposed:
        # With credentials a star is the name of a header, so the names are written out.
        names = [name for name, _ in given] if "*" in cors.exposed and trusted else cors.exposed
        found.append(("access-control-expose-headers", ", ".join(dict.fromkeys(names))))
    has = {name.lower() for name, _ in given if name.lower().startswith(_OWN)}
    return (*(pair for pair in found if pair[0] not in has), *named)


def preflight(cors: Cors, request: Request, allowed: str) -> Reply | None:
    """Answer what a browser asks before a call (Fetch, section 3.2.2).

    Args:
        cors: who may call.
        request: an OPTIONS request.
        allowed: the methods of the path, joined by commas; empty where there is no such path.

    Returns:
        The answer; None when it is no such question. A method or a path that there is not is no reason to say no: what
        is wrong stands in the answer to the call itself, which the page can read then.
    """
    origin, method = request.header("origin"), request.header("access-control-request-method")
    if request.method != "OPTIONS" or origin is None or method is None:
        return None
    headers: Headers = (("allow", allowed),) if allowed else ()
    if not cors.allows(origin):
        return Reply(204, headers)
    wanted = request.header("access-control-request-headers")
    methods = allowed.split(", ") if allowed else []
    headers += (
        ("access-control-allow-methods", ", ".join(dict.fromkeys([*methods, method]))),
        *((("access-control-allow-headers", wanted),) if wanted else ()),
        ("access-control-max-age", str(cors.max_age)),
    )
    return Reply(204, headers + cors_headers(cors, origin, headers))
