"""The connection ends before the call is done."""

from __future__ import annotations

from apiyard.mock.fault import Fault, Struck
from apiyard.mock.step import Answer, Cut


async def _logic(struck: Struck) -> Answer:
    return Cut("reset")


FAULT = Fault(
    id="reset",
    why="The connection ends without an answer and nothing was done: does the client try again?",
    logic=_logic,
    good=("reset",),
    bad=("reset=1",),
)
