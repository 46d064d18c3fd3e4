"""Find or make a thing that an operation can be asked about, so that it does more than refuse an unknown id."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.spec.composing.wish import Name
from apiyard.spec.operation import Operation
from apiyard.verify.event import CaseJudged
from apiyard.verify.session import Session
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
    """

    given: Mapping[Name, Json]
    seen: tuple[CaseJudged, ...]


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
    return Supplied(thing.given if thing is not None else {}, tuple(world.play.told()))


def _named_by(operation: Operation, resources: tuple[Resource, ...]) -> Resource | None:
    """Give the sort of things that an operation's path names one of, the innermost one."""
    path = f"{operation.path.rstrip('/')}/"
    found = [each for each in resources if each.key and path.startswith(f"{each.item}/")]
    return max(found, key=lambda each: len(each.item), default=None)
