"""How long an answer is held back."""

from __future__ import annotations

import math
from collections.abc import Mapping
from random import Random
from typing import cast

from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass

_MOST_SECONDS = 600.0
# The 99th percentile of the standard normal distribution.
_Z99 = 2.3263478740408408


@dataclass(frozen=True, slots=True)
class Delay:
    """A time that may vary.

    Args:
        low: the least seconds; the median of a long tail.
        high: the most seconds; the 99th percentile of a long tail.
        tail: whether times are spread as those of services are, by a logarithmic normal distribution.
    """

    low: float = 0.0
    high: float = 0.0
    tail: bool = False

    def draw(self, random: Random) -> float:
        """Give a time in seconds, at most ten minutes.

        Args:
            random: where the chance comes from.
        """
        if not self.tail or self.low == self.high:
            return self.low if self.low == self.high else random.uniform(self.low, self.high)
        sigma = (math.log(self.high) - math.log(self.low)) / _Z99
        return min(random.lognormvariate(math.log(self.low), sigma), _MOST_SECONDS)


def read_delay(written: object, *, where: str = "") -> Delay:
    """Read a delay: ``0.2``, ``[0.1, 0.5]`` or ``{median: 0.1, p99: 2}``, in seconds.

    Args:
        written: as parsed.
        where: what the errors are about.

    Returns:
        The delay.

    Raises:
        InvalidInputError: it has none of these forms, or is no time from 0 to 600 seconds.
    """
    if isinstance(written, Mapping):
        if set(written) != {"median", "p99"}:
            raise _wrong(written, where)
        low, high, tail = written["median"], written["p99"], True
    elif isinstance(written, list | tuple) and len(written) == 2:
        low, high, tail = written[0], written[1], False
    else:
        low, high, tail = written, written, False
    for each in (low, high):
        if isinstance(each, bool) or not isinstance(each, int | float) or not 0 <= each <= _MOST_SECONDS:
            raise _wrong(written, where)
    seconds = float(cast("float", low)), float(cast("float", high))
    if seconds[0] > seconds[1] or (tail and seconds[0] == 0):
        raise _wrong(written, where)
    return Delay(*seconds, tail=tail)


def _wrong(written: object, where: str) -> InvalidInputError:
    hint = "write 0.2, [0.1, 0.5] or {median: 0.1, p99: 2}, in seconds up to 600"
    return InvalidInputError("this is no delay", where=where, piece=str(written), hint=hint)
