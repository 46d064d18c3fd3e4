"""The status without the body."""

from __future__ import annotations

from apiyard.core.noun import replace
from apiyard.mock.fault import Fault, Struck, reply_of
from apiyard.mock.step import Answer, Wrong


async def _logic(struck: Struck) -> Answer:
    answer = await struck.answer()
    reply = reply_of(answer)
    if reply is None:
        return answer
    headers = tuple(pair for pair in reply.headers if pair[0].lower() != "content-length")
    return Wrong(replace(reply, headers=headers, body=b""), "empty")


FAULT = Fault(
    id="empty",
    why="A good status and no body, as broken gateways send: does the client look before it reads?",
    logic=_logic,
    good=("empty",),
    bad=("empty=0",),
)
