"""A reply has the headers that the contract promises."""

from __future__ import annotations

import json
from collections.abc import Iterator

from apiyard.core.noun import dataclass
from apiyard.verify.check import Check
from apiyard.verify.exchange import Exchange
from apiyard.verify.failure import Trouble, told_by
from apiyard.verify.shown import listed


@dataclass(frozen=True, slots=True)
class _Options:
    """Which headers are looked at.

    Args:
        ignore: names of headers that are not, in any case; one that a proxy adds is missing without it.
    """

    ignore: tuple[str, ...] = ()


def _look(exchange: Exchange, options: _Options) -> Iterator[Trouble]:
    spared = {name.lower() for name in options.ignore}
    as_json: set[str] = set()
    for violation in exchange.told:
        name = violation.pointer.strip("/").partition("/")[0]
        if violation.place != "header" or name.lower() in spared | as_json:
            continue
        if _is_json(exchange.reply.header(name)):
            as_json.add(name.lower())
            yield _told_as_json(exchange, name)
        else:
            yield told_by("wrong-header", violation)


def _is_json(text: str | None) -> bool:
    """Whether a header is an object or a list in JSON, which no style of a header means."""
    if text is None or text[:1] not in ("{", "["):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _told_as_json(exchange: Exchange, name: str) -> Trouble:
    operation = exchange.judgement.operation or exchange.operation
    response = operation.response(exchange.reply.status)
    known = next((each for each in response.headers.values() if each.name == name), None) if response else None
    message = (
        "the header is JSON, but by its schema it is a list such as a,1,b,2 (style simple); "
        "a contract says JSON by content: {application/json: ...} in place of schema"
    )
    return Trouble("wrong-header", message, f"header /{name}", known.pointer if known is not None else "")


CHECK = Check(
    id="wrong-header",
    why="Callers page, cache and retry by the headers that the contract requires; other headers are free.",
    look=_look,
    options=_Options,
    good=(listed("the header is there and has its form"),),
    bad=(
        listed("it is missing", headers=(("content-type", "application/json"),)),
        listed("it has another form", headers=(("content-type", "application/json"), ("x-total", "many"))),
        listed("it is JSON", headers=(("content-type", "application/json"), ("x-total", '{"total": 1}'))),
    ),
)
