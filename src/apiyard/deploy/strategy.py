"""The type of a strategy: in which shares a new version gets the calls, and what it takes to get more."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from apiyard.core import catalog
from apiyard.core.json import JsonObject
from apiyard.core.noun import dataclass
from apiyard.deploy.judge import Bounds, Judgement


class Move(StrEnum):
    """What a strategy wants next; a closed set."""

    HOLD = "hold"
    ADVANCE = "advance"
    PROMOTE = "promote"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a rollout is.

    Args:
        step: index of the step it stands on.
        judgement: the judge's verdict on the newest reading; None when there is no reading.
        step_calls: calls to the canary since the step took effect.
        step_seconds: seconds since the step took effect.
        seconds: seconds since the rollout began.
    """

    step: int
    judgement: Judgement | None
    step_calls: int
    step_seconds: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Advice:
    """What a strategy says.

    Args:
        move: what it wants.
        reason: one sentence: why.
        late: whether the time given is over, so that the rollout may not be promoted any more.
    """

    move: Move
    reason: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A case that tests run and the reference page shows.

    Args:
        says: what it shows.
        options: the strategy's options as written.
        progress: where the rollout is.
        move: what the strategy must want.
    """

    says: str
    options: JsonObject
    progress: Progress
    move: Move


@dataclass(frozen=True, slots=True)
class Strategy:
    """One way in which a new version takes over.

    Args:
        id: the id, equal to the file name with hyphens.
        why: one sentence: why somebody wants it.
        options: the frozen dataclass of its options.
        steps: gives the canary's percentages, in order; empty: everything at once after health.
        bounds: gives what the judge holds the canary to.
        advise: the logic: what to do next, from options and progress.
        good: cases in which the new version gets more.
        bad: cases in which it does not.
    """

    id: str
    why: str
    options: type[Any]
    steps: Callable[[Any], tuple[float, ...]]
    bounds: Callable[[Any], Bounds]
    advise: Callable[[Any, Progress], Advice]
    good: tuple[Example, ...]
    bad: tuple[Example, ...]


def strategies() -> MappingProxyType[str, Strategy]:
    """Give all strategies by id."""
    return catalog.scan("apiyard.deploy.strategies", "STRATEGY", Strategy)


def strategy(id_: str, *, where: str = "") -> Strategy:
    """Give a strategy.

    Args:
        id_: its id as written.
        where: the place it was written at.

    Raises:
        UnknownNameError: no strategy has this id; names the nearest one.
    """
    return catalog.find(strategies(), "strategy", id_, where=where)
