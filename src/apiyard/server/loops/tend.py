"""Roll up, merge and forget traffic records."""

from __future__ import annotations

from apiyard.core.clock import SystemClock
from apiyard.server.loop import Loop
from apiyard.wiring.parts import Parts
from apiyard.wiring.traffic import tend


def _run(parts: Parts) -> None:
    tend(parts.traffic, clock=SystemClock())


LOOP = Loop(
    id="tend",
    why="Small segments would slow every question down, and old ones fill the disk.",
    seconds=10.0,
    run=_run,
)
