"""The body ends before it is whole."""

from __future__ import annotations

from apiyard.core.noun import replace
from apiyard.mock.fault import Fault, Struck, reply_of
from apiyard.mock.step import Answer, Cut


async def _logic(struck: Struck) -> Answer:
    answer = await struck.answer()
    reply = reply_of(answer)
    if reply is None or not reply.body:
        return Cut("truncated")
    kept = min(int(len(reply.body) * struck.value / 100), len(reply.body) - 1)
    return Cut("truncated", replace(reply, body=reply.body[:kept]))


FAULT = Fault(
    id="truncated",
    why="The connection ends in the middle of the body: does the client take half an answer for a whole one?",
    logic=_logic,
    unit="percent of the body",
    value=50,
    most=99,
    good=("truncated", "truncated=10"),
    bad=("truncated=100", "truncated=half"),
)
