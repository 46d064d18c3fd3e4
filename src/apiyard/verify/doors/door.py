"""What a way to a service can do, wherever the service is."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import Protocol, Self

from apiyard.core.clock import Clock
from apiyard.core.errors import UnavailableError
from apiyard.spec.exchange import Headers, Reply, Request
from apiyard.verify.doors.inside import Application, InsideDoor
from apiyard.verify.doors.transport import Door
from apiyard.verify.plan import Plan

_BETWEEN_TRIES = 0.1


class AnyDoor(Protocol):
    """A way to a service, open for as long as its context lasts."""

    base_url: str
    label: str

    def __enter__(self) -> Self:
        """Open it."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        ...

    def reach(self) -> None:
        """Connect once, to tell a service that was never there from one that dies.

        Raises:
            UnavailableError: nobody is there.
        """
        ...

    def send(self, request: Request) -> Reply:
        """Send a request and read the whole reply.

        Args:
            request: the request.

        Returns:
            The reply.

        Raises:
            NoReplyError: there is none.
            UnsendableError: the request is not valid HTTP.
        """
        ...


def reach_within(door: AnyDoor, seconds: float, clock: Clock, *, pause: Callable[[float], None] = time.sleep) -> None:
    """Connect once, and go on trying for some time where nobody is there yet.

    Args:
        door: the way to the service.
        seconds: how long a service may take to start.
        clock: monotonic time.
        pause: waits some seconds.

    Raises:
        UnavailableError: nobody is there in that time.
    """
    until = clock.monotonic() + seconds
    while True:
        try:
            door.reach()
        except UnavailableError:
            if clock.monotonic() >= until:
                raise
            pause(_BETWEEN_TRIES)
        else:
            return


def door_to(
    against: str | Application | AnyDoor,
    *,
    headers: Headers = (),
    reply_seconds: float = 5.0,
    allow_remote: bool = False,
    insecure: bool = False,
) -> AnyDoor:
    """Give the way to a service.

    Args:
        against: its base URL, an application in this process, or a way of its own.
        headers: sent with every request; they win over its own.
        reply_seconds: how long one reply may take.
        allow_remote: whether it may be on another machine.
        insecure: whether it is believed also when nobody vouches for its certificate.

    Returns:
        The way, to be opened as a context.

    Raises:
        InvalidInputError: the URL is no plain http or https URL.
        ForbiddenError: the service is not on this machine, and that was not allowed.
    """
    if isinstance(against, Application):
        return InsideDoor(against, headers=headers, reply_seconds=reply_seconds)
    if not isinstance(against, str):
        return against
    return Door(against, headers=headers, reply_seconds=reply_seconds, allow_remote=allow_remote, insecure=insecure)


def door_of(plan: Plan, against: str | Application | AnyDoor, *, headers: Headers | None = None) -> AnyDoor:
    """Give the way to a service, as the plan of a run wants it.

    Args:
        plan: the settings of the run.
        against: its base URL, an application in this process, or a way of its own.
        headers: sent with every request; those of the plan when None.

    Returns:
        The way, to be opened as a context.

    Raises:
        InvalidInputError: the URL is no plain http or https URL.
        ForbiddenError: the service is not on this machine, and that was not allowed.
    """
    return door_to(
        against,
        headers=plan.headers if headers is None else headers,
        reply_seconds=plan.reply_seconds,
        allow_remote=plan.allow_remote,
        insecure=plan.insecure,
    )
