"""What answers on one port: one contract, or several under prefixes and names of hosts."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import cast
from urllib.parse import urlsplit

from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass, replace
from apiyard.mock.app import Mock
from apiyard.mock.control import Control, json_reply
from apiyard.mock.pipeline import settled
from apiyard.mock.refusing.problem import problem
from apiyard.mock.refusing.refuse import refuse_host
from apiyard.mock.serving.cors import Cors, cors_headers, preflight
from apiyard.mock.serving.hosts import Hosts
from apiyard.mock.step import Answer, Coming, Cut, Refused, Streamed, Wrong, is_answer
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Headers, Reply, Request
from apiyard.spec.route import NoMethod, NoPath

_LOCAL = ".localhost"
_STEERING = Cors(origins=("local",), credentials=False)
_STEERED_BY = "GET, POST, PUT, PATCH, DELETE"
_PREFIX = "x-forwarded-prefix"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~@-]*(?:/[A-Za-z0-9][A-Za-z0-9._~@-]*)*")
_UNFIT = re.compile(r"[^A-Za-z0-9._~-]+")


@dataclass(frozen=True, slots=True)
class Mount:
    """A contract that is answered for.

    Args:
        name: under ``/NAME`` it is found where there are several, and under ``NAME.localhost``.
        contract: the contract.
        answer: answers a request whose path is as the contract has it.
    """

    name: str
    contract: Contract
    answer: Callable[[Request], Coming]

    def __post_init__(self) -> None:
        """Refuse a name that is no path."""
        if _NAME.fullmatch(self.name) is None:
            raise InvalidInputError("this cannot be the prefix of a mock", piece=self.name)


def mount_of(mock: Mock, name: str = "") -> Mount:
    """Make the mount of a mock.

    Args:
        mock: the mock.
        name: its name; by default from the title of its contract.
    """
    return Mount(name or slug(mock.contract.title), mock.contract, mock.handle)


def slug(text: str) -> str:
    """Make a name that can stand in a path.

    Args:
        text: any text, such as a title.
    """
    return _UNFIT.sub("-", text).strip("-._~").lower() or "api"


class Site:
    """Takes requests to the contract that they mean.

    Args:
        mounts: what is answered for. Of one alone paths are as its contract has them; of several they stand behind
            ``/NAME``, behind the path of the contract's server where no other contract has that, or under the host
            ``NAME.localhost``.
        cors: which pages of other origins may read.
        control: what callers on this machine may ask and steer.
        hosts: the names that it is found by, or those besides the names of this machine; empty for any.
    """

    def __init__(
        self,
        mounts: Iterable[Mount],
        *,
        cors: Cors | None = None,
        control: Control | None = None,
        hosts: Hosts | tuple[str, ...] | None = None,
    ) -> None:
        self._cors = cors or Cors()
        self._control = control
        self._hosts = hosts if isinstance(hosts, Hosts) else Hosts(hosts) if hosts else None
        self.mounts: tuple[Mount, ...] = ()
        self.put(mounts)

    def put(self, mounts: Iterable[Mount]) -> None:
        """Answer for other contracts from now on; what is under way is still answered as it was.

        Args:
            mounts: all of them.

        Raises:
            InvalidInputError: two have the same name.
        """
        found = tuple(mounts)
        names = [each.name for each in found]
        twice = next((name for name in names if names.count(name) > 1), "")
        if twice or not found:
            raise InvalidInputError("each contract needs a name of its own", piece=twice)
        self.mounts = found
        self._alone = found[0] if len(found) == 1 else None
        self._bases = _bases(self._alone.contract) if self._alone is not None else ()
        self._prefixes = _prefixes(found)
        self._named = {f"{each.name}{_LOCAL}": each for each in found}

    def handle(self, request: Request, peer: str = "") -> Coming:
        """Answer a request.

        Args:
            request: the request.
            peer: the address it came from.

        Returns:
            The answer, or what gives it.
        """
        origin: str | None = None
        host = ""
        for name, value in request.headers:
            if name == "origin":
                origin = value
            elif name == "host":
                host = value
        if self._hosts is not None and not self._hosts.knows(host):
            return refuse_host()
        if self._control is not None and self._control.takes(request.path):
            return steered(self._control, request, peer)
        if origin is not None:
            return self._crossed(request, host, origin)
        return self._found(request, host)

    def readable(self, reply: Reply, fields: Headers) -> Reply:
        """Let a page of another origin read what is refused before anybody sees the whole request.

        Args:
            reply: the refusal.
            fields: the head of the request, as far as it was read.
        """
        origin = next((value for name, value in fields if name == "origin"), None)
        return reply if origin is None else cast("Reply", _readable(reply, self._cors, origin))

    def _found(self, request: Request, host: str) -> Coming:
        """Answer as the contract that is meant does."""
        mount, prefix = self._meant(request, host)
        if mount is None:
            return self._index(request)
        if not prefix:
            return mount.answer(request)
        return moved(mount.answer(inside(request, prefix)), prefix)

    def _meant(self, request: Request, host: str) -> tuple[Mount | None, str]:
        path = request.path
        if self._alone is not None:
            return self._alone, _base(self._alone, self._bases, path) if self._bases else ""
        named = self._named.get(_name_of(host)) if _LOCAL in host else None
        if named is not None:
            return named, _base(named, _bases(named.contract), path)
        for prefix, mount in self._prefixes:
            if path.startswith(prefix) and path[len(prefix) : len(prefix) + 1] in {"", "/"}:
                return mount, prefix
        return None, ""

    def _crossed(self, request: Request, host: str, origin: str) -> Coming:
        """Answer a page of another origin."""
        if request.method == "OPTIONS":
            mount, prefix = self._meant(request, host)
            found = mount.contract.router.match("OPTIONS", request.path[len(prefix) :]) if mount else NoPath()
            allowed = ", ".join(found.allowed) if isinstance(found, NoMethod) else ""
            reply = preflight(self._cors, request, allowed)
            if reply is not None:
                return reply
        return _readable(self._found(request, host), self._cors, origin)

    def _index(self, request: Request) -> Reply:
        """Say what there is, where no contract is meant."""
        if request.path == "/" and request.method in {"GET", "HEAD"}:
            found = [
                {
                    "name": each.name,
                    "title": each.contract.title,
                    "version": each.contract.version,
                    "url": f"/{each.name}",
                }
                for each in self.mounts
            ]
            return json_reply({"apis": found})
        known = ", ".join(f"/{each.name}" for each in self.mounts[:20])
        return problem(404, f"no contract stands here; they stand behind {known}", code="no-such-path")


def steered(control: Control, request: Request, peer: str) -> Coming:
    """Let callers on this machine ask and steer, pages of this machine too, as tests in a browser do.

    Args:
        control: what they ask.
        request: what they ask it.
        peer: the address that the request came from.

    Returns:
        The answer, which pages of other machines cannot read; or what gives it.
    """
    origin = request.header("origin")
    if origin is None:
        return control.handle(request, peer=peer)
    asked = preflight(_STEERING, request, _STEERED_BY)
    return asked or _readable(control.handle(request, peer=peer), _STEERING, origin)


def unique_names(wanted: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Give each of several contracts a name of its own.

    Args:
        wanted: a name and a version for each.

    Returns:
        The names; where two want the same one, it is followed by the version, or by a number.
    """
    names = [slug(name) for name, _ in wanted]
    found: list[str] = []
    for at, (name, version) in enumerate(zip(names, (version for _, version in wanted), strict=True)):
        choice = name if names.count(name) == 1 else f"{name}/{slug(version)}"
        found.append(choice if choice not in found else f"{choice}-{at + 1}")
    return tuple(found)


