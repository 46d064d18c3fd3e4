"""A login step: any request, of whose reply a value is picked and sent with the others."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlencode

from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass, field
from apiyard.spec import pointer as pointers
from apiyard.spec.exchange import Headers, Reply, Request
from apiyard.verify.auth.credential import Ask, Credential
from apiyard.verify.auth.proof import Place, Proof, Proofs
from apiyard.verify.auth.secret import Secret

_SECRET = re.compile(r"(?i)pass|pwd|secret|token|key|pin\Z|otp|authorization")


@dataclass(frozen=True, slots=True)
class _Call:
    """The request that logs in.

    Args:
        path: a path of the service, or a URL.
        method: the method.
        headers: headers by name.
        json: a JSON body.
        form: or fields of a form.
    """

    path: str
    method: str = "POST"
    headers: Mapping[str, Secret] = field(default_factory=dict)
    json: Any = None
    form: Mapping[str, Secret] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Options:
    """How to log in.

    Args:
        request: the request.
        pick: what of the reply is the credential: a pointer into its JSON body, ``header:NAME`` or ``cookie:NAME``.
        place: where it is sent: ``header``, ``query`` or ``cookie``; the contract's when it is not given.
        name: of the header, parameter or cookie; the contract's when it is not given.
        prefix: what stands before it, such as ``Bearer``.
        seconds: how long it is good; 0 for until a reply of 401.
    """

    request: _Call
    pick: str
    place: str = ""
    name: str = ""
    prefix: str = ""
    seconds: float = 0.0


def _obtain(ask: Ask, options: _Options) -> Proofs:
    reply = ask.send(options.request.path, _request(ask, options.request))
    if not 200 <= reply.status < 400:
        raise InvalidInputError(f"the login step was answered with {reply.status}", where=options.request.path)
    value = _picked(reply, options.pick)
    if value is None:
        raise InvalidInputError(
            "the reply to the login step does not hold it", where=options.request.path, piece=options.pick
        )
    place, name, prefix = _target(ask, options)
    before = f"{prefix} " if prefix else ""
    shown = before + "${" + ask.variable + "}"
    hidden = tuple((ask.vault.reveal(text), text.shown(ask.variable)) for text in _passwords(options.request))
    return Proofs((Proof(place, name, before + value, shown),), options.seconds or None, hidden)


def _passwords(call: _Call) -> list[Secret]:
    """Give what a login tells in secret: not the name of the user, by which replies speak of things."""
    waiting: list[tuple[str, Any]] = [*call.headers.items(), *call.form.items(), ("", call.json)]
    found = []
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, Mapping):
            waiting += [(str(each), inner) for each, inner in value.items()]
        elif isinstance(value, (list, tuple)):
            waiting += [(name, inner) for inner in value]
        elif isinstance(value, str) and _SECRET.search(name):
            found.append(Secret(value))
    return found


def _request(ask: Ask, call: _Call) -> Request:
    headers: Headers = tuple((name, ask.vault.reveal(value)) for name, value in call.headers.items())
    if call.form:
        body = urlencode({name: ask.vault.reveal(value) for name, value in call.form.items()}).encode()
        return Request(call.method, "", "", (*headers, ("content-type", "application/x-www-form-urlencoded")), body)
    if call.json is None:
        return Request(call.method, "", "", headers)
    body = json.dumps(ask.vault.reveal_all(call.json)).encode()
    return Request(call.method, "", "", (*headers, ("content-type", "application/json")), body)


def _picked(reply: Reply, pick: str) -> str | None:
    kind, _, name = pick.partition(":")
    if kind == "header":
        return reply.header(name)
    if kind == "cookie":
        for key, line in reply.headers:
            if key.lower() == "set-cookie":
                try:
                    found = SimpleCookie(line)
                except CookieError:
                    continue
                if name in found:
                    return found[name].value
        return None
    try:
        value = pointers.get(json.loads(reply.body), pick)
    except (ValueError, LookupError, RecursionError):
        return None
    return str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else None


def _target(ask: Ask, options: _Options) -> tuple[Place, str, str]:
    """Say where it goes: as the settings say, else as the contract does, else as what it was."""
    place = options.place or (str(ask.scheme.get("in", "")) if ask.scheme.get("type") == "apiKey" else "")
    name = options.name or (str(ask.scheme.get("name", "")) if ask.scheme.get("type") == "apiKey" else "")
    if not place and options.pick.startswith("cookie:"):
        return "cookie", name or options.pick.removeprefix("cookie:"), options.prefix
    if not place and not name:
        return "header", "authorization", options.prefix or "Bearer"
    if place not in {"", "header", "query", "cookie"}:
        raise InvalidInputError("a credential stands in header, query or cookie", piece=place)
    return place or "header", name or "authorization", options.prefix  # type: ignore[return-value]


CREDENTIAL = Credential(
    id="login",
    why="A service that has a login of its own is asked as its users ask it.",
    options=_Options,
    obtain=_obtain,
    example='{kind: login, request: {path: /login, json: {user: ann, password: "${ANN_PASSWORD}"}}, pick: /token}',
)
