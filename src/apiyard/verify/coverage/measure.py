"""The type of a measure of coverage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from types import MappingProxyType

from apiyard.core.catalog import scan
from apiyard.core.noun import dataclass
from apiyard.spec.contract import Contract
from apiyard.spec.operation import Operation
from apiyard.verify.coverage.seen import Seen


@dataclass(frozen=True, slots=True)
class Measure:
    """A share of the contract that a run has asked about.

    Args:
        id: equal to its file's name.
        why: what its gaps tell, in one sentence.
        noun: what is counted, in the plural.
        numerator: what counts as met, in words.
        denominator: what could be met, in words.
        whole: gives what could be met, as names that people understand.
        met: gives the names that one exchange meets; others than those of the whole do not count.
    """

    id: str
    why: str
    noun: str
    numerator: str
    denominator: str
    whole: Callable[[Contract, Sequence[Operation]], Iterable[str]]
    met: Callable[[Seen], Iterable[str]]


def measures() -> MappingProxyType[str, Measure]:
    """Give the measures by id.

    Returns:
        All entries of the folder ``measures``.
    """
    return scan("apiyard.verify.coverage.measures", "MEASURE", Measure)
