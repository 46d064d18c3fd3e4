"""No answer comes."""

from __future__ import annotations

from apiyard.mock.fault import Fault, Struck
from apiyard.mock.step import Answer, Cut


async def _logic(struck: Struck) -> Answer:
    await struck.sleep(struck.value)
    return Cut("hang")


FAULT = Fault(
    id="hang",
    why="Nothing comes for a long time, then the connection ends: does the client have a timeout?",
    logic=_logic,
    unit="seconds",
    value=60,
    least=0.001,
    most=3600,
    good=("hang", "hang=5"),
    bad=("hang=0", "hang=86400"),
)
