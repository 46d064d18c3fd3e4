"""E-processes for two streams of errors: the evidence that a difference of rates lies beyond a bound.

The two nulls are half-planes of the pair of rates (a of the baseline, c of the canary): *non-inferior*, c <= a + t,
and *inferior*, c >= a + t. A block is what was counted between two readings. For an alternative (a1, c1) beyond the
bound, the block's factor is the likelihood ratio against the point (a0, c0) of the bound c0 = a0 + t that is nearest
in Kullback-Leibler divergence, weighted by the numbers of calls: Turner and Grunwald, "Exact anytime-valid confidence
intervals for contingency tables and beyond" (arXiv:2203.09785), after Turner, Ly and Grunwald, "Generic e-variables
for exact sequential k-sample tests" (arXiv:2106.02693). Written as a bet it is

    prod over canary calls (1 + k (y - c0))  *  prod over baseline calls (1 - k n/m (y - a0))

with y = 1 for an error, n canary calls and m baseline calls. Under rates (a, c) its mean is at most
exp(k n [(c - c0) - (a - a0)]), which is at most 1 when k > 0 and c <= a + t, or when k < 0 and c >= a + t, for
*every* a0 and k that do not look at the block's outcomes: how exactly a0 is found decides power, never validity. Only
the mean rates of the block enter, so calls of mixed operations and rates that change with time are covered. Products
of blocks and their mixture over alternatives are test supermartingales: the chance that one ever reaches 1/alpha
under its null is at most alpha (Ville 1939).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import exp, log

from apiyard.deploy.reading import Pair

Wealth = tuple[float, ...]
"""The natural logarithm of each alternative's product so far, in the order of the grid."""

_SEARCH = 6
"""Fixed-point rounds for the nearest point; more would change the power by less than a percent."""
_LEAST_FACTOR = 0.01
"""No single call may cost an alternative more than this factor, so that none is bankrupt for ever."""
_STOP_BASELINES = (0.0005, 0.005, 0.02, 0.06, 0.2)
_STOP_BEYOND = (0.015, 0.05, 0.15, 0.5)
_PROMOTE_RATES = (0.0, 0.001, 0.004, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.5)
_PROMOTE_CLEAN_WEIGHT = 0.3

Alternative = tuple[float, float, float]
"""Prior weight, rate of the baseline, rate of the canary."""
_Payoff = tuple[float, float, float, float]
"""Logarithms: an error and a clean call of the canary, an error and a clean call of the baseline."""


@lru_cache(maxsize=64)
def against_non_inferior(tolerance: float) -> tuple[Alternative, ...]:
    """Give the grid of alternatives that deny "the canary is at most the tolerance worse".

    Args:
        tolerance: the accepted difference of error rates, above 0 and below 1.

    Returns:
        Pairs with the canary beyond the tolerance, with weights that add up to 1.
    """
    pairs = [
        (base, base + tolerance + beyond)
        for base in _STOP_BASELINES
        for beyond in _STOP_BEYOND
        if base + tolerance + beyond < 0.99
    ] or [(0.0005, (1 + tolerance) / 2)]
    return tuple((1 / len(pairs), base, canary) for base, canary in pairs)


@lru_cache(maxsize=64)
def against_inferior(tolerance: float) -> tuple[Alternative, ...]:
    """Give the grid of alternatives that deny "the canary is worse by the tolerance or more".

    Args:
        tolerance: the accepted difference of error rates, above 0 and below 1.

    Returns:
        Pairs of equal rates, with weights that add up to 1; a version without errors has the largest weight.
    """
    rates = [rate for rate in _PROMOTE_RATES if rate + tolerance < 1]
    rest = (1 - _PROMOTE_CLEAN_WEIGHT) / max(1, len(rates) - 1)
    clean = 1.0 if len(rates) == 1 else _PROMOTE_CLEAN_WEIGHT
    return tuple((rest if rate else clean, rate, rate) for rate in rates)


def grow(wealth: Wealth, grid: Sequence[Alternative], block: Pair, *, tolerance: float) -> Wealth:
    """Multiply each alternative's wealth by its factor for a block.

    Args:
        wealth: logarithms so far; empty stands for the start.
        grid: the alternatives.
        block: counts since the last block, with at least one call on each side.
        tolerance: the bound of the null.

    Returns:
        The logarithms after the block.
    """
    start = wealth or (0.0,) * len(grid)
    return tuple(so_far + _factor(one, block, tolerance) for so_far, one in zip(start, grid, strict=True))


def e_value(wealth: Wealth, grid: Sequence[Alternative]) -> float:
    """Give the natural logarithm of the mixture's e-value.

    Args:
        wealth: logarithms of the alternatives; empty stands for the start.
        grid: the alternatives with their weights.

    Returns:
        The logarithm, 0 at the start.
    """
    if not wealth:
        return 0.0
    top = max(wealth)
    return top + log(sum(weight * exp(one - top) for one, (weight, _, _) in zip(wealth, grid, strict=True)))


def average(logs: Sequence[tuple[float, float]]) -> float:
    """Give the logarithm of the weighted mean of e-values, itself an e-value under the common null.

    Args:
        logs: weight and logarithm of each; the weights add up to at most 1.
    """
    top = max((one for weight, one in logs if weight > 0), default=0.0)
    return top + log(sum(weight * exp(one - top) for weight, one in logs))


def _nearest(alternative: Alternative, baseline_calls: int, canary_calls: int, *, tolerance: float) -> float:
    """Give the baseline's rate at the nearest point of the bound: where the weighted divergence is least."""
    _, base, canary = alternative
    gap = canary - base - tolerance
    point = min(max(base, 0.0), 1 - tolerance)
    for _ in range(_SEARCH):
        spread = point * (1 - point)
        other = (point + tolerance) * (1 - point - tolerance)
        whole = baseline_calls * other + canary_calls * spread
        if whole <= 0:
            break
        point = min(max(base + gap * canary_calls * spread / whole, 0.0), 1 - tolerance)
    return point


@lru_cache(maxsize=4096)
def _bet(alternative: Alternative, baseline_calls: int, canary_calls: int, *, tolerance: float) -> _Payoff:
    """Choose the bet from the sizes of a block, which say nothing of its outcomes."""
    point = _nearest(alternative, baseline_calls, canary_calls, tolerance=tolerance)
    other = point + tolerance
    spread = other * (1 - other)
    if spread <= 0:
        return 0.0, 0.0, 0.0, 0.0
    bet = (alternative[2] - other) / spread
    ratio = canary_calls / baseline_calls
    room = 1 - _LEAST_FACTOR
    if bet > 0:  # worst: a clean call of the canary, or an error of the baseline
        bet = min(bet, room / other, room / (ratio * (1 - point)) if point < 1 else bet)
    else:  # worst: an error of the canary, or a clean call of the baseline
        bet = max(bet, -room / (1 - other), -room / (ratio * point) if point > 0 else bet)
    against = bet * ratio
    return (
        log(1 + bet * (1 - other)),
        log(1 - bet * other),
        log(1 - against * (1 - point)),
        log(1 + against * point),
    )


def _factor(alternative: Alternative, block: Pair, tolerance: float) -> float:
    canary, baseline = block.canary, block.baseline
    failed, clean, base_failed, base_clean = _bet(alternative, baseline.requests, canary.requests, tolerance=tolerance)
    return (
        canary.errors * failed
        + (canary.requests - canary.errors) * clean
        + baseline.errors * base_failed
        + (baseline.requests - baseline.errors) * base_clean
    )
