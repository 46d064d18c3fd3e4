"""Take traffic records in."""

from __future__ import annotations

from datetime import timedelta

from apiyard.core.clock import SystemClock
from apiyard.server.loop import Loop
from apiyard.wiring.parts import Parts
from apiyard.wiring.state import read_state
from apiyard.wiring.traffic import take_in, tell_gaps

_LOOK_BACK = timedelta(hours=1)


def _run(parts: Parts) -> None:
    clock = SystemClock()
    watched = {each.environment for each in parts.node.status().gateways}
    for environment in read_state(parts.store.intents).all("environment"):
        if environment not in watched:
            continue
        while take_in(parts.traffic, parts.node, environment, clock=clock) >= 10_000:
            pass  # there is more than one batch; go on at once
        tell_gaps(parts.traffic, parts.store.ledger, environment, since=clock.now() - _LOOK_BACK)


LOOP = Loop(
    id="intake",
    why="Records would pile up at the node, and nobody could judge anything.",
    seconds=0.4,
    run=_run,
)