def _bases(contract: Contract) -> tuple[str, ...]:
    """Give the paths of a contract's servers, the longest first."""
    found = {path for url in contract.servers if (path := _path_of(url)) and not path.isspace()}
    return tuple(sorted(found, key=len, reverse=True))


def _path_of(url: str) -> str:
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError:
        return ""


def _base(mount: Mount, bases: Sequence[str], path: str) -> str:
    """Give the path of the server that stands before the contract's own path, if it does."""
    for base in bases:
        if path.startswith(f"{base}/") and isinstance(mount.contract.router.match("GET", path), NoPath):
            return base
    return ""


def _prefixes(mounts: Sequence[Mount]) -> tuple[tuple[str, Mount], ...]:
    """Give what paths of several contracts begin with: their names, and the paths that one server alone has."""
    names = {f"/{each.name}": each for each in mounts}
    owners: dict[str, list[Mount]] = {}
    for each in mounts:
        for base in _bases(each.contract):
            owners.setdefault(base, []).append(each)
    own = {base: found[0] for base, found in owners.items() if len(found) == 1}
    pairs = {
        **own,
        **{f"{name}{base}": each for name, each in names.items() for base in _bases(each.contract)},
        **names,
    }
    return tuple(sorted(pairs.items(), key=lambda pair: -len(pair[0])))


