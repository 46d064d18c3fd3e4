"""Rollouts from beginning to end, in a small world that may crash at any line."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from apiyard.core.errors import InvalidInputError, UnknownNameError
from apiyard.core.evidence import Evidence, EvidenceKind, Verdict
from apiyard.deploy.action import SetSplit, StopInstances
from apiyard.deploy.event import event_of, news
from apiyard.deploy.instance import Health, Report
from apiyard.deploy.observed import Order
from apiyard.deploy.reading import Reading
from apiyard.deploy.rollout import check, step, weights
from apiyard.deploy.rollout_state import Phase, RolloutState
from tests.deploy.worlds import NEW, OLD, START, CrashError, World, rollout

INSTANCE = rollout().instances[0]


def judging(**changes) -> World:
    """A world whose rollout stands on its first share."""
    world = World(rollout(**changes))
    for _ in range(6):
        if world.turn().phase is Phase.JUDGING:
            return world
    raise AssertionError(world.state)


def healthy_walk(world: World) -> World:
    for _ in range(60):
        if world.turn().phase.ended:
            break
        share = world.split.get(NEW, 0) / 10_000
        if 0 < share < 1:
            world.call(round(1_000 * (1 - share)), 1, tried=round(1_000 * share))
    return world


def faulty_walk(world: World) -> World:
    for _ in range(60):
        if world.turn().phase.ended:
            break
        share = world.split.get(NEW, 0) / 10_000
        if 0 < share < 1:
            world.call(900, tried=80)
            world.call(90, tried=20, broken=10, operation="create")
    return world


def last(world: World) -> tuple[Evidence, dict[str, Any]]:
    return world.ledger[-1], dict(world.ledger[-1].numbers)


def test_a_healthy_canary_is_promoted_by_the_verdict():
    world = healthy_walk(World(rollout()))
    assert world.state.phase is Phase.PROMOTED
    assert world.split == {NEW: 10_000}
    assert INSTANCE in world.instances
    kinds = [one.kind for one in world.ledger]
    assert kinds == [
        EvidenceKind.ROLLOUT_STARTED,
        EvidenceKind.ROLLOUT_STEP,
        EvidenceKind.ROLLOUT_STEP,
        EvidenceKind.ROLLOUT_ENDED,
    ]
    assert [one.numbers["weights"] for one in world.ledger[1:]] == [
        {OLD: 9_000, NEW: 1_000},
        {OLD: 5_000, NEW: 5_000},
        {NEW: 10_000},
    ]
    end, numbers = last(world)
    assert end.verdict is Verdict.PASS
    assert numbers["e_promote"] >= numbers["e_promote_needed"] == 100
    assert numbers["decision"] == "promote"
    assert numbers["seconds"] > 0
    assert [one.payload["event"] for one in world.told] == ["rollout.ended"]


def test_a_faulty_canary_is_stopped_with_its_numbers_and_goes_away():
    world = faulty_walk(World(rollout()))
    assert world.state.phase is Phase.STOPPED
    assert world.split == {OLD: 10_000}
    assert world.instances == {}
    end, numbers = last(world)
    assert (end.kind, end.verdict) == (EvidenceKind.ROLLOUT_ENDED, Verdict.FAIL)
    assert numbers["operation"] == "create"
    assert numbers["weights"] == {OLD: 9_000, NEW: 1_000}
    assert numbers["operation_rates"]["canary"] == 0.5
    assert numbers["e_stop"] >= 100
    assert end.subject.digest == world.state.bundle
    assert world.told[0].payload["reason"] == numbers["reason"]


def test_traffic_goes_back_before_the_instances_and_after_a_grace():
    world = faulty_walk(World(rollout(grace_seconds=5)))
    back, gone = world.log.index("SetSplit", world.log.index("SetSplit") + 1), world.log.index("StopInstances")
    assert back < gone
    world = judging(grace_seconds=5)
    world.turn(Order.ABORT)
    while world.state.phase is not Phase.DRAINING:
        world.turn()
    since = world.state.since or world.at
    while INSTANCE in world.instances:
        world.turn()
    assert (world.at - since).total_seconds() >= 5


def test_time_never_promotes():
    world = judging(options={"steps": [10], "max_seconds": 100, "min_seconds": 0, "min_requests": 10})
    world.at += timedelta(seconds=101)
    world.call(90_000, tried=10_000)
    assert world.settle().phase is Phase.STOPPED
    assert "no verdict within 100 s" in world.state.reason


def test_time_that_is_over_can_leave_the_share_to_a_person():
    options = {"steps": [10], "max_seconds": 100, "min_seconds": 0, "min_requests": 10, "on_timeout": "stay"}
    world = judging(options=options)
    world.at += timedelta(seconds=101)
    world.call(90_000, tried=10_000)
    world.turn()
    assert world.settle(turns=5).phase is Phase.JUDGING
    assert world.state.late
    assert [one.payload["event"] for one in world.told] == ["rollout.overdue"]
    world.call(1_000, tried=1_000, broken=900)
    assert world.settle().phase is Phase.STOPPED


def test_lost_records_hold_the_rollout():
    world = judging()
    world.call(90_000, tried=10_000)
    world.reading = replace(world.reading or Reading(), complete=False)
    assert world.settle(turns=5).phase is Phase.JUDGING
    assert "not complete" in world.state.reason
    world.reading = None
    assert world.settle(turns=5).phase is Phase.JUDGING


def test_each_share_sees_calls_of_its_own():
    world = judging()
    world.call(90_000, tried=10_000)
    while not (world.state.phase is Phase.JUDGING and world.state.step == 1):
        world.turn()
    assert world.settle(turns=5).phase is Phase.JUDGING
    assert "0 of 10 calls" in world.state.reason
    world.call(100, tried=100)
    assert world.settle().phase is Phase.PROMOTED


def test_a_first_deployment_goes_at_once_after_health():
    world = World(rollout(baseline=""), split={})
    assert world.settle().phase is Phase.PROMOTED
    assert world.split == {NEW: 10_000}
    assert world.log.index("StartInstances") < world.log.index("SetSplit")


def test_at_once_waits_for_health():
    world = World(rollout(strategy="at-once", options={}), health=Health.STARTING)
    assert world.settle(turns=5).phase is Phase.WAITING_HEALTHY
    assert world.split == {OLD: 10_000}
    world.instances[INSTANCE] = Report(INSTANCE, Health.HEALTHY)
    assert world.settle().phase is Phase.PROMOTED


@pytest.mark.parametrize("health", [Health.STARTING, Health.UNHEALTHY, Health.FAILED])
def test_never_healthy_stops_with_the_last_output(health):
    world = World(rollout(start_seconds=5), health=health)
    assert world.settle().phase is Phase.STOPPED
    assert world.split == {OLD: 10_000}
    assert world.instances == {}
    end, numbers = last(world)
    assert end.verdict is Verdict.FAIL
    assert numbers["last_output"] == "boom"
    assert INSTANCE in numbers["reason"]
    assert "SetSplit" not in world.log


def test_a_first_deployment_that_is_never_healthy_leaves_nothing():
    world = World(rollout(baseline="", start_seconds=3), split={}, health=Health.UNHEALTHY)
    assert world.settle().phase is Phase.STOPPED
    assert (world.split, world.instances) == ({}, {})


def test_an_instance_that_dies_for_good_stops_the_canary():
    world = judging()
    world.instances[INSTANCE] = Report(INSTANCE, Health.FAILED, last_output="Traceback")
    assert world.settle().phase is Phase.STOPPED
    assert world.ledger[-1].numbers["last_output"] == "Traceback"
    assert world.split == {OLD: 10_000}


def test_a_lost_instance_is_started_again():
    world = judging()
    world.instances.clear()
    world.turn()
    assert INSTANCE in world.instances


def test_a_split_that_somebody_else_changed_is_set_again():
    world = judging()
    world.split = {OLD: 10_000}
    world.turn()
    assert world.split == {OLD: 9_000, NEW: 1_000}


def test_a_gateway_that_never_takes_the_split_stops_the_rollout():
    world = World(rollout(start_seconds=5))
    while world.state.phase is not Phase.SHIFTING:
        world.turn()
    for _ in range(10):
        world.split = {OLD: 10_000}
        world.turn()
    assert world.settle().phase is Phase.STOPPED
    assert "did not take the split" in world.state.reason


def test_instances_stay_while_somebody_sends_them_traffic():
    world = judging(grace_seconds=2)
    world.turn(Order.ABORT)
    while world.state.phase is not Phase.DRAINING:
        world.turn()
    world.at += timedelta(seconds=10)
    world.split = {NEW: 10_000}
    _, actions = step(world.state, world.at, world.readings())
    assert SetSplit({OLD: 10_000}) in actions
    assert not any(isinstance(one, StopInstances) for one in actions)
    assert world.settle().phase is Phase.ABORTED


@pytest.mark.parametrize("turns", range(1, 6))
def test_abort_at_any_moment_goes_back(turns):
    world = World(rollout())
    for _ in range(turns):
        world.turn()
    assert world.settle(Order.ABORT).phase is Phase.ABORTED
    assert world.split == {OLD: 10_000}
    assert world.instances == {}
    end, _ = last(world)
    assert (end.kind, end.verdict, end.by) == (EvidenceKind.ROLLOUT_ENDED, Verdict.WARN, "user:ada")


def test_rollback_sends_the_traffic_back_and_keeps_the_version():
    world = healthy_walk(World(rollout()))
    assert world.turn(Order.ROLLBACK).phase is Phase.ROLLING_BACK
    assert world.settle(Order.ROLLBACK).phase is Phase.ROLLED_BACK
    assert world.split == {OLD: 10_000}
    assert INSTANCE in world.instances
    assert [one.kind for one in world.ledger].count(EvidenceKind.ROLLBACK) == 1
    assert world.told[-1].payload["event"] == "rollback"


def test_an_order_that_comes_too_late_changes_nothing():
    world = healthy_walk(World(rollout()))
    assert world.turn(Order.ABORT).phase is Phase.PROMOTED
    stopped = faulty_walk(World(rollout()))
    assert stopped.turn(Order.ROLLBACK).phase is Phase.STOPPED


def test_an_ended_rollout_wants_nothing():
    for world in (healthy_walk(World(rollout())), faulty_walk(World(rollout()))):
        assert step(world.state, world.at, world.readings()) == (world.state, ())


def test_a_notice_is_given_until_it_was_told():
    world = healthy_walk(World(rollout()))
    world.told.clear()
    _, actions = step(world.state, world.at, world.readings())
    assert [type(one).__name__ for one in actions] == ["Notify"]


def test_the_same_arguments_give_the_same_answer():
    world = World(rollout())
    for _ in range(12):
        seen = world.readings()
        assert step(world.state, world.at, seen) == step(world.state, world.at, seen)
        world.call(900, tried=100)
        world.turn()


@pytest.mark.parametrize("walk", [healthy_walk, faulty_walk])
def test_a_crash_at_any_line_ends_the_same(walk):
    calm = walk(World(rollout()))
    facts = [(one.kind, one.verdict) for one in calm.ledger]
    for line in range(1, calm.acts + 1):
        world = World(rollout(), crash_at=line)
        with pytest.raises(CrashError):
            walk(world)
        walk(world)
        assert world.state.phase is calm.state.phase
        assert (world.split, set(world.instances)) == (calm.split, set(calm.instances))
        assert [(one.kind, one.verdict) for one in world.ledger] == facts
        assert {one.id for one in world.told} == {one.id for one in calm.told}


def test_state_survives_json():
    world = faulty_walk(World(rollout()))
    for state in (rollout(), judging().state, world.state):
        assert RolloutState.from_json(json.loads(json.dumps(state.to_json()))) == state


def test_check_refuses_what_cannot_go_out():
    assert check(rollout()) == rollout()
    with pytest.raises(UnknownNameError, match="strategy") as wrong:
        check(rollout(strategy="canery"))
    assert 'did you mean "canary"?' in str(wrong.value)
    with pytest.raises(UnknownNameError) as wrong:
        check(rollout(options={"tolerence": 0.1}))
    assert 'did you mean "tolerance"?' in str(wrong.value)
    for bad in ({"baseline": NEW}, {"instances": ()}, {"options": {"steps": [50, 10]}}, {"options": {"alpha": 2}}):
        with pytest.raises(InvalidInputError):
            check(rollout(**bad))


def test_events_tell_what_changed():
    world = World(rollout())
    before = world.state
    assert news(None, before, START) is not None
    assert news(before, before, START) is None
    after = world.turn()
    event = news(before, after, world.at)
    assert event == event_of(after, world.at)
    assert event.to_json()["phase"] == "starting"
    assert json.dumps(event.to_json())
    assert weights(after) == {}
