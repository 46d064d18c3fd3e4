"""What a service owes to those who guard themselves: against lost updates, and against ids that are not there."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from apiyard.core.errors import ApiyardError
from apiyard.core.json import Json
from apiyard.core.noun import replace
from apiyard.spec import pointer as pointers
from apiyard.spec.composing.wish import Wish
from apiyard.spec.exchange import Reply
from apiyard.spec.operation import Operation
from apiyard.spec.sample import sketch
from apiyard.spec.schema import Schema
from apiyard.spec.style import MISSING
from apiyard.verify.draft import schema_of
from apiyard.verify.edges.flat import flat
from apiyard.verify.failure import Trouble
from apiyard.verify.planning.fixture import pinned
from apiyard.verify.stateful.compare import aligned, same
from apiyard.verify.stateful.owed import Owed
from apiyard.verify.stateful.reading import body_of
from apiyard.verify.stateful.recipe import varied
from apiyard.verify.stateful.thing import Thing
from apiyard.verify.stateful.world import World

if TYPE_CHECKING:
    from apiyard.verify.exchange import Exchange

_LEAST_LENGTH = 6


def guard(world: World, thing: Thing, operation: Operation) -> None:
    """Change a thing on condition that it is as it was read, twice with the same condition (RFC 9110, section 13.1.1).

    Args:
        world: what the sequence knows.
        thing: the thing.
        operation: PUT or PATCH on it, which was taken just before; nothing is done when its contract has no
            ``If-Match``.
    """
    names = [
        each.name for each in operation.parameters if each.location == "header" and each.name.lower() == "if-match"
    ]
    judged = world.read(thing) if names else None
    tag = judged.reply.header("etag") if judged is not None and judged.reply is not None else None
    if not tag or tag.startswith("W/"):
        return
    if world.written is None:
        return
    world.turn += 1
    wish = varied(operation, world.written, world.turn)
    wish = replace(wish, values={**wish.values, ("header", names[0]): tag})
    before = judged.reply if judged is not None else None
    taken = world.write(thing, operation, wish=wish) is not None
    judged = world.read(thing)
    after = judged.reply if judged is not None else None
    if after is None or before is None or after.status != 200:
        return
    if not taken and after.header("etag") == tag:
        world.play.send(operation, wish, takes=thing.takes, oracle=_refused, needs=thing.needs)
    elif taken and after.header("etag") == tag and _changed(before, after, wish.body):
        _look_again(world, thing, before, sent=wish.body)
    elif taken and after.header("etag") not in {None, tag}:
        world.play.send(operation, wish, takes=thing.takes, oracle=_stale, needs=thing.needs)


def _changed(before: Reply, after: Reply, sent: Json) -> bool:
    """Say whether a reply shows otherwise than before what was sent to be changed."""
    shown = [aligned(sent, body_of(each)) for each in (before, after)]
    old, new = (each if isinstance(each, Mapping) else {} for each in shown)
    names = sent if isinstance(sent, Mapping) else ()
    return any(name in old and name in new and not same(old[name], new[name]) for name in names)


def _look_again(world: World, thing: Thing, before: Reply, *, sent: Json) -> None:
    """Read a thing that was changed and has the same ETag; a cache that is late is given its time."""

    def owed(reply: Reply) -> Owed:
        tag = before.header("etag")
        if reply.status == 200 and reply.header("etag") == tag and _changed(before, reply, sent):
            told = f"what is shown has changed, and has the same ETag {tag}"
            yield Trouble("etag-kept", told, "header ETag", "another representation has another ETag")

    if thing.resource.read is not None:
        wish = Wish(values=thing.given, drop_credentials=True)
        world.look(thing.resource.read, wish, thing.takes, owed=owed, needs=thing.needs)


def _refused(exchange: Exchange) -> Owed:
    if exchange.reply.status == 412:
        told = "a change for the ETag that is shown was refused: it was answered 412"
        yield Trouble("fresh-write-refused", told, "status", "the condition of If-Match is true")


def _stale(exchange: Exchange) -> Owed:
    if exchange.reply.status < 300:
        told = f"a change for a former ETag was taken: it was answered {exchange.reply.status}"
        yield Trouble("stale-write-taken", told, "status", "412, since the condition of If-Match is false")


def ask_for_nothing(world: World, operation: Operation, thing: Thing) -> None:
    """Read a thing by an id that nobody gave, where the contract says what happens then.

    Args:
        world: what the sequence knows.
        operation: the operation that reads such things.
        thing: one of them.
    """
    if "404" not in operation.responses:
        return
    key = next(
        (each for each in operation.parameters if (each.location, each.name) == ("path", thing.resource.key)), None
    )
    if key is not None and pinned(world.play.session.plan.fixtures, operation, key) is not None:
        return  # another id than that of the fixture is none to ask for
    schema = schema_of(key) if key is not None else None
    made = _made_up(schema, world.recipes.seed) if schema is not None else MISSING
    if made is MISSING or str(made) == str(thing.id):
        return
    values = {**thing.given, ("path", thing.resource.key): made}

    def owed(reply: Reply) -> Owed:
        if reply.status < 300:
            told = f"{thing.resource.name} {made!r}, which nobody made, was answered with {reply.status}"
            yield Trouble("unknown-readable", told, "status", "404, as the contract says")

    world.look(operation, Wish(values=values, drop_credentials=True), thing.takes[:-1], owed=owed)


def _made_up(schema: Schema, seed: int) -> Json:
    """Give an id that is unlikely to be there; ``MISSING`` where all ids are few."""
    random = Random(f"{seed} unknown")
    tree = schema.scope.directed("request")
    node = pointers.get(tree, schema.pointer)
    one = flat(tree, node if isinstance(node, dict) else {}, None)
    if "enum" in one or "const" in one:
        return MISSING
    tries: list[Json] = [random.randrange(10**8, 2 * 10**9), str(UUID(int=random.getrandbits(128), version=4))]
    if isinstance(one.get("pattern"), str):
        try:
            text = sketch(
                schema.scope, {"type": "string", "pattern": one["pattern"]}, direction="request", seed=seed + 7
            )
        except ApiyardError:
            return MISSING
        tries = [text] if isinstance(text, str) and len(text) >= _LEAST_LENGTH else []
    return next((each for each in tries if schema.is_valid(each, direction="request")), MISSING)
