"""End versions whose time is over."""

from __future__ import annotations

from apiyard.server.loop import Loop
from apiyard.wiring.lifecycle import retire_due
from apiyard.wiring.parts import Parts


def _run(parts: Parts) -> None:
    retire_due(parts)


LOOP = Loop(
    id="lifecycle",
    why="A sunset would be a promise that nobody keeps.",
    seconds=1.0,
    run=_run,
)
