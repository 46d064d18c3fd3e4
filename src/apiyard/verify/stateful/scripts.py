"""What is played for each operation: short sequences in which it matters, those that find most first."""

from __future__ import annotations

from collections.abc import Callable

from apiyard.core.errors import ApiyardError
from apiyard.core.noun import replace
from apiyard.spec.composing.wish import Name
from apiyard.spec.operation import Operation, Parameter
from apiyard.spec.sample import sample
from apiyard.verify.draft import schema_of
from apiyard.verify.stateful.guarding import ask_for_nothing, guard
from apiyard.verify.stateful.links import follow, links_of
from apiyard.verify.stateful.listing import fill, look_at_filters, look_at_list, look_at_pages
from apiyard.verify.stateful.naming import words
from apiyard.verify.stateful.recipe import plain
from apiyard.verify.stateful.resource import Resource, Role
from apiyard.verify.stateful.thing import Thing
from apiyard.verify.stateful.world import World

Script = Callable[[World, Resource, Operation], None]

_KEY = ("idempotency", "key")
_LEAST_KEY = "b6d7e1f0-2c4a-4f3e-9a51-0d8c7e6f5a4b"


def making(world: World, resource: Resource, operation: Operation) -> None:
    """Make two things: each is there as it was sent, under its own id, in the list, and the other one stays."""
    first = world.create(resource)
    if first is None:
        return
    made = [(first, world.made_by)]
    world.read(first)
    second = world.create(resource, beside=first)
    if second is not None:
        made.append((second, world.made_by))
        world.read(second)
        world.read(first)
    look_at_list(world, resource, first.parent)
    around(world, first)
    for thing, by in made:
        if by is not None:
            follow(world, operation, by, thing=thing)


def alone(world: World, operation: Operation) -> None:
    """Call what belongs to no sort of things, and follow its links."""
    if operation.method != "get" or not any(True for _ in links_of(world.play.session.contract, operation, 200)):
        return
    wish = plain(operation, {}, world.recipes.seed)
    judged = world.play.send(operation, wish)
    if judged is not None:
        follow(world, operation, (judged, world.play.last))


def making_once(world: World, resource: Resource, operation: Operation) -> None:
    """Send the same Idempotency-Key twice: there is one thing (draft-ietf-httpapi-idempotency-key-header)."""
    key = next((each for each in operation.parameters if words(each.name) == _KEY), None)
    if key is None or world.create(resource) is None or world.wish is None:
        return
    name: Name = (key.location, key.name)
    wish = replace(world.wish, values={**world.wish.values, name: _a_key(key)})
    thing = world.create(resource, beside=world.things[-1], wish=wish)
    if thing is not None and thing.state == "there":
        world.create(resource, beside=thing, wish=wish, again=thing)
        look_at_list(world, resource, thing.parent)


def reading(world: World, resource: Resource, operation: Operation) -> None:
    """Read a thing twice: nothing changes by it (RFC 9110, section 9.2.1); read what a list names."""
    thing = world.create(resource)
    if thing is not None:
        world.read(thing)
        world.read(thing)
        ask_for_nothing(world, operation, thing)
    world.listed(resource, most=3)
    for each in world.made(resource):
        if not each.ours:
            world.read(each)


def listing(world: World, resource: Resource, operation: Operation) -> None:
    """Make some things and walk the list: all are in it, each once, and not in that of another parent."""
    first = world.create(resource)
    if first is not None:
        look_at_list(world, resource, first.parent)  # a list that is kept has to learn of what comes
        fill(world, resource, first)
    parent = first.parent if first is not None else world.parent(resource)
    if parent is None and world.owner(resource) is not None:
        return
    look_at_list(world, resource, parent)
    look_at_pages(world, resource, parent)
    look_at_filters(world, resource, parent)
    owner = world.owner(resource)
    other = world.create(owner) if owner is not None and first is not None else None
    if other is not None:
        look_at_list(world, resource, other)


def writing(world: World, resource: Resource, operation: Operation) -> None:
    """Change one of two things: it is as it was sent, PUT twice as once, and the other one stays."""
    first = world.create(resource) or world.listed(resource)
    if first is None:
        return
    second = world.create(resource, beside=first) if first.ours else None
    if second is not None:
        world.read(second)
    wish = world.write(first, operation)
    if wish is None:
        return
    if operation.method == "put":
        world.write(first, operation, wish=wish, again=True)
    world.read(first)
    if second is not None:
        world.read(second)
    look_at_list(world, resource, first.parent)
    guard(world, first, operation)


def removing(world: World, resource: Resource, operation: Operation) -> None:
    """Remove one of two things: it is gone everywhere, cannot be used, and the other one stays."""
    first = world.create(resource)
    if first is None:
        return
    second = world.create(resource, beside=first)
    if second is not None:
        world.read(second)
    world.remove(first)
    around(world, first)
    world.read(first)
    look_at_list(world, resource, first.parent)
    if second is not None:
        world.read(second)
    world.remove(first)
    for each in (resource.change, *resource.actions):
        if each is not None:
            world.act(first, each)


def renewing(world: World, resource: Resource, operation: Operation) -> None:
    """Make a thing in place of one that was removed, in something that was changed: it is as it was sent, and alone."""
    first = world.create(resource)
    if first is None:
        return
    world.read(first)
    owner = first.parent
    change = (owner.resource.replace or owner.resource.change) if owner is not None and owner.ours else None
    if owner is not None and change is not None:
        world.write(owner, change)
        world.read(first)
    world.remove(first)
    new = world.create(resource, beside=first)
    if new is None:
        return
    world.read(new)
    world.read(first)
    look_at_list(world, resource, new.parent)
    around(world, new)


def acting(world: World, resource: Resource, operation: Operation) -> None:
    """Do something with a thing, twice."""
    thing = world.create(resource) or world.listed(resource)
    if thing is None:
        return
    for _ in range(2):
        world.act(thing, operation)
        world.read(thing)
    around(world, thing)


SCRIPTS: dict[Role, tuple[Script, ...]] = {
    "create": (making, making_once),
    "read": (reading,),
    "list": (listing,),
    "replace": (writing,),
    "change": (writing,),
    "remove": (removing, renewing),
    "action": (acting,),
}


def around(world: World, thing: Thing) -> None:
    """Read what a thing is in, which may tell of it."""
    if thing.parent is not None and thing.parent.ours:
        world.read(thing.parent)


def _a_key(parameter: Parameter) -> str:
    schema = schema_of(parameter)
    if schema is None or schema.is_valid(_LEAST_KEY, direction="request"):
        return _LEAST_KEY
    try:
        return str(sample(schema, direction="request", seed=1))
    except ApiyardError:
        return _LEAST_KEY
