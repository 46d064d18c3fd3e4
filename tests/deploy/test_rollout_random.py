"""Rollouts in a world that does whatever it likes: what must hold all the same."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from apiyard.core.evidence import EvidenceKind
from apiyard.deploy.action import StopInstances
from apiyard.deploy.instance import Health, Report
from apiyard.deploy.observed import Order
from apiyard.deploy.rollout import step
from apiyard.deploy.rollout_state import Phase
from tests.deploy.worlds import NEW, OLD, CrashError, World, rollout


def disturb(world: World, source: random.Random) -> None:
    """Let something happen between two looks."""
    if source.random() < 0.05:
        world.instances = {
            one: Report(one, source.choice(list(Health)), None, "words")
            for one in world.instances
            if source.random() < 0.9
        }
    elif source.random() < 0.3:
        world.instances = {one: Report(one, Health.HEALTHY) for one in world.instances}
    if source.random() < 0.05:
        world.split = {OLD: 10_000}
    share = world.split.get(NEW, 0) / 10_000
    calls = source.randrange(2_000)
    tried = round(calls * share)
    world.call(calls - tried, 0, tried=tried, broken=round(tried * source.choice((0, 0, 0, 0, 0.01))))
    if world.reading is not None:
        world.reading = replace(world.reading, complete=source.random() < 0.7)
    world.crash_at = world.acts + source.randrange(1, 40)


def turn(world: World, source: random.Random, order: Order) -> None:
    before = world.state
    seen = world.readings(order)
    _, actions = step(before, world.at, seen)
    assert step(before, world.at, seen)[1] == actions
    if any(isinstance(one, StopInstances) for one in actions):
        assert seen.split is not None
        assert not seen.split.get(NEW), "instances went while traffic went to them"
    try:
        world.turn(order)
    except CrashError:
        return


@pytest.mark.parametrize("seed", range(60))
def test_whatever_happens(seed):
    source = random.Random(seed)
    world = World(rollout(grace_seconds=3))
    order = Order.NONE
    for _ in range(250):
        disturb(world, source)
        if source.random() < 0.005:
            order = Order.ABORT
        turn(world, source, order)
        if world.state.phase.ended:
            break
    ends = [one for one in world.ledger if one.kind is EvidenceKind.ROLLOUT_ENDED]
    starts = [one for one in world.ledger if one.kind is EvidenceKind.ROLLOUT_STARTED]
    assert len(starts) <= 1
    assert len(ends) == (world.state.phase.ended or world.state.outcome is not None)
    if world.state.phase is Phase.PROMOTED:
        assert ends[0].numbers["decision"] == "promote"
    if world.state.phase in {Phase.STOPPED, Phase.ABORTED}:
        assert world.instances == {}


def test_the_random_worlds_reach_each_end():
    """Otherwise the test above would show nothing."""
    ends = set()
    for seed in range(60):
        source, world, order = random.Random(seed), World(rollout(grace_seconds=3)), Order.NONE
        for _ in range(250):
            disturb(world, source)
            if source.random() < 0.005:
                order = Order.ABORT
            turn(world, source, order)
            if world.state.phase.ended:
                break
        ends.add(world.state.phase)
    assert {Phase.PROMOTED, Phase.STOPPED, Phase.ABORTED} <= ends
