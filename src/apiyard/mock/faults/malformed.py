"""The body is no longer of its media type."""

from __future__ import annotations

from apiyard.core.noun import replace
from apiyard.mock.fault import Fault, Struck, reply_of
from apiyard.mock.step import Answer, Wrong

_TAIL = b'\xff{"'


async def _logic(struck: Struck) -> Answer:
    answer = await struck.answer()
    reply = reply_of(answer)
    if reply is None:
        return answer
    headers = tuple(pair for pair in reply.headers if pair[0].lower() != "content-length")
    # Neither JSON nor XML nor UTF-8, whatever stood before.
    return Wrong(replace(reply, headers=headers, body=reply.body[: len(reply.body) // 2] + _TAIL), "malformed")


FAULT = Fault(
    id="malformed",
    why="The body comes whole but cannot be read: does the client tell that clearly?",
    logic=_logic,
    good=("malformed",),
    bad=("malformed=1",),
)
