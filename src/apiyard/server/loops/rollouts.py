"""Take rollouts further."""

from __future__ import annotations

from apiyard.server.loop import Loop
from apiyard.wiring.parts import Parts
from apiyard.wiring.rollouts import advance_all


def _run(parts: Parts) -> None:
    advance_all(parts)


LOOP = Loop(
    id="rollouts",
    why="A rollout decides nothing by itself; this looks at the world for it and does what it says.",
    seconds=0.5,
    run=_run,
)
