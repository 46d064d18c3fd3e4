"""Sequences of requests: what is made can be read, what is changed shows, what is removed is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from random import Random

from apiyard.spec.operation import Operation
from apiyard.verify.event import CaseJudged
from apiyard.verify.kind import Kind
from apiyard.verify.session import Session
from apiyard.verify.stateful.learned import learned
from apiyard.verify.stateful.play import OverError, Play
from apiyard.verify.stateful.prune import prune
from apiyard.verify.stateful.resource import Resource
from apiyard.verify.stateful.scripts import SCRIPTS, alone
from apiyard.verify.stateful.wandering import wandering
from apiyard.verify.stateful.world import World

_LENGTHS = 5


def _probe(session: Session, operation: Operation, until: float) -> Iterator[CaseJudged]:
    """Play the sequences in which an operation matters; after the last one of its sort, some at random."""
    known = learned(session)
    played = False
    for resource in known.resources:
        role = resource.role(operation)
        for script in SCRIPTS[role] if role is not None else ():
            played = True
            world = World(Play(session, until, script.__name__.replace("_", " ")), known.resources, known.recipes)
            yield from _played(world, partial(script, world, resource, operation))
        last, count = known.last.get(resource.collection, ("", 0))
        if operation.id == last:
            yield from _wandered(session, resource, until, most=session.plan.max_examples * count)
    if not played:
        world = World(Play(session, until, "by itself"), known.resources, known.recipes)
        yield from _played(world, partial(alone, world, operation))


def _wandered(session: Session, resource: Resource, until: float, *, most: int) -> Iterator[CaseJudged]:
    known, sent = learned(session), 0
    for turn in range(1, most + 1):
        random = Random(f"{session.plan.seed} {resource.collection} {turn}")
        world = World(Play(session, until, f"at random, seed {session.plan.seed}"), known.resources, known.recipes)
        found = list(_played(world, partial(wandering, world, resource, random, length=3 + 3 * (turn % _LENGTHS))))
        yield from found
        sent += len(found)
        if sent >= most or not found or session.gone or session.clock.monotonic() > until:
            return


def _played(world: World, play: Callable[[], object]) -> Iterator[CaseJudged]:
    """Play a sequence; one that showed something wrong is played again with less before it."""
    with suppress(OverError):
        play()
        prune(world.play)
    yield from world.play.told()


KIND = Kind(
    id="stateful",
    why="What a service keeps must be what it was given: what is made can be read, what is removed is gone.",
    probe=_probe,
    finds=(
        "another_is_shown",
        "card_comes_back",
        "carts_share_items",
        "created_altered",
        "cursor_skips",
        "cursor_turns_back",
        "deleted_still_listed",
        "deleted_still_readable",
        "deleted_twice_crashes",
        "etag_kept",
        "filter_ignored",
        "four_calls",
        "fresh_write_refused",
        "key_ignored",
        "limit_ignored",
        "link_astray",
        "list_misses_created",
        "list_shows_another",
        "listed_twice",
        "location_astray",
        "other_id_told",
        "page_repeats",
        "page_skips",
        "patch_forgets",
        "prices_listed_otherwise",
        "put_wanders",
        "read_changes",
        "second_overwrites",
        "stale_write_taken",
        "unknown_readable",
        "update_half_lost",
        "update_lost",
    ),
    covers_all=False,
    together=False,
)
