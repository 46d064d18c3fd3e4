"""The judge on simulated rollouts: how often it errs, and how soon it is right."""

from __future__ import annotations

import random
from functools import cache
from math import log, sqrt

import pytest

from apiyard.deploy.judge import WHOLE, Bounds, Decision, JudgeState, judge
from apiyard.deploy.reading import Counts, Pair, Reading
from tests.deploy.streams import more

pytestmark = [pytest.mark.heavy, pytest.mark.xdist_group("judge-simulated")]

OPERATIONS = {"list": 0.6, "get": 0.3, "create": 0.1}
BOUNDS = Bounds()


def readings(source, *, baseline, canary, calls, percent, count):
    """Yield cumulative readings; baseline and canary give the rate of errors by operation."""
    pairs = dict.fromkeys(OPERATIONS, Pair())
    for _ in range(count):
        for name, share in OPERATIONS.items():
            both = round(calls * share)
            tried = max(1, round(both * percent / 100))
            pairs[name] = Pair(
                more(source, pairs[name].baseline, both - tried, baseline[name]),
                more(source, pairs[name].canary, tried, canary[name]),
            )
        whole = Pair(
            Counts(
                sum(one.baseline.requests for one in pairs.values()), sum(one.baseline.errors for one in pairs.values())
            ),
            Counts(
                sum(one.canary.requests for one in pairs.values()), sum(one.canary.errors for one in pairs.values())
            ),
        )
        yield Reading(whole, dict(pairs))


def fixed_sample_test_would_stop(pair, tolerance):
    """The usual test of two proportions at 1 %, which may be looked at only once."""
    base, canary = pair.baseline, pair.canary
    spread = base.rate * (1 - base.rate) / base.requests + canary.rate * (1 - canary.rate) / canary.requests
    return canary.rate - base.rate - tolerance > 2.326 * sqrt(spread)


def watch(source, bounds=BOUNDS, *, naively=None, **how):
    """Judge a whole rollout; give what was decided first, when, and whether it ever said stop or promote."""
    state, first, ever, verdict = JudgeState(tuple(OPERATIONS)), None, set(), None
    for reading in readings(source, **how):
        if naively is not None:
            naively.append(fixed_sample_test_would_stop(reading.whole, bounds.tolerance))
        state, verdict = judge(state, reading, bounds)
        ever.add(verdict.decision)
        if first is None and verdict.decision is not Decision.CONTINUE:
            first = verdict
    return first, ever, verdict


@cache
def healthy_rollouts():
    """2,000 rollouts that are not inferior; a third of them exactly at the tolerance, where an error is likeliest."""
    ever = at_last = naive = 0
    for seed in range(2_000):
        source = random.Random(seed)
        rate = source.choice((0.0, 0.001, 0.005, 0.01, 0.02, 0.05))
        rates = {name: rate * source.choice((0.5, 1.0, 1.0)) for name in OPERATIONS}
        worse = source.choice((0.0, 0.0, BOUNDS.tolerance))
        said_naively: list[bool] = []
        _, said, last = watch(
            source,
            naively=said_naively,
            baseline=rates,
            canary={name: one + worse for name, one in rates.items()},
            calls=source.choice((100, 400)),
            percent=source.choice((5, 10, 25, 50, 95)),
            count=20,
        )
        ever += Decision.STOP in said
        at_last += last.log_stop >= log(1 / BOUNDS.alpha)
        naive += any(said_naively)
    return ever, at_last, naive


def test_false_stops_when_looked_at_after_every_reading():
    assert healthy_rollouts()[0] <= 20  # 1 % of 2,000


def test_false_stops_when_looked_at_once():
    assert healthy_rollouts()[1] <= 20


def test_the_simulation_catches_a_test_that_may_not_be_looked_at_again():
    assert healthy_rollouts()[2] > 20


def test_inferior_canaries_are_rarely_promoted():
    promoted = 0
    for seed in range(1_000):
        source = random.Random(10_000 + seed)
        rate = source.choice((0.0, 0.005, 0.02))
        first, _, _ = watch(
            source,
            baseline=dict.fromkeys(OPERATIONS, rate),
            canary=dict.fromkeys(OPERATIONS, rate + BOUNDS.tolerance),
            calls=400,
            percent=source.choice((10, 25, 50)),
            count=20,
        )
        promoted += first is not None and first.decision is Decision.PROMOTE
    assert promoted <= 10  # alpha_promote of 1,000


@pytest.mark.parametrize(
    ("operation", "rate", "percent", "most"),
    [("create", 0.10, 10, 14_000), ("create", 0.10, 25, 8_000), ("get", 0.05, 10, 16_000), ("list", 0.05, 10, 10_000)],
)
def test_a_fault_on_one_operation_is_stopped_and_named(operation, rate, percent, most):
    stopped = named = 0
    for seed in range(100):
        faulty = dict.fromkeys(OPERATIONS, 0.002)
        canary = {**faulty, operation: rate}
        first, _, _ = watch(
            random.Random(20_000 + seed),
            baseline=faulty,
            canary=canary,
            calls=200,
            percent=percent,
            count=most // 200,
        )
        if first is not None and first.decision is Decision.STOP:
            stopped += 1
            named += first.operation in {operation, WHOLE}
    assert stopped >= 90  # within the stated number of calls to both versions
    assert named == stopped


def test_a_diluted_fault_is_found_where_the_whole_hides_it():
    rates = dict.fromkeys(OPERATIONS, 0.0)
    first, _, _ = watch(
        random.Random(7),
        baseline=rates,
        canary={**rates, "create": 0.08},  # 0.8 % over all calls: within the tolerance of 1 %
        calls=400,
        percent=25,
        count=60,
    )
    assert first is not None
    assert first.decision is Decision.STOP
    assert first.operation == "create"
    assert "on create the canary fails" in first.reason


def test_healthy_canaries_are_promoted():
    promoted = 0
    for seed in range(50):
        rates = dict.fromkeys(OPERATIONS, 0.001)
        first, _, _ = watch(random.Random(seed), baseline=rates, canary=rates, calls=400, percent=50, count=40)
        promoted += first is not None and first.decision is Decision.PROMOTE
    assert promoted >= 45