def host_of(request: Request) -> str:
    """Give the name in the header ``Host``, without its port; empty without one.

    Args:
        request: the request.
    """
    return _name_of(request.header("host") or "")


def _name_of(host: str) -> str:
    """Give a host without its port."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def inside(request: Request, prefix: str) -> Request:
    """Give a request as what stands behind a prefix sees it.

    Args:
        request: the request as it came.
        prefix: what its path begins with.

    Returns:
        The request without it; who writes addresses finds it in the header ``x-forwarded-prefix``.
    """
    told = request.header(_PREFIX) or ""
    headers = (*(pair for pair in request.headers if pair[0] != _PREFIX), (_PREFIX, told + prefix))
    return replace(request, path=request.path[len(prefix) :] or "/", headers=headers)


def moved(coming: Coming, prefix: str) -> Coming:
    """Make the path that an answer sends its caller to start with the prefix, as a gateway would.

    Args:
        coming: the answer, or what gives it.
        prefix: what was taken from the path of the request.

    Returns:
        The answer, or what gives it.
    """
    return _changed(coming, lambda reply: _relocated(reply, prefix))


def _relocated(reply: Reply | Streamed, prefix: str) -> Reply | Streamed:
    for at, (name, value) in enumerate(reply.headers):
        if name.lower() == "location" and value.startswith("/") and not value.startswith("//"):
            headers = (*reply.headers[:at], (name, f"{prefix}{value}"), *reply.headers[at + 1 :])
            return replace(reply, headers=headers)
    return reply


def let_read(coming: Coming, cors: Cors, origin: str) -> Coming:
    """Let pages read an answer that somebody else made, whatever that one says of them.

    Args:
        coming: the answer, or what gives it.
        cors: which pages may.
        origin: the page's.

    Returns:
        The answer with other headers of CORS, or what gives it.
    """

    def change(reply: Reply | Streamed) -> Reply | Streamed:
        kept = tuple(pair for pair in reply.headers if not pair[0].lower().startswith("access-control-"))
        return replace(reply, headers=kept + cors_headers(cors, origin, kept))

    return _changed(coming, change)


def _readable(coming: Coming, cors: Cors, origin: str) -> Coming:
    return _changed(
        coming, lambda reply: replace(reply, headers=reply.headers + cors_headers(cors, origin, reply.headers))
    )


_Change = Callable[[Reply | Streamed], Reply | Streamed]


def _changed(coming: Coming, change: _Change) -> Coming:
    """Change an answer that is there or comes."""
    if not is_answer(coming):
        return _changed_later(coming, change)
    if isinstance(coming, Reply | Streamed):
        return change(coming)
    if isinstance(coming, Refused):
        return replace(coming, reply=cast("Reply", change(coming.reply)))
    if isinstance(coming, Wrong):
        return replace(coming, answer=change(coming.answer))
    if isinstance(coming, Cut) and coming.part is not None:
        return replace(coming, part=cast("Reply", change(coming.part)))
    return coming


async def _changed_later(coming: Coming, change: _Change) -> Answer:
    return cast("Answer", _changed(await settled(cast("Awaitable[Answer]", coming)), change))
