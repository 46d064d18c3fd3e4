"""Seal facts."""

from __future__ import annotations

from apiyard.server.loop import Loop
from apiyard.wiring.audit import seal_facts
from apiyard.wiring.parts import Parts


def _run(parts: Parts) -> None:
    seal_facts(parts)


LOOP = Loop(
    id="seal",
    why="A fact without a signed checkpoint could be changed without a trace.",
    seconds=2.0,
    run=_run,
)
