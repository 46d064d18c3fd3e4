"""Everything at once, as soon as the new version is healthy."""

from __future__ import annotations

from apiyard.core.noun import dataclass
from apiyard.deploy.judge import Bounds
from apiyard.deploy.strategy import Advice, Example, Move, Progress, Strategy


@dataclass(frozen=True, slots=True)
class AtOnceOptions:
    """Nothing can be chosen: health is all that it waits for."""


def _steps(_options: AtOnceOptions) -> tuple[float, ...]:
    return ()


def _bounds(_options: AtOnceOptions) -> Bounds:
    return Bounds()


def _advise(_options: AtOnceOptions, _progress: Progress) -> Advice:
    return Advice(Move.PROMOTE, "healthy, and the strategy asks for no more")


_HEALTHY = Progress(step=0, judgement=None, step_calls=0, step_seconds=0, seconds=1)

STRATEGY = Strategy(
    id="at-once",
    why="For environments in which nobody is hurt by a fault, such as staging, and for the first version of all.",
    options=AtOnceOptions,
    steps=_steps,
    bounds=_bounds,
    advise=_advise,
    good=(Example("a healthy version gets everything", {}, _HEALTHY, Move.PROMOTE),),
    bad=(),
)
