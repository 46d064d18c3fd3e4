"""Numbers of JSON as exact fractions and back; a float means the decimal that is written for it."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Final

from apiyard.core.errors import InvalidInputError

_MAX_BITS: Final = 13_000


class NotExactError(InvalidInputError):
    """A number has no exact value that is worked with: it is infinite, none, or has too many digits."""

    code = "not-exact"


def exact(value: object) -> Fraction:
    """Give the exact value of a number of JSON, as the engine that judges instances reads it.

    Args:
        value: an int, or a float, which stands for the shortest decimal that names it: 0.1 is a tenth.

    Raises:
        NotExactError: it is infinite (as 1e400 is read), no number, or has more than some 3,900 digits.
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotExactError("this is no number", piece=repr(value)[:200])
    if isinstance(value, float):
        if not math.isfinite(value):
            raise NotExactError("a number is too large to be told exactly", piece=repr(value))
        return Fraction(Decimal(repr(value)))
    if value.bit_length() > _MAX_BITS:
        raise NotExactError("a number has too many digits", piece=f"{value.bit_length()} bits")
    return Fraction(value)


def written(value: Fraction) -> int | float | None:
    """Give a fraction as a number that JSON carries.

    Args:
        value: the fraction.

    Returns:
        An int for a whole number; a float that stands for exactly this decimal; None when there is no such float.
    """
    if value.denominator == 1:
        return value.numerator
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) and Fraction(Decimal(repr(found))) == value else None
