"""Decide the wishes of an edit that are not about containment, and bring what several wishes say together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apiyard.design.cause import Direction, PromiseProof, Side, Strictness, SymbolProof, Verdict
from apiyard.design.diffing.edit import Exchanged, Known, Promise, Question, Symbol, Wish
from apiyard.design.diffing.pair import Contracts, Pair
from apiyard.design.diffing.place import Site

_ORDER = (Verdict.BREAKING, Verdict.UNKNOWN, Verdict.SAFE)
_DIRECTIONS: tuple[Direction, ...] = ("request", "response")
_TRIES = 2


def plain_side(wish: Wish, contracts: Contracts) -> Side | None:
    """Decide a wish that asks for no exchange and no containment; None for those that do, and for words."""
    if isinstance(wish, Known):
        return Side(wish.direction, wish.verdict, wish.reason)
    if isinstance(wish, Promise):
        proof = PromiseProof(wish.promise, wish.where, wish.broken)
        return Side(wish.direction, Verdict.BREAKING, wish.broken, proof)
    if isinstance(wish, Symbol):
        if contracts.options.strictness is not Strictness.SOURCE:
            return None
        after = f"is {wish.after} now" if wish.after else "is gone"
        reason = f"{wish.symbol}, {wish.before}, {after} in generated code"
        return Side(wish.direction, Verdict.BREAKING, reason, SymbolProof(wish.symbol, wish.before, wish.after))
    return None


def asked_side(wish: Exchanged, pair: Pair[Any], sites: tuple[Site, ...]) -> Side:
    """Decide a wish by an exchange: at the nearest site, and at another one when that could not be decided."""
    tried: Site | None = None
    side = Side(wish.direction, Verdict.UNKNOWN, "it stands in no operation of both contracts")
    for site in sites[:_TRIES] or (None,):
        if site is not None and site == tried:
            continue
        tried = site
        side = wish.ask(Question(pair.contracts, site, pair))
        if side.verdict is not Verdict.UNKNOWN:
            return side
    return side


def worst(sides: Iterable[Side]) -> tuple[Side, ...]:
    """Give one side for each direction, the worst of it: of equal ones the first, so give exchanges first."""
    found: dict[Direction, Side] = {}
    for side in sides:
        held = found.get(side.direction)
        if held is None or _ORDER.index(side.verdict) < _ORDER.index(held.verdict):
            found[side.direction] = side
    return tuple(found[each] for each in _DIRECTIONS if each in found)


def verdict_of(sides: Iterable[Side]) -> Verdict:
    """Give the worst verdict; safe when there is none."""
    return min((side.verdict for side in sides), key=_ORDER.index, default=Verdict.SAFE)
