"""The type of a kind of cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from apiyard.core.errors import ApiyardError
from apiyard.core.noun import dataclass
from apiyard.spec.operation import Operation
from apiyard.verify.event import CaseJudged
from apiyard.verify.session import Session

Probe: TypeAlias = Callable[[Session, Operation, float], Iterator[CaseJudged]]
"""Sends the cases of one operation until it has no more or the monotonic time is up, and yields what it saw.

It stops when the session says that the service is gone, raises CannotGenerateError when it can make no case for the
operation, and UnsentError when each of its cases counts and not all were sent.
"""


class UnsentError(ApiyardError):
    """Not all cases of an operation were sent though each of them counts: it is skipped, not reached."""

    code = "unsent"


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to make cases from a contract.

    Args:
        id: equal to its file's name.
        why: what it finds, in one sentence.
        probe: sends the cases of one operation.
        finds: faults that this kind finds, as names in tests/apps.
        misses: faults that it cannot find, and that another kind is for.
        covers_all: whether it makes cases for each operation, so that one without a case is told as skipped.
        together: whether several operations may be probed at the same time; not when its cases rest on nobody else's
            changing the service meanwhile.
        generates: whether its cases are generated, for which much has to be loaded before the time begins.
        count: how many cases it has for an operation, where that is known before: the time is shared by them, and an
            operation without one is left out. None where it is not known: each operation gets an equal share.
        shrinks: whether its failures are made smaller afterwards, by sending less of the request.
        signed: whether its requests carry credentials, so that an operation that only ever refuses them is told as
            skipped; not where it is asked without any on purpose.
    """

    id: str
    why: str
    probe: Probe
    finds: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    covers_all: bool = True
    together: bool = True
    generates: bool = False
    count: Callable[[Session, Operation], int] | None = None
    shrinks: bool = True
    signed: bool = True
