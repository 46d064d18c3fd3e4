"""Find or make a thing that an operation can be asked about, so that it does more than refuse an unknown id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, replace
from apiyard.spec.composing.wish import Name
from apiyard.spec.operation import Operation
from apiyard.verify.case import Step, Taken
from apiyard.verify.event import CaseJudged
from apiyard.verify.session import Session
from apiyard.verify.stateful.again import without
from apiyard.verify.stateful.learned import learned
from apiyard.verify.stateful.play import OverError, Play
from apiyard.verify.stateful.resource import Resource
from apiyard.verify.stateful.thing import Thing
from apiyard.verify.stateful.world import World


@dataclass(frozen=True, slots=True)
class Supplied:
    """A thing to ask about.

    Args:
        given: the values of the path's variables that name it; empty when there is none.
        seen: what was seen when it was found or made.
        steps: what has to be sent to find or make it again.
        takes: where the values that name it stand in the replies to these steps.
    """

    given: Mapping[Name, Json]
    seen: tuple[CaseJudged, ...]
    steps: tuple[Step, ...] = ()
    takes: tuple[Taken, ...] = ()


def supply(session: Session, operation: Operation, until: float, *, kind: str) -> Supplied:
    """Find or make the thing that an operation's path names.

    What the operation may change or remove is made for it; only for reading is a thing taken from a list.

    Args:
        session: the run.
        operation: the operation.
        until: the monotonic time at which it ends.
        kind: id of the kind of cases that asks.

    Returns:
        The values, and what was seen meanwhile.
    """
    known = learned(session)
    resource = _named_by(operation, known.resources)
    if resource is None:
        return Supplied({}, ())
    world = World(Play(session, until, "to have a thing to ask about", kind), known.resources, known.recipes)
    thing: Thing | None = None
    with suppress(OverError):
        if operation.method in {"get", "head"}:
            thing = world.listed(resource)
        thing = thing or world.create(resource)
    if thing is None:
        return Supplied({}, tuple(world.play.told()))
    steps, takes = _needed(world.play.steps, thing.takes)
    found = Supplied(thing.given, tuple(world.play.told()), steps, takes)
    session.learned[f"supplied {kind} {operation.id}"] = found
    return found


def supplied(session: Session, operation: str, kind: str) -> Supplied | None:
    """Give the thing that was found or made for an operation.

    Args:
        session: the run.
        operation: id of the operation.
        kind: id of the kind of cases that asked for it.

    Returns:
        What ``supply`` gave; None when there was no thing.
    """
    found: Supplied | None = session.learned.get(f"supplied {kind} {operation}")
    return found


def _needed(steps: Sequence[Step], takes: tuple[Taken, ...]) -> tuple[tuple[Step, ...], tuple[Taken, ...]]:
    """Leave out the steps from which nothing was taken, such as those that were refused."""
    wanted = [each.step for each in takes]
    needed: set[int] = set()
    while wanted:
        at = wanted.pop()
        if at not in needed:
            needed.add(at)
            wanted += [each.step for each in steps[at].takes]
    order = sorted(needed)
    kept = without(steps, [at for at in range(len(steps)) if at not in needed]) or ()
    return tuple(kept), tuple(replace(each, step=order.index(each.step)) for each in takes)


def _named_by(operation: Operation, resources: tuple[Resource, ...]) -> Resource | None:
    """Give the sort of things that an operation's path names one of, the innermost one."""
    path = f"{operation.path.rstrip('/')}/"
    found = [each for each in resources if each.key and path.startswith(f"{each.item}/")]
    return max(found, key=lambda each: len(each.item), default=None)
