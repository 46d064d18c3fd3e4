"""A small ASGI server with a table of routes, from which the correct twins of this folder are made."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, unquote

CONTRACTS = Path(__file__).parent


@dataclass(frozen=True)
class Answer:
    status: int
    value: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    media: str = "application/json"
    raw: bytes | None = None

    @property
    def data(self) -> bytes:
        if self.raw is not None:
            return self.raw
        return b"" if self.status == 204 else json.dumps(self.value).encode()


def problem(status: int) -> Answer:
    return Answer(status, {"title": "Problem", "status": status}, media="application/problem+json")


def changed(answer: Answer, **changes: Any) -> Answer:
    """Give an answer that differs in some fields."""
    return replace(answer, **changes)


class RefusedError(Exception):
    """Ends a call with a problem."""

    def __init__(self, status: int, *allowed: str) -> None:
        self.status = status
        self.allowed = ", ".join(allowed)


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes

    def one(self, name: str) -> str | None:
        """Give a query parameter that may stand once."""
        found = self.query.get(name, [])
        if len(found) > 1:
            raise RefusedError(400)
        return found[0] if found else None

    def number(self, name: str, default: int, *, low: int, high: int) -> int:
        """Give a query parameter that is a number."""
        text = self.one(name)
        if text is None:
            return default
        if re.fullmatch("0|[1-9][0-9]{0,8}", text) is None or not low <= int(text) <= high:
            raise RefusedError(400)
        return int(text)

    def json(self, media: str = "application/json", *, other: int = 415) -> Any:
        """Give the body, which has to be JSON of a media type; ``other`` is the status for another one."""
        if self.headers.get("content-type", "").partition(";")[0].strip().lower() != media:
            raise RefusedError(other)
        try:
            return json.loads(self.body.decode(), parse_constant=_refuse)
        except (ValueError, RecursionError) as error:
            raise RefusedError(400) from error


class Service:
    """An ASGI application; its methods are replaced one at a time by the faulty ones.

    ``routes`` names the method that answers each call; parts of the path in braces are given to it as texts.
    ``auth`` are the credentials that it takes, as a settings file of a run has them.
    """

    contract: ClassVar[Path]
    routes: ClassVar[dict[str, str]] = {}
    auth: ClassVar[dict[str, dict[str, str]]] = {}

    def find(self, method: str, path: str) -> tuple[str, list[str]]:
        allowed = []
        for route, name in self.routes.items():
            verb, _, template = route.partition(" ")
            found = re.fullmatch(re.sub(r"\{\w+\}", "([^/]+)", template), path)
            if found is not None:
                allowed.append(verb)
                if verb == method:
                    return name, [unquote(part) for part in found.groups()]
        raise RefusedError(405 if allowed else 404, *allowed)

    def answer(self, call: Call) -> Answer:
        name, parts = self.find(call.method, call.path)
        found: Answer = getattr(self, name)(call, *parts)
        return found

    def finish(self, call: Call, answer: Answer) -> Answer:
        return answer

    async def before(self, call: Call) -> None:
        """Come before each answer."""

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http":
            return
        call = await received(scope, receive)
        await self.before(call)
        try:
            found = self.answer(call)
        except RefusedError as error:
            found = changed(problem(error.status), headers={"allow": error.allowed})
        except Exception:  # noqa: BLE001 - the fault of some of them
            found = problem(500)
        found = self.finish(call, found)
        data = found.data
        sent = {"content-type": found.media if found.status != 204 else "", **found.headers}
        if found.status != 204:
            sent.setdefault("content-length", str(len(data)))
        raw = [(name.encode(), value.encode("latin-1")) for name, value in sent.items() if value]
        await send({"type": "http.response.start", "status": found.status, "headers": raw})
        await send({"type": "http.response.body", "body": data})


async def received(scope, receive) -> Call:
    """Read a whole call."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    headers: dict[str, str] = {}
    for name, value in scope["headers"]:
        text = value.decode("latin-1")
        known = headers.get(name.decode("latin-1").lower())
        headers[name.decode("latin-1").lower()] = text if known is None else f"{known}, {text}"
    path = scope["raw_path"].decode("ascii").partition("?")[0]
    query = parse_qs(scope["query_string"].decode("ascii"), keep_blank_values=True)
    return Call(scope["method"], path, query, headers, body)


def _refuse(word: str) -> None:
    """Refuse NaN and Infinity, which are no JSON."""
    raise ValueError(word)


def is_text(value: Any, *, low: int = 0, high: int) -> bool:
    return isinstance(value, str) and low <= len(value) <= high


def is_whole(value: Any, *, low: int, high: int) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return low <= value <= high and value == int(value)
