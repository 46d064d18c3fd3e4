"""The e-processes are e-processes: their mean under every null is at most 1, computed exactly."""

from __future__ import annotations

from itertools import product
from math import comb, exp, log

import pytest

from apiyard.deploy.eprocess import against_inferior, against_non_inferior, average, e_value, grow
from apiyard.deploy.reading import Counts, Pair


def chance(calls: int, failed: int, rate: float) -> float:
    return comb(calls, failed) * rate**failed * (1 - rate) ** (calls - failed)


def mean(grid, sizes, rates, tolerance):
    """The exact expectation of a block's e-value when the two rates are given."""
    (baseline_calls, canary_calls), (baseline_rate, canary_rate) = sizes, rates
    total = 0.0
    for failed, broken in product(range(baseline_calls + 1), range(canary_calls + 1)):
        weight = chance(baseline_calls, failed, baseline_rate) * chance(canary_calls, broken, canary_rate)
        block = Pair(Counts(baseline_calls, failed), Counts(canary_calls, broken))
        total += weight * exp(e_value(grow((), grid, block, tolerance=tolerance), grid))
    return total


SIZES = [(1, 1), (9, 1), (1, 9), (12, 5), (19, 1), (30, 3)]
RATES = [0.0, 0.001, 0.01, 0.05, 0.2, 0.5, 0.8]


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("tolerance", [0.01, 0.1])
def test_mean_is_at_most_one_under_each_null(sizes, tolerance):
    for rate in RATES:
        for worse in (0.0, tolerance / 2, tolerance):
            if rate + worse <= 1:
                pair = (rate, rate + worse)
                assert mean(against_non_inferior(tolerance), sizes, pair, tolerance) <= 1 + 1e-9
        for worse in (tolerance, 2 * tolerance, 0.15):
            if worse >= tolerance and rate + worse <= 1:
                pair = (rate, rate + worse)
                assert mean(against_inferior(tolerance), sizes, pair, tolerance) <= 1 + 1e-9


def test_mean_is_at_most_one_when_the_canary_is_better():
    assert mean(against_non_inferior(0.01), (10, 4), (0.5, 0.1), 0.01) <= 1 + 1e-9


@pytest.mark.parametrize("tolerance", [0.0001, 0.01, 0.05, 0.5])
def test_weights_of_grids_add_up_to_one(tolerance):
    for grid in (against_non_inferior(tolerance), against_inferior(tolerance)):
        assert sum(weight for weight, _, _ in grid) == pytest.approx(1)


def test_factors_stay_finite_at_the_edges():
    for block in (Pair(Counts(1, 1), Counts(10_000, 0)), Pair(Counts(10_000, 10_000), Counts(1, 0))):
        for tolerance in (0.0001, 0.5):
            for grid in (against_non_inferior(tolerance), against_inferior(tolerance)):
                assert all(-1e7 < one < 1e7 for one in grow((), grid, block, tolerance=tolerance))


def test_blocks_multiply():
    grid, block = against_non_inferior(0.01), Pair(Counts(100, 1), Counts(20, 4))
    once = grow((), grid, block, tolerance=0.01)
    assert grow(once, grid, block, tolerance=0.01) == pytest.approx(tuple(2 * one for one in once))


def test_average_is_the_weighted_mean():
    assert average([(0.5, log(3.0)), (0.25, log(8.0)), (0.25, log(2.0))]) == pytest.approx(log(4.0))
    assert e_value((), against_inferior(0.01)) == 0.0
