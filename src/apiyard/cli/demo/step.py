"""A step of the walk, and what became of it."""

from __future__ import annotations

from collections.abc import Callable

from apiyard.cli.demo.shop import Shop
from apiyard.core.noun import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Args:
        chapter: the stage of life it belongs to.
        title: what it does, in a few words.
        run: does it and gives the evidence in one line; raises when it did not work.
    """

    chapter: str
    title: str
    run: Callable[[Shop], str]


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a step.

    Args:
        step: the step.
        passed: whether it worked.
        evidence: what was seen, in one line.
        seconds: how long it took.
    """

    step: Step
    passed: bool
    evidence: str
    seconds: float


def expect(condition: object, what: str) -> None:
    """Fail a step unless a condition holds.

    Args:
        condition: what must be true.
        what: what was seen instead, in one sentence.

    Raises:
        AssertionError: it is not.
    """
    if not condition:
        raise AssertionError(what)
