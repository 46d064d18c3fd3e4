"""Runtime expressions: the values of an exchange that links and callbacks name (OpenAPI 3.1, section 4.8.20.4)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import cast

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.spec import body as bodies
from apiyard.spec import pointer as pointers
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.judge import Values
from apiyard.spec.operation import MediaType
from apiyard.spec.style import MISSING, query_pairs
from apiyard.spec.unreadable import UnreadableError

_EMBEDDED = re.compile(r"\{(\$[^{}]+)\}")
_SOURCE = re.compile(r"\$(request|response)\.(?:(header|query|path)\.(.+)|body(?:#(.*))?)", re.DOTALL)
_ANY_BODY = MediaType(None, {}, {}, "")


@dataclass(frozen=True, slots=True)
class Happened:
    """An exchange that expressions speak about.

    Args:
        request: the request.
        url: the whole URL it was sent to.
        values: the values of the request, as the judge read them.
        reply: the reply; None before there is one.
    """

    request: Request
    url: str = ""
    values: Values = Values()
    reply: Reply | None = None


def evaluate(expression: str, happened: Happened) -> Json:
    """Give the value that a runtime expression names.

    Args:
        expression: such as ``$response.body#/id``; nothing before or after it.
        happened: the exchange.

    Returns:
        The value; `spec.style.MISSING` when the exchange has no such part, or when this is no expression.
    """
    if expression == "$url":
        return happened.url or MISSING
    if expression == "$method":
        return happened.request.method.upper()
    if expression == "$statusCode":
        return MISSING if happened.reply is None else happened.reply.status
    found = _SOURCE.fullmatch(expression)
    if found is None:
        return MISSING
    side, place, name, pointer = found.groups()
    if place is None:
        body = _body(happened, side)
        return body if body is MISSING else _at(body, pointer or "")
    if side == "response":
        line = None if happened.reply is None or place != "header" else happened.reply.header(name)
        return MISSING if line is None else line
    return _of_request(happened, place, name)


def fill(template: str, happened: Happened) -> str | None:
    """Put values into a text with embedded expressions, such as ``{$request.body#/url}?done=1``.

    Args:
        template: the text; an expression alone may stand without braces.
        happened: the exchange.

    Returns:
        The text, or None when a value is missing, or is no text, number or boolean.
    """
    if template.startswith("$"):
        return _text(evaluate(template, happened))
    pieces = _EMBEDDED.split(template)
    for index in range(1, len(pieces), 2):
        text = _text(evaluate(pieces[index], happened))
        if text is None:
            return None
        pieces[index] = text
    return "".join(pieces)


def value_of(meant: Json, happened: Happened) -> Json:
    """Give what a link means by a value: expressions in it are replaced at any depth, constants stay.

    Args:
        meant: the value as the contract writes it, at most as deep as contracts may be.
        happened: the exchange.

    Returns:
        The value; `spec.style.MISSING` when one of its expressions has none.
    """
    if isinstance(meant, str):
        if meant.startswith("$"):
            return evaluate(meant, happened)
        if _EMBEDDED.search(meant):
            text = fill(meant, happened)
            return MISSING if text is None else text
        return meant
    if isinstance(meant, Mapping):
        made = {name: value_of(each, happened) for name, each in meant.items()}
        return MISSING if any(each is MISSING for each in made.values()) else made
    if isinstance(meant, list):
        items = [value_of(each, happened) for each in meant]
        return MISSING if any(each is MISSING for each in items) else items
    return meant


def _of_request(happened: Happened, place: str, name: str) -> Json:
    if place == "header":
        line = happened.request.header(name)
        return MISSING if line is None else line
    held = happened.values.path if place == "path" else happened.values.query
    if name in held:
        return held[name]
    if place == "path":
        return MISSING
    return next((value for each, value in query_pairs(happened.request.query) if each == name), MISSING)


def _body(happened: Happened, side: str) -> Json:
    if side == "request" and happened.values.body is not None:
        return happened.values.body
    message = happened.request if side == "request" else happened.reply
    if message is None or not message.body:
        return MISSING
    try:
        read = bodies.read(message.header("content-type") or "application/json", _ANY_BODY, message.body)
    except UnreadableError:
        return MISSING
    return read.value if read.judged else MISSING


def _at(body: Json, pointer: str) -> Json:
    if pointer and not pointer.startswith("/"):
        return MISSING
    found = pointers.get(body, pointers.from_fragment(pointer))
    return MISSING if found is pointers.MISSING else cast("Json", found)


def _text(value: Json) -> str | None:
    if isinstance(value, str):
        return value
    return json.dumps(value) if isinstance(value, bool | int | float) else None
