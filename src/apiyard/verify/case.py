"""A case: one request that is sent to a service, why, and what is sent before it."""

from __future__ import annotations

from apiyard.core.noun import dataclass
from apiyard.spec.exchange import Request


@dataclass(frozen=True, slots=True)
class Taken:
    """A text in a request that came from the reply to an earlier one, such as an id that the service made.

    Args:
        step: the index of the earlier step, from 0.
        pointer: where it stood: an RFC 6901 pointer into the body's JSON value, or ``header:NAME``; of the header
            ``Location`` the last segment of its path is meant.
        text: what it was; the same characters stand in the request, percent-encoded in its path and query.
    """

    step: int
    pointer: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """A request that is sent before the one that a case is about.

    Args:
        operation: id of its operation.
        request: what is sent.
        takes: what of it came from replies to steps before.
    """

    operation: str
    request: Request
    takes: tuple[Taken, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One request with its origin.

    Args:
        kind: id of the kind that made it.
        operation: id of the operation that it is meant for.
        origin: where it comes from, in words, such as ``example breakfast`` or ``good request, seed 7``.
        request: what is sent, without the service's base path and without the headers of the plan.
        before: what was sent before it, in order, where the case is a sequence.
        takes: what of the request came from replies to the steps before.
    """

    kind: str
    operation: str
    origin: str
    request: Request
    before: tuple[Step, ...] = ()
    takes: tuple[Taken, ...] = ()
