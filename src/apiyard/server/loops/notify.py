"""Deliver notices."""

from __future__ import annotations

from apiyard.server.loop import Loop
from apiyard.wiring.notify import deliver
from apiyard.wiring.parts import Parts


def _run(parts: Parts) -> None:
    deliver(parts)


LOOP = Loop(
    id="notify",
    why="A channel that was away would never hear of what happened.",
    seconds=1.0,
    run=_run,
)
