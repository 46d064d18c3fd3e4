"""The type of a loop: a reconciler without input, run by a timer and a nudge."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from apiyard.core import catalog
from apiyard.core.noun import dataclass
from apiyard.wiring.parts import Parts


@dataclass(frozen=True, slots=True)
class Loop:
    """One reconciler.

    Args:
        id: its id, equal to the file's name with hyphens.
        why: one sentence: what would be wrong without it.
        seconds: how long it sleeps between runs unless it is nudged.
        run: the work; idempotent, reads what is and makes it what should be.
    """

    id: str
    why: str
    seconds: float
    run: Callable[[Parts], None]


def loops() -> MappingProxyType[str, Loop]:
    """Give all loops by id."""
    return catalog.scan("apiyard.server.loops", "LOOP", Loop)
