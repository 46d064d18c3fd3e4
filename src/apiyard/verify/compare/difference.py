"""What a comparison of two answers found."""

from __future__ import annotations

from apiyard.core.noun import dataclass

KIND = "compare"
"""What stands in a report where other findings have their kind of cases."""
CHECKS = {
    "differs-reply": "one service answers, the other one does not",
    "differs-status": "the services answer with different statuses",
    "differs-media-type": "the services answer in different media types",
    "differs-schema": "the answer of one service keeps the contract, that of the other one does not",
    "differs-header": "a header that callers rely on is there, or reads, differently",
    "differs-body": "the bodies differ in something else than what differs by its nature",
}
"""What each kind of difference means."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something in which two answers to the same request differ.

    Args:
        check: what differs, one of ``CHECKS``.
        place: where: a header's name, or a pointer into the body with ``*`` for indexes.
        message: one sentence with what both sides say.
    """

    check: str
    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison of two answers found.

    Args:
        differences: what counts.
        explained: differences that are no contradiction, each with the reason.
        masked: places whose values differ by their nature and were not compared, each with the reason.
        twins: values that stand for the same thing on both sides, such as the ids of what both made.
        peers: values that stand for things as good as each other, where one side has other things than the other one.
    """

    differences: tuple[Difference, ...] = ()
    explained: tuple[str, ...] = ()
    masked: tuple[str, ...] = ()
    twins: tuple[tuple[str, str], ...] = ()
    peers: tuple[tuple[str, str], ...] = ()
