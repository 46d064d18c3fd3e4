"""A body that is JSON and breaks the contract."""

from __future__ import annotations

from typing import Any

from apiyard.core.json import canonical
from apiyard.core.noun import replace
from apiyard.mock.fault import Fault, Struck, reply_of
from apiyard.mock.journal.readable import readable
from apiyard.mock.step import Answer, Wrong
from apiyard.spec.judge import check_reply

_MOST_TRIED = 40


async def _logic(struck: Struck) -> Answer:
    answer = await struck.answer()
    reply = reply_of(answer)
    held = readable(reply.header("content-type"), reply.body).get("json") if reply is not None else None
    if reply is None or held is None:
        return answer
    headers = tuple(pair for pair in reply.headers if pair[0].lower() != "content-length")
    for value in _spoilt(held)[:_MOST_TRIED]:
        wrong = replace(reply, headers=headers, body=canonical(value))
        if check_reply(struck.call.operation, struck.call.request.method, wrong):
            return Wrong(wrong, "off-contract")
    return answer


def _spoilt(value: Any) -> list[Any]:
    """Give values that are nearly the same: without a member, with another type, or of another type as a whole."""
    found: list[Any] = []
    if isinstance(value, dict):
        found += [{name: each for name, each in value.items() if name != gone} for gone in value]
        found += [{**value, name: {"unexpected": True}} for name in value]
    elif isinstance(value, list) and value:
        found += [[each, *value[1:]] for each in _spoilt(value[0])]
    return [*found, 7 if isinstance(value, str) else "unexpected"]


FAULT = Fault(
    id="off-contract",
    why="A member is missing or of another type, and nothing else: does the client notice?",
    logic=_logic,
    good=("off-contract",),
    bad=("off-contract=1",),
)
