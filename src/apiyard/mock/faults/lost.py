"""The call is done, but its answer is lost."""

from __future__ import annotations

from apiyard.mock.fault import Fault, Struck
from apiyard.mock.step import Answer, Cut


async def _logic(struck: Struck) -> Answer:
    await struck.answer()
    return Cut("lost")


FAULT = Fault(
    id="lost",
    why="The call was done and its answer is lost: does the client that tries again make it twice?",
    logic=_logic,
    good=("lost",),
    bad=("lost=1",),
)
