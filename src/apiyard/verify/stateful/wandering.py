"""Do things at random with what a service keeps, and look at all of it in the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from random import Random

from apiyard.core.noun import dataclass
from apiyard.verify.stateful.listing import look_at_list
from apiyard.verify.stateful.resource import Resource
from apiyard.verify.stateful.scripts import around
from apiyard.verify.stateful.thing import Thing
from apiyard.verify.stateful.world import World

_MOST_BESIDE = 3


@dataclass(frozen=True, slots=True)
class _Choice:
    """Something that can be done with a thing.

    Args:
        name: what it is, the same for each thing of a sort.
        thing: the thing.
        act: does it.
    """

    name: str
    thing: Thing
    act: Callable[[], object]


def wandering(world: World, resource: Resource, random: Random, *, length: int) -> None:
    """Do things at random with things of a sort and with what is in them, what was done least in this order first.

    Args:
        world: what the sequence knows.
        resource: the sort.
        random: chooses.
        length: how many actions.
    """
    first = world.create(resource)
    if first is None:
        return
    walked: Counter[tuple[str, ...]] = world.play.session.learned.setdefault(f"walked {resource.collection}", Counter())
    before = ("", f"create {resource.collection}")
    for _ in range(length):
        choices = [each for thing in world.things if thing.ours for each in _choices(world, thing)]
        if not choices:
            break
        chosen = _least_done(choices, walked, before, random=random)
        chosen.act()
        walked[*before, chosen.name] += 1
        before = (before[-1], chosen.name)
        if random.randrange(2):
            world.read(chosen.thing if random.randrange(2) else world.things[-1])
    _look_at_all(world, resource, first)


def _least_done(
    choices: list[_Choice], walked: Counter[tuple[str, ...]], before: tuple[str, ...], *, random: Random
) -> _Choice:
    """Give the choice that came least after the two before it, mostly with a thing of the first one's family."""
    names = sorted({each.name for each in choices})
    random.shuffle(names)
    name = min(names, key=lambda each: walked[*before, each])
    same = [each for each in choices if each.name == name]
    there = [each for each in same if each.thing.state == "there"]
    same = there if there and random.randrange(6) else same
    return same[0] if random.randrange(4) else random.choice(same)


def _look_at_all(world: World, resource: Resource, first: Thing) -> None:
    """Read all that was made, and the lists that it should be in."""
    for thing in list(world.things):
        if thing.ours:
            world.read(thing)
    look_at_list(world, resource, first.parent)
    for inner in _inner(world, resource):
        for thing in [each for each in world.made(resource) if each.ours and each.state == "there"]:
            if any(each.parent is thing for each in world.made(inner)):
                look_at_list(world, inner, thing)


def _inner(world: World, resource: Resource) -> list[Resource]:
    return [each for each in world.resources if each.create is not None and world.owner(each) is resource]


def _choices(world: World, thing: Thing) -> Iterator[_Choice]:
    """Give what can be done with a thing."""
    resource = thing.resource
    if resource.create is not None and len(world.made(resource)) < _MOST_BESIDE:
        yield _Choice(f"create {resource.collection}", thing, partial(world.create, resource, beside=thing))
    for operation in (resource.replace, resource.change):
        if operation is not None:
            yield _Choice(operation.id, thing, partial(world.write, thing, operation))
    if resource.remove is not None:
        yield _Choice(resource.remove.id, thing, partial(_removed, world, thing))
    for operation in resource.actions:
        yield _Choice(operation.id, thing, partial(world.act, thing, operation))
    if thing.state == "there":
        for each in _inner(world, resource):
            yield _Choice(f"create {each.collection}", thing, partial(world.create, each, within=thing))


def _removed(world: World, thing: Thing) -> None:
    world.remove(thing)
    around(world, thing)
