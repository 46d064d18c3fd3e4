"""All rollouts."""

from __future__ import annotations

from apiyard.portal.rollout_view import RolloutsView
from apiyard.wiring.parts import Parts
from apiyard.wiring.rollout_lines import rollout_lines
from apiyard.wiring.state import read_state
from apiyard.wiring.view import Asked, View

_MOST = 100


def _read(parts: Parts, asked: Asked) -> RolloutsView:
    lines = rollout_lines(read_state(parts.store.intents))
    running = tuple(line for line in lines if not line.ended)
    return RolloutsView(running, tuple(line for line in lines if line.ended)[:_MOST], asked.now)


VIEW = View(id="rollouts", why="What goes out and what went out.", read=_read)
