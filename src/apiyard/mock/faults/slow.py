"""The body comes slowly."""

from __future__ import annotations

from collections.abc import AsyncIterator

from apiyard.mock.fault import Fault, Sleep, Struck, reply_of
from apiyard.mock.step import Answer, Streamed, Wrong

_STEPS_A_SECOND = 10


async def _logic(struck: Struck) -> Answer:
    answer = await struck.answer()
    reply = reply_of(answer)
    if reply is None or not reply.body:
        return answer
    sized = any(name.lower() == "content-length" for name, _ in reply.headers)
    headers = reply.headers if sized else (*reply.headers, ("content-length", str(len(reply.body))))
    return Wrong(Streamed(reply.status, headers, _drops(reply.body, struck.value, struck.sleep)), "slow")


async def _drops(body: bytes, rate: float, sleep: Sleep) -> AsyncIterator[bytes]:
    """Give a body at as many bytes a second, in at least that many and at most ten pieces a second."""
    piece = max(1, int(rate / _STEPS_A_SECOND))
    for start in range(0, len(body), piece):
        part = body[start : start + piece]
        yield part
        await sleep(len(part) / rate)


FAULT = Fault(
    id="slow",
    why="The body comes drop by drop: does the client wait without blocking, and give up in time?",
    logic=_logic,
    unit="bytes a second",
    value=100,
    least=0.1,
    most=100_000_000,
    good=("slow", "slow=1000"),
    bad=("slow=0", "slow=fast"),
)
