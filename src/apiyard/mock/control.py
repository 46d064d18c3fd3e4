"""Ask and steer a running mock: a small HTTP API beside the contract's paths, for callers on this machine only."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import parse_qsl, urlsplit

from apiyard.core.errors import ApiyardError, InvalidInputError, nearest
from apiyard.core.json import Json, canonical
from apiyard.core.late import late_module
from apiyard.core.noun import dataclass, replace
from apiyard.mock.refusing.problem import problem
from apiyard.mock.step import Coming
from apiyard.spec.exchange import Headers, Reply, Request

if TYPE_CHECKING:
    import orjson
else:
    orjson = late_module("orjson")

PREFIX = "/__apiyard"
"""No path of a contract starts so; what does is answered here."""

SENT_BY_MOCK = "x-apiyard-sent-by"
"""Stands in what a mock sends by itself, so that no callback can steer one."""

Handler: TypeAlias = Callable[[Request], Coming]
"""Answers a request whose path starts behind the part's name; an ApiyardError is told as a problem."""

_MOST_PARAMETERS = 20
_NO_HOST = re.compile(r"[^\x21-\x7e]|[/\\?#@,]")
"""What would let another part of a URL look like its host."""
_JSON: Headers = (("content-type", "application/json"), ("cache-control", "no-store"))


@dataclass(frozen=True, slots=True)
class ControlOptions:
    """Who may ask and steer a mock, besides callers on this machine.

    Args:
        on: whether anybody may.
        peers: addresses or networks of callers, such as ``172.16.0.0/12``.
        hosts: names that they may find the mock by, in the header ``Host``.
    """

    on: bool = True
    peers: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is no network and no host."""
        for each in self.peers:
            try:
                ipaddress.ip_network(each, strict=False)
            except ValueError:
                raise InvalidInputError("this is no network", piece=each, hint="write 172.16.0.0/12") from None
        for each in self.hosts:
            if _name_of(f"//{each}") != each.lower():
                raise InvalidInputError("this is no host", piece=each, hint="write its name without a port")


class Control:
    """Takes requests below ``/__apiyard/NAME`` to the part of that name.

    Args:
        parts: what answers, by name; read anew at each request, so that parts may be added.
        options: who may ask.
    """

    def __init__(self, parts: Mapping[str, Handler], options: ControlOptions | None = None) -> None:
        self._parts = parts
        self._options = options or ControlOptions()
        self._networks = [ipaddress.ip_network(each, strict=False) for each in self._options.peers]

    def takes(self, path: str) -> bool:
        """Say whether a path is answered here.

        Args:
            path: as sent, without query.
        """
        return path.startswith(PREFIX) and path[len(PREFIX) : len(PREFIX) + 1] in {"", "/"}

    def handle(self, request: Request, *, peer: str = "") -> Coming:
        """Answer a request.

        Args:
            request: the request, with its whole path.
            peer: the address it came from; empty for a Unix socket or a call in this process.

        Returns:
            The answer: 403 for callers who are not on this machine, or who are pages of other sites.
        """
        wrong = self._distrusts(request, peer)
        if wrong:
            return problem(403, wrong, code="forbidden")
        name, _, rest = request.path[len(PREFIX) :].lstrip("/").partition("/")
        if not name:
            return json_reply({"parts": {each: f"{PREFIX}/{each}" for each in sorted(self._parts)}})
        handler = self._parts.get(name)
        if handler is None:
            return problem(404, f"no part {name[:80]!r}; {nearest(name, self._parts)}", code="no-such-part")
        try:
            return handler(replace(request, path=f"/{rest}" if rest else ""))
        except ApiyardError as error:
            return told(error)

    def before(self, following: Callable[[Request], Coming]) -> Callable[[Request], Coming]:
        """Give what answers requests below ``/__apiyard`` here and takes the others on.

        Args:
            following: answers the others.
        """

        def handle(request: Request) -> Coming:
            return self.handle(request) if self.takes(request.path) else following(request)

        return handle

    def _distrusts(self, request: Request, peer: str) -> str:
        """Say why a caller is not answered: a page in a browser may not steer a mock, whatever name it finds it by."""
        if not self._options.on:
            return "nobody may steer the mock"
        if peer and not is_local(peer) and not self._is_allowed(peer):
            return "only callers on this machine may steer the mock"
        if request.header(SENT_BY_MOCK) is not None:
            return "a callback may not steer a mock"
        host = name_in(request.header("host") or "localhost")
        if not (is_local(host) or host in self._options.hosts):
            return "the mock is not steered under this host name"
        origin = request.header("origin")
        # What a page loads as an image, a script or a link has no origin, but browsers say where it is from.
        crossed = origin is None and request.header("sec-fetch-site") == "cross-site"
        if crossed or (origin is not None and not is_local(_name_of(origin))):
            return "pages of other sites may not steer the mock"
        return ""

    def _is_allowed(self, peer: str) -> bool:
        try:
            address = ipaddress.ip_address(peer.partition("%")[0])
        except ValueError:
            return False
        mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
        return any((mapped or address) in network for network in self._networks)


def told(error: ApiyardError) -> Reply:
    """Give an error as a problem, with its hint.

    Args:
        error: the error.
    """
    parts = [error.what, error.piece, error.hint]
    return problem(error.status, "; ".join(part for part in parts if part), code=error.code)


def json_reply(value: Json, status: int = 200) -> Reply:
    """Give a value as a reply in JSON that nobody caches.

    Args:
        value: the value.
        status: the status code.
    """
    return Reply(status, _JSON, canonical(value))


def json_of(request: Request) -> Json:
    """Read the JSON body of a request to a part.

    Args:
        request: the request.

    Returns:
        The value; an empty object without a body.

    Raises:
        InvalidInputError: it is no JSON.
    """
    if not request.body:
        return {}
    try:
        value: Json = orjson.loads(request.body)
    except orjson.JSONDecodeError as error:
        raise InvalidInputError("the body is no JSON", piece=error.msg) from None
    return value


def query_of(request: Request) -> dict[str, Json]:
    """Read the parameters of a request to a part; of those that are given twice the last one counts.

    Args:
        request: the request.

    Returns:
        The values by name.

    Raises:
        InvalidInputError: there are more than 20.
    """
    try:
        return dict(parse_qsl(request.query, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS))
    except ValueError:
        raise InvalidInputError(f"there are at most {_MOST_PARAMETERS} parameters") from None


def not_allowed(*methods: str) -> Reply:
    """Refuse a method (405).

    Args:
        methods: those that there are.
    """
    shown = ", ".join(methods)
    return problem(405, f"there is {shown} here", code="no-such-method", headers=(("allow", shown),))


def _name_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def name_in(host: str) -> str:
    """Give the name in a header ``Host`` without its port (RFC 9110, section 7.2).

    Args:
        host: the value of the header.

    Returns:
        The name in lower case; empty where the header is none that is written so.
    """
    return "" if _NO_HOST.search(host) else _name_of(f"//{host}")


def is_local(host: str) -> bool:
    """Say whether a name or an address means this machine only.

    Args:
        host: without port, in lower case.
    """
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback
