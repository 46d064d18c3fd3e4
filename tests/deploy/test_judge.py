"""The judge, case by case."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from apiyard.core.errors import InvalidInputError
from apiyard.deploy.judge import WHOLE, Bounds, Decision, JudgeState, judge
from apiyard.deploy.reading import Counts, Pair, Reading, reading_of


def pair(calls: int, failed: int, tried: int, broken: int) -> Pair:
    return Pair(Counts(calls, failed), Counts(tried, broken))


def whole(calls: int, failed: int, tried: int, broken: int, **more) -> Reading:
    return Reading(pair(calls, failed, tried, broken), **more)


@pytest.mark.parametrize(("tolerance", "calls"), [(0.01, 562), (0.02, 274), (0.05, 105)])
def test_calls_without_any_error_that_a_promotion_needs(tolerance, calls):
    """The numbers that docs/explanation/judge.md states."""
    bounds = Bounds(tolerance=tolerance)
    _, verdict = judge(JudgeState(), whole(calls * 9, 0, calls, 0), bounds)
    assert verdict.decision is Decision.PROMOTE
    _, verdict = judge(JudgeState(), whole(calls * 9, 0, calls - 1, 0), bounds)
    assert verdict.decision is Decision.CONTINUE
    assert 0.9 < verdict.earned < 1
    for others in (calls, max(1, calls // 19), calls * 99):
        _, verdict = judge(JudgeState(), whole(others, 0, round(calls * 1.03), 0), bounds)
        assert verdict.decision is Decision.PROMOTE, f"{others} calls to the baseline"


def test_one_error_less_of_health_is_not_promoted_by_size_alone():
    _, verdict = judge(JudgeState(), whole(100_000, 0, 10_000, 150), Bounds())
    assert verdict.decision is Decision.STOP
    assert verdict.operation == WHOLE
    assert verdict.numbers()["rates"] == {"baseline": 0.0, "canary": 0.015}


@pytest.mark.parametrize("bad", [whole(1_000, 0, 50, 50, complete=False), whole(900, 0, 60, 20)])
def test_an_incomplete_or_backward_reading_changes_nothing(bad):
    state, _ = judge(JudgeState(), whole(1_000, 0, 50, 0), Bounds())
    after, verdict = judge(state, bad, Bounds())
    assert after is state
    assert verdict.decision is Decision.CONTINUE
    assert not verdict.fresh
    assert verdict.counts[WHOLE] == pair(1_000, 0, 50, 0)


def test_lost_records_are_never_read_as_health():
    _, verdict = judge(JudgeState(), whole(100_000, 0, 10_000, 0, complete=False), Bounds())
    assert verdict.decision is Decision.CONTINUE
    assert verdict.earned == 0


def test_errors_that_grow_faster_than_calls_are_a_backward_reading():
    state, _ = judge(JudgeState(), whole(100, 0, 10, 0), Bounds())
    after, verdict = judge(state, whole(100, 0, 11, 2), Bounds())
    assert after is state
    assert not verdict.fresh


def test_a_block_waits_until_both_versions_were_called():
    state, verdict = judge(JudgeState(), whole(0, 0, 500, 500), Bounds())
    assert state == JudgeState()
    assert verdict.decision is Decision.CONTINUE
    _, verdict = judge(state, whole(500, 0, 600, 600), Bounds())
    assert verdict.decision is Decision.STOP


def test_the_same_reading_twice_adds_nothing():
    state, first = judge(JudgeState(), whole(1_000, 3, 100, 1), Bounds())
    again, second = judge(state, whole(1_000, 3, 100, 1), Bounds())
    assert again == state
    assert (second.log_stop, second.log_promote) == (first.log_stop, first.log_promote)


def test_an_operation_that_is_not_shown_to_be_well_holds_the_promotion():
    state = JudgeState(("create", "list"))
    operations = {"list": pair(18_000, 0, 1_900, 0), "create": pair(500, 0, 60, 0)}
    _, verdict = judge(state, Reading(pair(18_500, 0, 1_960, 0), operations), Bounds())
    assert verdict.decision is Decision.CONTINUE
    assert verdict.waiting == ("create",)
    operations["create"] = pair(1_000, 0, 200, 0)
    _, verdict = judge(state, Reading(pair(19_000, 0, 2_100, 0), operations), Bounds())
    assert verdict.decision is Decision.PROMOTE


def test_a_rare_operation_does_not_hold_the_promotion_but_can_stop_it():
    state = JudgeState(("list", "rare"))
    operations = {"list": pair(18_000, 0, 1_990, 0), "rare": pair(100, 0, 10, 0)}
    _, verdict = judge(state, Reading(pair(18_100, 0, 2_000, 0), operations), Bounds())
    assert verdict.decision is Decision.PROMOTE
    operations["rare"] = pair(100, 0, 10, 10)
    _, verdict = judge(state, Reading(pair(18_100, 0, 2_000, 10), operations), Bounds())
    assert (verdict.decision, verdict.operation) == (Decision.STOP, "rare")


def test_an_operation_that_only_the_canary_serves_holds_the_promotion():
    state = JudgeState(("list", "odd"))
    operations = {"list": pair(18_000, 0, 1_800, 0), "odd": pair(0, 0, 200, 0)}
    _, verdict = judge(state, Reading(pair(18_000, 0, 2_000, 0), operations), Bounds())
    assert verdict.decision is Decision.CONTINUE
    assert verdict.waiting == ("odd",)


def test_an_added_operation_is_compared_with_all_calls_of_the_baseline():
    counts = {
        "list": {"1.0.0": (900, 9), "1.1.0": (100, 1)},
        "search": {"1.1.0": (50, 20)},
    }
    reading = reading_of(counts, baseline="1.0.0", canary="1.1.0", added={"search"})
    assert reading.whole == pair(900, 9, 100, 1)
    assert reading.operations["search"] == pair(900, 9, 50, 20)
    _, verdict = judge(JudgeState(("list", "search")), reading, Bounds())
    assert (verdict.decision, verdict.operation) == (Decision.STOP, "search")


def test_operations_that_nobody_named_are_taken_up_when_they_are_called():
    operations = {"list": pair(900, 0, 100, 0), "create": pair(0, 0, 0, 0)}
    state, _ = judge(JudgeState(), Reading(pair(900, 0, 100, 0), operations), Bounds())
    assert state.found == ("list",)
    operations = {"list": pair(1_800, 0, 200, 0), "create": pair(90, 0, 20, 15), "": pair(9, 0, 9, 9)}
    state, verdict = judge(state, Reading(pair(1_890, 0, 220, 15), operations), Bounds())
    assert state.found == ("list", "create")
    assert (verdict.decision, verdict.operation) == (Decision.STOP, "create")
    assert (
        judge(state, Reading(pair(1_890, 0, 220, 15), operations), Bounds(per_operation=False))[0].found == state.found
    )


def test_an_incomplete_reading_takes_up_no_operation():
    reading = Reading(pair(900, 0, 100, 0), {"list": pair(900, 0, 100, 0)}, complete=False)
    assert judge(JudgeState(), reading, Bounds())[0] == JudgeState()


@pytest.mark.parametrize(
    "state", [JudgeState(), JudgeState(("a", "b")), JudgeState(("a",), ("b", "c")), JudgeState((), ("b",))]
)
def test_the_stake_is_given_once_and_never_taken_back(state):
    parts = state.weights()
    assert sum(parts.values()) <= 1
    later = replace(state, found=(*state.found, "x")).weights()
    assert {name: later[name] for name in parts} == parts
    assert sum(later.values()) <= 1


def test_few_calls_are_never_promoted():
    _, verdict = judge(JudgeState(), whole(10_000, 0, 200, 0), Bounds(tolerance=0.5, min_requests=201))
    assert verdict.decision is Decision.CONTINUE


def test_numbers_carry_everything_the_verdict_rests_on():
    state = JudgeState(("create",))
    reading = Reading(pair(900, 1, 100, 30), {"create": pair(300, 0, 40, 30)})
    _, verdict = judge(state, reading, Bounds())
    numbers: dict[str, Any] = dict(verdict.numbers())
    assert numbers["operation"] == "create"
    assert numbers["operation_counts"] == {
        "baseline": {"requests": 300, "errors": 0},
        "canary": {"requests": 40, "errors": 30},
    }
    assert numbers["e_stop"] >= numbers["e_stop_needed"] == 100
    assert numbers["tolerance"] == 0.01


@pytest.mark.parametrize(
    "wrong",
    [{"tolerance": 0}, {"alpha": 0.9}, {"operation_tolerance": -1}, {"min_requests": 0}, {"operation_share": 2}],
)
def test_bounds_out_of_range(wrong):
    with pytest.raises(InvalidInputError):
        Bounds(**wrong)


@pytest.mark.parametrize("wrong", [(-1, 0), (1, 2), (1, -1)])
def test_counts_that_cannot_be(wrong):
    with pytest.raises(InvalidInputError):
        Counts(*wrong)
