"""Wishes that are decided by an exchange."""

from __future__ import annotations

from collections.abc import Callable

from apiyard.design.cause import Direction, ExchangeProof, Side, Verdict
from apiyard.design.diffing.edit import Exchanged, Question
from apiyard.design.diffing.place import Place
from apiyard.design.witness.prove import Draft, prove
from apiyard.design.witness.trial import ALLOWED, Trial, trial_of
from apiyard.spec.composing.wish import CannotBuildError

Draw = Callable[[Trial, Place], Draft]
"""Gives the exchange to try, for what it is held against and the place; raises CannotBuildError when there is none."""


def exchanged(direction: Direction, draw: Draw, *, safe: str) -> Exchanged:
    """Give a wish that is decided by one exchange which stands for all of its kind.

    Args:
        direction: the side that it is about.
        draw: gives the exchange to try.
        safe: the rule that holds when both contracts allow it.

    Returns:
        The wish: breaking when the exchange is a proof, safe when both contracts allow it, else unknown.
    """

    def ask(question: Question) -> Side:
        if question.site is None:
            return Side(direction, Verdict.UNKNOWN, "it stands in no operation of both contracts")
        place = question.site.place
        trial = trial_of(question.contracts, place)
        try:
            found = prove(trial, draw(trial, place))
        except CannotBuildError as error:
            found = f"{error.what}: {error.piece}" if error.piece else error.what
        return side_of(direction, found, safe=safe)

    return Exchanged(direction, ask)


def side_of(direction: Direction, found: ExchangeProof | str, *, safe: str) -> Side:
    """Give what a try for a proof means.

    Args:
        direction: the side.
        found: the proof, or why there is none.
        safe: the rule that holds when both contracts allow the exchange.
    """
    if isinstance(found, ExchangeProof):
        return Side(direction, Verdict.BREAKING, found.violation, found)
    if found == ALLOWED:
        return Side(direction, Verdict.SAFE, safe)
    return Side(direction, Verdict.UNKNOWN, found)
