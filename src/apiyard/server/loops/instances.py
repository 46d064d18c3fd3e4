"""Keep instances as declared."""

from __future__ import annotations

from apiyard.server.loop import Loop
from apiyard.wiring.parts import Parts
from apiyard.wiring.reconcile import reconcile_instances


def _run(parts: Parts) -> None:
    reconcile_instances(parts)


LOOP = Loop(
    id="instances",
    why="An instance that is gone would stay gone, and one that a crash left behind would run for ever.",
    seconds=2.0,
    run=_run,
)
