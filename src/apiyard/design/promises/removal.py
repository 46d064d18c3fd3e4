"""May a part of a contract be removed, and may what it says about its future change?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from apiyard.core.noun import dataclass
from apiyard.design.cause import Direction, Verdict
from apiyard.design.diffing.edit import Known, Promise, Wish
from apiyard.design.promises.life import Life


@dataclass(frozen=True, slots=True)
class Broken:
    """A promise that is not kept, or cannot be judged.

    Args:
        promise: what was promised.
        broken: how it is not kept, one sentence.
        certain: False when it cannot be judged, such as a sunset that cannot be read.
    """

    promise: str
    broken: str
    certain: bool = True


def removal(life: Life, today: date | None) -> Broken | None:
    """Say whether a promise is broken when a part is removed.

    What is draft or alpha may go at any time. All else must have been deprecated before, and stays until its sunset
    where it names one (RFC 8594).

    Args:
        life: what the part said about its future.
        today: the day; None when no day counts, then an unreached sunset cannot be told from a reached one.

    Returns:
        What is broken, or None when it may be removed.
    """
    if life.level.may_vanish:
        return None
    if not life.deprecated:
        promise = f"{life.level.value}, not deprecated" if life.stability is not None else "not deprecated"
        return Broken(promise, "it is removed without having been deprecated before")
    if not life.sunset_text:
        return None
    promise = f"sunset {life.sunset_text}"
    if life.sunset is None:
        return Broken(promise, "its sunset cannot be read as a day", certain=False)
    if today is None:
        return Broken(promise, "whether its sunset has passed is not known without a day", certain=False)
    if today < life.sunset:
        return Broken(promise, f"it is removed on {today}, before its sunset on {life.sunset}")
    return None


def removal_wishes(direction: Direction, life: Life, today: date | None, *, still: str = "") -> Iterator[Wish]:
    """Give how the promise about a removed part is decided.

    Args:
        direction: the side that it is about.
        life: what the part said about its future.
        today: the day, None when no day counts.
        still: what is told of exchanges when only the promise is broken; empty for nothing.

    Yields:
        One wish.
    """
    broken = removal(life, today)
    if broken is None:
        if life.level.may_vanish:
            yield Known(direction, Verdict.SAFE, f"what is {life.level.value} may be removed at any time")
        else:
            until = f", its sunset was {life.sunset}" if life.sunset else ""
            yield Known(direction, Verdict.SAFE, f"it was deprecated before{until}: the promise is kept")
    elif broken.certain:
        yield Promise(direction, broken.promise, life.where, f"{broken.broken}; {still}" if still else broken.broken)
    else:
        yield Known(direction, Verdict.UNKNOWN, f"{broken.promise}: {broken.broken}")


@dataclass(frozen=True, slots=True)
class Turned:
    """A change of what a part says about its own future.

    Args:
        what: ``deprecated``, ``reactivated``, ``sunset`` or ``stability``.
        message: one sentence.
        wish: how it is decided.
    """

    what: str
    message: str
    wish: Wish


def turned(direction: Direction, old: Life, new: Life, *, today: date | None) -> Iterator[Turned]:
    """Compare what a part says about its own future.

    Args:
        direction: the side that it is about.
        old: what it said.
        new: what it says.
        today: the day, None when no day counts.

    Yields:
        What changed: deprecation first, then the sunset, then the level.
    """
    if new.deprecated and not old.deprecated:
        until = f" until {new.sunset_text}" if new.sunset_text else ""
        yield Turned("deprecated", f"is deprecated{until}", _deprecated(direction, new, today))
    elif old.deprecated and not new.deprecated:
        reason = "what was deprecated may be used again"
        yield Turned("reactivated", "is no longer deprecated", Known(direction, Verdict.SAFE, reason))
    if old.sunset_text != new.sunset_text and (old.sunset_text or old.deprecated):
        message = f"sunset changed from {old.sunset_text or 'none'} to {new.sunset_text or 'none'}"
        yield Turned("sunset", message, _sunset(direction, old, new, today=today))
    if old.level != new.level or (old.level_text != new.level_text and new.stability is None and new.level_text):
        shown = new.level_text or new.level.value
        message = f"stability changed from {old.level_text or old.level.value} to {shown}"
        yield Turned("stability", message, _stability(direction, old, new))


def _deprecated(direction: Direction, new: Life, today: date | None) -> Wish:
    if new.sunset_text and new.sunset is None:
        return Known(direction, Verdict.UNKNOWN, f"its sunset {new.sunset_text!r} cannot be read as a day")
    if new.sunset is not None and today is not None and new.sunset <= today and not new.level.may_vanish:
        broken = f"it is deprecated on {today} with a sunset on {new.sunset}, which leaves no time to leave it"
        return Promise(direction, "not deprecated", new.where, broken)
    return Known(direction, Verdict.SAFE, "what is deprecated still works")


def _sunset(direction: Direction, old: Life, new: Life, *, today: date | None) -> Wish:
    if not new.deprecated and not new.sunset_text:
        return Known(direction, Verdict.SAFE, "it stays")
    if new.sunset_text and new.sunset is None:
        return Known(direction, Verdict.UNKNOWN, f"its sunset {new.sunset_text!r} cannot be read as a day")
    if old.sunset_text and old.sunset is None:
        return Known(direction, Verdict.UNKNOWN, f"its sunset {old.sunset_text!r} could not be read as a day")
    if old.sunset is None:
        if new.sunset is not None and today is not None and new.sunset <= today:
            return Promise(direction, "deprecated", old.where, f"its new sunset {new.sunset} has passed already")
        return Known(direction, Verdict.SAFE, "a deprecated part now says how long it stays")
    if old.level.may_vanish:
        return Known(direction, Verdict.SAFE, f"what is {old.level.value} may be removed at any time")
    promise = f"sunset {old.sunset}"
    if new.sunset is None:
        return Promise(direction, promise, old.where, "its sunset is gone, so it may be removed before")
    if new.sunset < old.sunset:
        return Promise(direction, promise, old.where, f"its sunset is earlier now: {new.sunset}")
    return Known(direction, Verdict.SAFE, "it stays longer")


def _stability(direction: Direction, old: Life, new: Life) -> Wish:
    if new.level_text and new.stability is None:
        return Known(direction, Verdict.UNKNOWN, f"the level {new.level_text!r} is none of draft, alpha, beta, stable")
    if new.level.rank < old.level.rank:
        return Promise(direction, old.level.value, old.where, f"it is only {new.level.value} now")
    return Known(direction, Verdict.SAFE, "more is promised than before")
