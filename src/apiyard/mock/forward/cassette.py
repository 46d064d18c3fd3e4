"""Cassettes: recorded exchanges in a file that people read and edit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from apiyard.core.errors import InvalidInputError, unknown
from apiyard.core.json import Json, JsonObject
from apiyard.core.noun import dataclass
from apiyard.mock.journal.readable import readable, unreadable
from apiyard.spec import source
from apiyard.spec.exchange import Headers, Reply, Request
from apiyard.spec.parse import Document, parse
from apiyard.spec.pointer import join
from apiyard.spec.write_yaml import write_yaml

FORM = 1
_TOP = ("cassette", "contract", "from", "exchanges")
_EXCHANGE = ("request", "reply", "operation", "at", "note", "violations")
_REQUEST = ("method", "path", "query", "headers", "json", "text", "base64")
_REPLY = ("status", "headers", "json", "text", "base64")
_METHOD = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", re.ASCII)
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Recorded:
    """One exchange of a cassette.

    Args:
        request: the request, as far as it was kept.
        reply: the reply.
        where: its place in the file.
    """

    request: Request
    reply: Reply
    where: str = ""


def opening(contract: str, url: str) -> str:
    """Give the first lines of a cassette.

    Args:
        contract: title and version of the contract.
        url: the server that is recorded.

    Returns:
        Text that exchanges can be written behind.
    """
    head = write_yaml({"cassette": FORM, "contract": contract, "from": url})
    return f"# Edit it as you like; play it with: apiyard mock CONTRACT --replay THIS-FILE\n{head}exchanges:\n"


def written(request: Request, reply: Reply, facts: Mapping[str, Json]) -> str:
    """Give an exchange as an item of a cassette's list.

    Args:
        request: the request.
        reply: the reply.
        facts: ``operation``, ``at`` and ``violations``.

    Returns:
        Whole lines of YAML.
    """
    asked: dict[str, Json] = {"method": request.method.upper(), "path": request.path}
    if request.query:
        asked["query"] = request.query
    held: dict[str, Json] = {
        "request": {**asked, **_shown(request.headers), **readable(request.header("content-type"), request.body)},
        "reply": {
            "status": reply.status,
            **_shown(reply.headers),
            **readable(reply.header("content-type"), reply.body),
        },
        **{name: value for name, value in facts.items() if value},
    }
    return write_yaml([held])


def read_cassette(path: Path) -> tuple[Recorded, ...]:
    """Read a cassette.

    Args:
        path: the file, YAML or JSON.

    Returns:
        Its exchanges in order.

    Raises:
        NotFoundError: there is no such file.
        InvalidInputError: it is no cassette, or an exchange is wrong, with file, line and column.
        UnknownNameError: a member that cassettes do not have; names the nearest one.
    """
    document = parse(source.read(path, roots=(path.resolve().parent,)))
    node = _Node(document, document.value)
    value = node.members(*_TOP)
    if value.get("cassette") != FORM:
        hint = f"a cassette begins with cassette: {FORM}, as apiyard proxy --record writes it"
        raise InvalidInputError("this is no cassette", where=node.where, hint=hint)
    rows = value.get("exchanges") or []
    if not isinstance(rows, list) or len(rows) > _MOST:
        raise node.child("exchanges", rows).wrong("exchanges are a list", None)
    return tuple(_recorded(node.child("exchanges", rows).child(str(at), row)) for at, row in enumerate(rows))


@dataclass(frozen=True, slots=True)
class _Node:
    """A value of a cassette with its place in the file."""

    document: Document
    value: object
    pointer: str = ""

    @property
    def where(self) -> str:
        return str(self.document.locate(self.pointer))

    def child(self, name: str, value: object) -> _Node:
        return _Node(self.document, value, join(self.pointer, name))

    def members(self, *names: str) -> JsonObject:
        """Give the members, of which all have to be known."""
        if not isinstance(self.value, Mapping):
            raise self.wrong("a mapping is expected here", self.value)
        for name in self.value:
            if name not in names:
                raise unknown("part of a cassette", str(name), names, where=self.child(str(name), None).where)
        return cast("JsonObject", self.value)

    def wrong(self, what: str, piece: object) -> InvalidInputError:
        return InvalidInputError(what, where=self.where, piece="" if piece is None else str(piece))


def _recorded(node: _Node) -> Recorded:
    held = node.members(*_EXCHANGE)
    return Recorded(
        _request(node.child("request", held.get("request"))),
        _reply(node.child("reply", held.get("reply"))),
        node.where,
    )


def _request(node: _Node) -> Request:
    held = node.members(*_REQUEST)
    method, path, query = held.get("method"), held.get("path"), held.get("query", "")
    if not isinstance(method, str) or _METHOD.fullmatch(method) is None:
        raise node.wrong("a request needs a method", method)
    if not isinstance(path, str) or not path.startswith("/") or not path.isascii():
        raise node.wrong("a request needs a path that starts with a slash", path)
    if not isinstance(query, str) or not query.isascii():
        raise node.wrong("a query is text, as it stands in a URL", query)
    headers = _headers(node.child("headers", held.get("headers")))
    return Request(method.upper(), path, query, headers, unreadable(held, where=node.where))


def _reply(node: _Node) -> Reply:
    held = node.members(*_REPLY)
    status = held.get("status")
    if isinstance(status, bool) or not isinstance(status, int) or not 200 <= status <= 599:
        raise node.wrong("a reply needs a status from 200 to 599", status)
    headers = _headers(node.child("headers", held.get("headers")))
    return Reply(status, headers, unreadable(held, where=node.where))


def _headers(node: _Node) -> Headers:
    if node.value is None:
        return ()
    if not isinstance(node.value, Mapping):
        raise node.wrong("headers are a mapping", node.value)
    found: list[tuple[str, str]] = []
    for name, value in node.value.items():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, bool | Mapping | list):
                raise node.child(name, each).wrong("a header is text, or a list of texts", each)
            text = "" if each is None else str(each)
            if not _METHOD.fullmatch(str(name)) or any(char in text for char in "\r\n\0"):
                raise node.child(name, each).wrong("this cannot be a header", each)
            found.append((str(name), text))
    return tuple(found)


def _shown(headers: Headers) -> JsonObject:
    found: dict[str, Any] = {}
    for name, value in headers:
        low = name.lower()
        if low not in found:
            found[low] = value
        else:
            found[low] = [*(found[low] if isinstance(found[low], list) else [found[low]]), value]
    return {"headers": found} if found else {}
