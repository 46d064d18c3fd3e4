"""A fault: what several kinds of cases found is told once, with the kinds that found it."""

from __future__ import annotations

from collections.abc import Iterable

from apiyard.core.noun import dataclass, replace
from apiyard.verify.failure import Failure


@dataclass(frozen=True, slots=True)
class Fault:
    """The failures that are the same one but for the kind of cases.

    Args:
        failure: the one that is shown: that which showed again, with the fewest requests before it, and the smallest.
        kinds: ids of the kinds that found it, in the order of the run.
        seen: how many cases showed it, those of all kinds.
    """

    failure: Failure
    kinds: tuple[str, ...]
    seen: int

    @property
    def found(self) -> str:
        """How often it was seen and by what, in words, where that is more than one case of one kind."""
        kinds = f"{', '.join(self.kinds[:-1])} and {self.kinds[-1]}" if len(self.kinds) > 1 else ""
        return f"{self.seen} times" + f", by {kinds}" * bool(kinds) if self.seen > 1 else ""


def faults_of(failures: Iterable[Failure]) -> tuple[Fault, ...]:
    """Put failures together that are the same but for the kind of cases.

    Two of one kind stay apart even so: a comparison finds the same difference between a service and several others.

    Args:
        failures: the failures of a run, in the order of its kinds.

    Returns:
        The faults, in the order in which they were found first.
    """
    found: dict[tuple[str, ...], list[Fault]] = {}
    for failure in failures:
        kind, alike = failure.case.kind, found.setdefault(failure.key, [])
        at = next((at for at, each in enumerate(alike) if kind not in each.kinds), None)
        if at is None:
            alike.append(Fault(failure, (kind,), failure.seen))
            continue
        old = alike[at]
        shown = min(old.failure, failure, key=_worth)
        alike[at] = replace(old, failure=shown, kinds=(*old.kinds, kind), seen=old.seen + failure.seen)
    return tuple(each for alike in found.values() for each in alike)


def alike(faults: Iterable[Fault]) -> tuple[tuple[Fault, ...], ...]:
    """Put faults together that are the same one at several operations: one check, about one place of one status.

    Args:
        faults: the faults of a run.

    Returns:
        Groups of one or more, in the order in which the first of each was found.
    """
    found: dict[tuple[str, str, int], list[Fault]] = {}
    for each in faults:
        failure = each.failure
        status = failure.reply.status if failure.reply is not None else 0
        found.setdefault((failure.trouble.check, failure.trouble.place, status), []).append(each)
    return tuple(tuple(each) for each in found.values())


def _worth(failure: Failure) -> tuple[bool, int, tuple[int, str]]:
    return failure.again is False, len(failure.case.before), failure.size
