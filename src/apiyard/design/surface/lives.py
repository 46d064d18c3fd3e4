"""What parts of a contract say about their own future, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.cause import Direction
from apiyard.design.diffing.edit import Edit, Wish
from apiyard.design.diffing.pair import Pair
from apiyard.design.promises.life import Life, life_at
from apiyard.design.promises.removal import removal, removal_wishes, turned
from apiyard.spec.operation import Operation


def turns(check: str, subject: str, pair: Pair[Any], /, *, kinds: frozenset[str]) -> Iterator[Edit]:
    """Give the edits of what a part says about its own future.

    Args:
        check: the id of the check.
        subject: what the sentences are about, such as ``the operation``.
        pair: the part in both contracts.
        kinds: which turns the check is about: ``deprecated``, ``reactivated``, ``sunset``, ``stability``.

    Yields:
        One edit for each turn.
    """
    if pair.old is None or pair.new is None:
        return
    old, new = lives(pair)
    for each in turned(direction_of(pair), old, new, today=pair.contracts.options.today):
        if each.what in kinds:
            before, after = _told(old, each.what), _told(new, each.what)
            message = (
                f"{subject}: {each.message}" if each.what in {"sunset", "stability"} else f"{subject} {each.message}"
            )
            yield Edit(check, message, pair.old_at, pair.new_at, before, after, (each.wish,), each.what)


def lives(pair: Pair[Any]) -> tuple[Life, Life]:
    """Give what a part says about its own future in both contracts; its level is that of its operation by default."""
    old, new = pair.contracts.old.tree, pair.contracts.new.tree
    place = pair.site.place if pair.site is not None and not _is_operation(pair) else None
    before = life_at(old, place.old.pointer) if place is not None else None
    after = life_at(new, place.new.pointer) if place is not None else None
    return life_at(old, pair.old_at, around=before), life_at(new, pair.new_at, around=after)


def gone(pair: Pair[Any], direction: Direction | None = None) -> tuple[Wish, ...]:
    """Give how the promise about a part that is gone is decided."""
    return tuple(removal_wishes(direction or direction_of(pair), lives(pair)[0], pair.contracts.options.today))


def direction_of(pair: Pair[Any]) -> Direction:
    """Give the side that a pair is on."""
    return pair.site.place.direction if pair.site is not None else "request"


def _is_operation(pair: Pair[Any]) -> bool:
    return isinstance(pair.old, Operation) or isinstance(pair.new, Operation)


def _told(life: Life, what: str) -> str | bool:
    if what == "sunset":
        return life.sunset_text
    return life.level_text or life.level.value if what == "stability" else life.deprecated


def ended(pair: Pair[Any], *asked: Wish, direction: Direction | None = None) -> tuple[Wish, ...]:
    """Give how a part that is gone is decided: by exchanges and by its promise.

    What the old contract itself promised no longer (a draft, or past its sunset) breaks nothing: then only that is
    told.

    Args:
        pair: the part.
        *asked: the exchanges to ask for.
        direction: the side; None for that of the pair.
    """
    life, today = lives(pair)[0], pair.contracts.options.today
    side = direction or direction_of(pair)
    promise = tuple(removal_wishes(side, life, today))
    over = removal(life, today) is None and (life.level.may_vanish or bool(life.sunset_text))
    return promise if over else (*asked, *promise)
