"""Do things at random with what a service keeps, and look at all of it in the end."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random

from apiyard.verify.stateful.listing import look_at_list
from apiyard.verify.stateful.resource import Resource
from apiyard.verify.stateful.scripts import around
from apiyard.verify.stateful.thing import Thing
from apiyard.verify.stateful.world import World


def wandering(world: World, resource: Resource, random: Random, *, length: int) -> None:
    """Do things at random with things of a sort and with what is in them.

    Args:
        world: what the sequence knows.
        resource: the sort.
        random: chooses.
        length: how many actions.
    """
    first = world.create(resource)
    if first is None:
        return
    inner = [each for each in world.resources if world.owner(each) is resource and each.create is not None]
    for _ in range(length):
        thing = random.choice([each for each in world.things if each.ours])
        choices = _choices(world, thing, inner)
        if choices:
            random.choice(choices)()
        if random.randrange(2):
            world.read(thing)
    for thing in list(world.things):
        if thing.ours:
            world.read(thing)
    look_at_list(world, resource, first.parent)


def _choices(world: World, thing: Thing, inner: list[Resource]) -> list[Callable[[], object]]:
    """Give what can be done with a thing."""
    resource = thing.resource
    choices: list[Callable[[], object]] = []
    if resource.create is not None:
        choices.append(partial(world.create, resource, beside=thing))
    choices += [
        partial(world.write, thing, operation)
        for operation in (resource.replace, resource.change)
        if operation is not None
    ]
    if resource.remove is not None:
        choices.append(partial(_removed, world, thing))
    choices += [partial(world.act, thing, operation) for operation in resource.actions]
    if thing.state == "there":
        choices += [partial(world.create, each, within=thing) for each in inner if world.owner(each) is resource]
    return choices


def _removed(world: World, thing: Thing) -> None:
    world.remove(thing)
    around(world, thing)
