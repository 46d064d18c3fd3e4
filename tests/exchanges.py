"""Exchanges of a contract, good ones and ones that are wrong in every way that there is, repeatable by their seed."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from apiyard.core.errors import ApiyardError
from apiyard.spec.composing.write_body import concrete, write_body
from apiyard.spec.composing.write_style import as_path, as_query
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Headers, Reply, Request
from apiyard.spec.operation import MediaType, Operation, Parameter
from apiyard.spec.sample import sample
from apiyard.spec.schema import Schema

ODD_TEXTS = (
    "",
    "0",
    "-1",
    "9007199254740993",
    "1e400",
    "null",
    "true",
    "x",
    "é",
    "a b",
    "a/b",
    "..",
    "%",
    "\u0000",
    "[]",
)
ODD_VALUES: tuple[Any, ...] = (None, True, 0, -1, 1.5, 2**53 + 1, 10**30, "", "x", "é\u0000", [], [None], {}, {"x": {}})
ODD_STATUSES = (200, 201, 202, 301, 400, 401, 404, 418, 500, 503)
ODD_MEDIA = (
    "text/plain",
    "application/json; charset=latin-1",
    "APPLICATION/JSON",
    "application/xml",
    "nonsense",
    "*/*",
)


@dataclass(frozen=True)
class Exchange:
    """A request and the reply that a service gives to it."""

    request: Request
    reply: Reply


def exchanges(contract: Contract, count: int, seed: int = 0) -> Iterator[Exchange]:
    """Give exchanges: some requests and replies are left as they were made, which is mostly good."""
    chance = random.Random(f"{seed} {contract.title}")
    for _ in range(count):
        operation = chance.choice(contract.operations)
        request = _request(contract, operation, chance)
        reply = _reply(operation, chance)
        if chance.random() < 0.1:
            request = chance.choice((_other_path, _other_method))(request, chance)
        while chance.random() < 0.75:
            request = chance.choice(REQUEST_FAULTS)(request, chance)
        while chance.random() < 0.67:
            reply = chance.choice(REPLY_FAULTS)(reply, chance)
        yield Exchange(request, _sendable(reply))


def _request(contract: Contract, operation: Operation, chance: random.Random) -> Request:
    path, pairs, headers = operation.path, list[str](), list[tuple[str, str]]()
    cookies = []
    for parameter in operation.parameters:
        if not parameter.required and chance.random() < 0.4:
            continue
        value = _value(_schema(parameter), "request", chance)
        if parameter.location == "path":
            path = path.replace(f"{{{parameter.name}}}", _or(partial(as_path, parameter, value), "1"))
        elif parameter.location == "query":
            found = _or(partial(as_query, parameter, value), [])
            pairs += [f"{name}={text}" for name, text in found]
        elif parameter.location == "header":
            headers.append((parameter.name, _latin(value)))
        elif parameter.location == "cookie":
            cookies.append(f"{parameter.name}={_latin(value)}")
    if cookies:
        headers.append(("cookie", "; ".join(cookies)))
    headers += _credentials(contract, operation)
    body = b""
    if operation.request_body is not None and (operation.request_body.required or chance.random() < 0.8):
        media, body = _body(operation.request_body.content, "request", chance)
        headers.append(("content-type", media))
    return Request(operation.method.upper(), path, "&".join(pairs), tuple(headers), body)


def _reply(operation: Operation, chance: random.Random) -> Reply:
    key = chance.choice(list(operation.responses))
    status = chance.choice((400, 404, 500)) if key == "default" else int(key.replace("XX", "00"))
    response = operation.responses[key]
    headers = [
        (header.name, _latin(_value(_schema(header), "response", chance)))
        for header in response.headers.values()
        if header.required or chance.random() < 0.7
    ]
    body = b""
    if response.content and status not in {204, 304}:
        media, body = _body(response.content, "response", chance)
        headers.append(("content-type", media))
    return Reply(status, tuple(headers), body)


def _credentials(contract: Contract, operation: Operation) -> Iterator[tuple[str, str]]:
    for alternative in operation.security[:1]:
        for name in alternative:
            scheme = contract.security_schemes.get(name, {})
            if scheme.get("type") == "apiKey" and scheme.get("in") == "header":
                yield str(scheme["name"]), "key"
            elif scheme.get("type") in {"http", "oauth2", "openIdConnect"}:
                yield "authorization", "Bearer token"


def _body(content: Mapping[str, MediaType], direction: Any, chance: random.Random) -> tuple[str, bytes]:
    name = chance.choice(list(content))
    entry = content[name]
    value = _value(entry.schema, direction, chance)
    return _or(lambda: write_body(concrete(content, name), entry, value), ("application/json", b"{}"))


def _schema(parameter: Parameter) -> Schema | None:
    entry = next(iter(parameter.content.values()), None)
    return parameter.schema if entry is None else entry.schema


def _value(schema: Schema | None, direction: Any, chance: random.Random) -> Any:
    seed = chance.randrange(50)
    return "x" if schema is None else _or(lambda: sample(schema, direction=direction, seed=seed), "x")


def _or(make: Callable[[], Any], other: Any) -> Any:
    try:
        return make()
    except (ApiyardError, ValueError):
        return other


def _latin(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return "".join(char for char in text if " " <= char <= "~").strip() or "x"


def _sendable(reply: Reply) -> Reply:
    """Take out what HTTP itself does not let through (RFC 9110, sections 6.4.1 and 15)."""
    headers = tuple(pair for pair in reply.headers if pair[0].lower() != "content-length")
    return Reply(reply.status, headers, b"" if reply.status in {204, 304} else reply.body)


def _escaped(text: str) -> str:
    return "".join(
        char if char.isalnum() and char.isascii() else "".join(f"%{byte:02X}" for byte in char.encode())
        for char in text
    )


def _other_segment(request: Request, chance: random.Random) -> Request:
    parts = request.path.split("/")
    parts[chance.randrange(1, len(parts))] = _escaped(chance.choice(ODD_TEXTS))
    return replace(request, path="/".join(parts))


def _other_path(request: Request, chance: random.Random) -> Request:
    changes = (f"{request.path}/", f"/{request.path}", f"{request.path}/more", request.path.upper(), "/", "/%2e%2e/x")
    return replace(request, path=chance.choice(changes))


def _other_method(request: Request, chance: random.Random) -> Request:
    return replace(request, method=chance.choice(("GET", "POST", "PUT", "PATCH", "DELETE", "PURGE")))


def _other_query(request: Request, chance: random.Random) -> Request:
    pairs = request.query.split("&") if request.query else []
    if pairs and chance.random() < 0.7:
        at = chance.randrange(len(pairs))
        name = pairs[at].partition("=")[0]
        made = (f"{name}={_escaped(chance.choice(ODD_TEXTS))}", name, pairs[at] + "&" + pairs[at], "")
        pairs[at] = chance.choice(made)
    else:
        pairs.append(
            chance.choice(
                (
                    "unknown=1",
                    "limit=0",
                    "limit=abc",
                    "limit=-1",
                    "status=",
                    "tags=%ff",
                    "%zz=%",
                    "&&",
                    "a=b=c",
                    "cursor=%ff",
                )
            )
        )
    return replace(request, query="&".join(pairs))


def _other_header(message: Any, chance: random.Random) -> Any:
    headers: Headers = message.headers
    if headers and chance.random() < 0.8:
        at = chance.randrange(len(headers))
        name, value = headers[at]
        text = "".join(char for char in chance.choice(ODD_TEXTS) if " " <= char <= "~").strip()
        changed = chance.choice(((), ((name, text),), ((name, value), (name, value)), ((name.upper(), value),)))
        return replace(message, headers=(*headers[:at], *changed, *headers[at + 1 :]))
    return replace(
        message, headers=(*headers, chance.choice((("x-other", "1"), ("cookie", "a=b; ="), ("accept", "*/*"))))
    )


def _other_media(message: Any, chance: random.Random) -> Any:
    headers = tuple(pair for pair in message.headers if pair[0].lower() != "content-type")
    if chance.random() < 0.7:
        headers = (*headers, ("content-type", chance.choice(ODD_MEDIA)))
    return replace(message, headers=headers)


def _other_body(message: Any, chance: random.Random) -> Any:
    body: bytes = message.body
    if chance.random() < 0.3:
        odd = (
            b"",
            b"{",
            b"null",
            b"\xff\xfe",
            b"[" * 200,
            b'{"a":1}{"a":1}',
            b"1e400",
            body[: len(body) // 2],
            b" " + body,
        )
        return replace(message, body=chance.choice(odd))
    try:
        value = json.loads(body)
    except ValueError:
        return replace(message, body=body + b"x")
    return replace(message, body=json.dumps(_other_value(value, chance)).encode())


def _other_value(value: Any, chance: random.Random) -> Any:
    """Change one place in a value, mostly a deep one."""
    if isinstance(value, dict) and value and chance.random() < 0.85:
        key = chance.choice(list(value))
        changes: tuple[Callable[[], Any], ...] = (
            lambda: {**value, key: _other_value(value[key], chance)},
            lambda: {name: each for name, each in value.items() if name != key},
            lambda: {**value, "more": 1},
        )
        return chance.choice(changes)()
    if isinstance(value, list) and value and chance.random() < 0.85:
        at = chance.randrange(len(value))
        return [*value[:at], _other_value(value[at], chance), *value[at + 1 :]]
    return chance.choice(ODD_VALUES)


def _other_status(reply: Reply, chance: random.Random) -> Reply:
    return replace(reply, status=chance.choice(ODD_STATUSES))


REQUEST_FAULTS = (
    *(_other_segment, _other_segment, _other_query, _other_query, _other_query),
    *(_other_header, _other_header, _other_media, _other_body, _other_body, _other_body, _other_body),
)
REPLY_FAULTS = (_other_status, _other_header, _other_media, _other_body, _other_body)
