"""Seeded streams of errors for tests of the judge."""

from __future__ import annotations

import math
import random

from apiyard.deploy.reading import Counts


def failures(source: random.Random, calls: int, rate: float) -> int:
    """Draw a binomial count by jumping from error to error."""
    if rate <= 0:
        return 0
    if rate >= 1:
        return calls
    found, at, scale = 0, 0, math.log(1 - rate)
    while True:
        at += int(math.log(1 - source.random()) / scale) + 1
        if at > calls:
            return found
        found += 1


def more(source: random.Random, before: Counts, calls: int, rate: float) -> Counts:
    """Add calls with a rate of errors to cumulative counts."""
    return Counts(before.requests + calls, before.errors + failures(source, calls, rate))
