"""Kept cases are sent to the canary before it gets any call."""

from __future__ import annotations

import pytest

from apiyard.core.evidence import EvidenceKind, Verdict
from apiyard.deploy.rollout_state import Phase
from tests.deploy.worlds import NEW, OLD, CrashError, World, rollout


def _replayed(world: World) -> list[Verdict]:
    return [each.verdict for each in world.ledger if each.kind is EvidenceKind.ROLLOUT_REPLAYED]


def test_a_canary_that_takes_them_gets_its_share():
    world = World(rollout(cases=3))
    world.settle(turns=5)
    assert world.state.phase is Phase.JUDGING
    assert world.split[NEW] == 1_000
    assert _replayed(world) == [Verdict.PASS]
    assert world.log.count("ReplayCases") == 1


def test_a_canary_that_refuses_one_never_gets_a_call():
    world = World(rollout(cases=3), refused=("GET /notes/7: the reply breaks the contract",))
    world.settle()
    assert world.state.phase is Phase.STOPPED
    assert "GET /notes/7" in world.state.reason
    assert _replayed(world) == [Verdict.FAIL]
    assert world.split == {OLD: 10_000}
    assert not world.instances


def test_a_first_version_has_promised_nothing():
    world = World(rollout(cases=3, baseline=""), split={})
    world.settle()
    assert world.state.phase is Phase.PROMOTED
    assert "ReplayCases" not in world.log


def test_cases_that_cannot_be_sent_stop_it():
    world = World(rollout(cases=3), replays=False)
    world.settle(turns=200)
    assert world.state.phase is Phase.STOPPED
    assert "could not be sent" in world.state.reason
    assert world.split == {OLD: 10_000}


@pytest.mark.parametrize("line", range(1, 30))
def test_a_crash_at_any_line_changes_nothing_of_it(line):
    world = World(rollout(cases=2), refused=("GET /notes/7: no",), crash_at=line)
    for _ in range(3):
        try:
            world.settle()
        except CrashError:
            continue
    assert world.state.phase is Phase.STOPPED
    assert _replayed(world) == [Verdict.FAIL]


def test_a_state_that_was_saved_before_there_were_cases_is_read():
    state = rollout(cases=3)
    told = state.to_json()
    del told["cases"]
    assert type(state).from_json(told).cases == 0
