"""Parts of exchanges that must be there in one contract and need not be in the other."""

from __future__ import annotations

from collections.abc import Callable

from apiyard.design.cause import Direction, Verdict
from apiyard.design.diffing.edit import Exchanged, Known, Wish
from apiyard.design.diffing.place import Place
from apiyard.design.surface.ask import exchanged
from apiyard.design.surface.named import concern
from apiyard.design.witness.prove import Draft
from apiyard.design.witness.trial import Concern, Trial
from apiyard.spec.composing.wish import ReplyWish
from apiyard.spec.composing.wish import Wish as Asked
from apiyard.spec.operation import Parameter

_STAYS = "what must be there is sent by all who keep to the contract"


def needs(direction: Direction, *, old: bool, new: bool, without: Callable[[], Exchanged], free: str) -> Wish:
    """Give how a change of whether something must be there is decided.

    Args:
        direction: the side that writes it.
        old: whether it must be there in the old contract.
        new: the same in the new one.
        without: asks for an exchange without it.
        free: the rule that holds when nobody must send it.
    """
    source, target = (old, new) if direction == "request" else (new, old)
    if source:
        return Known(direction, Verdict.SAFE, _STAYS)
    if not target:
        return Known(direction, Verdict.SAFE, free)
    return without()


def without_parameter(direction: Direction, parameter: Parameter) -> Exchanged:
    """Ask for a request without a parameter."""

    def draw(_trial: Trial, place: Place) -> Draft:
        wish = Asked(without=frozenset({(parameter.location, parameter.name)}))
        return Draft(wish, None, concern(place, parameter.name))

    return exchanged(direction, draw, safe=f"{parameter.location} parameter {parameter.name!r} may be left out")


def without_body(direction: Direction) -> Exchanged:
    """Ask for a request without a body."""

    def draw(_trial: Trial, _place: Place) -> Draft:
        return Draft(Asked(with_body=False), None, Concern("body"))

    return exchanged(direction, draw, safe="the body may be left out")


def without_header(direction: Direction, header: Parameter) -> Exchanged:
    """Ask for a reply without a header."""

    def draw(_trial: Trial, place: Place) -> Draft:
        wish = ReplyWish(place.status, without=frozenset({header.name.lower()}))
        return Draft(Asked(), wish, concern(place, header.name))

    return exchanged(direction, draw, safe=f"header {header.name!r} may be left out")
