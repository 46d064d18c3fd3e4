"""Keep gateways as declared."""

from __future__ import annotations

from apiyard.server.loop import Loop
from apiyard.wiring.parts import Parts
from apiyard.wiring.reconcile import reconcile_gateways


def _run(parts: Parts) -> None:
    reconcile_gateways(parts)


LOOP = Loop(
    id="gateways",
    why="A gateway that was restarted, or missed a change, would serve something else than what is declared.",
    seconds=2.0,
    run=_run,
)
