"""The type of a fault that is injected on purpose."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from random import Random
from types import MappingProxyType
from typing import TypeAlias

from apiyard.core import catalog
from apiyard.core.errors import InvalidInputError, unknown
from apiyard.core.noun import dataclass
from apiyard.mock.layer import Next
from apiyard.mock.pipeline import settled
from apiyard.mock.step import Answer, Call
from apiyard.spec.exchange import Reply

Sleep: TypeAlias = Callable[[float], Awaitable[None]]
_WRITTEN = re.compile(r"([a-z][a-z-]*)(?:\s*=\s*([0-9]{1,9}(?:\.[0-9]{1,6})?))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Struck:
    """A call that a fault strikes.

    Args:
        call: the call.
        following: what would have answered it.
        value: the number behind the fault's name.
        sleep: waits as many seconds.
        random: where chance is needed.
    """

    call: Call
    following: Next
    value: float
    sleep: Sleep
    random: Random

    async def answer(self) -> Answer:
        """Give the answer that there would have been; what the call does is done then."""
        return await settled(self.following(self.call))


Logic: TypeAlias = Callable[[Struck], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Fault:
    """One way in which an answer goes wrong.

    Args:
        id: its name, equal to the file's name with hyphens.
        why: one sentence: what a client learns from it.
        unit: what the number behind its name means; empty when it takes none.
        value: the number when none is written.
        least: the smallest number that makes sense.
        most: the largest one.
        logic: gives the wrong answer.
        good: how it can be written.
        bad: how not.
    """

    id: str
    why: str
    logic: Logic
    unit: str = ""
    value: float = 0.0
    least: float = 0.0
    most: float = 0.0
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()


def faults() -> MappingProxyType[str, Fault]:
    """Give all faults by id."""
    return catalog.scan("apiyard.mock.faults", "FAULT", Fault)


def read_fault(text: str, *, where: str = "") -> tuple[Fault, float]:
    """Read how a fault is written, such as ``reset`` or ``status=503``.

    Args:
        text: the text.
        where: what the errors are about.

    Returns:
        The fault and its number.

    Raises:
        InvalidInputError: it has not this form, or the number is none that makes sense.
        UnknownNameError: there is no such fault; names the nearest one.
    """
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        raise InvalidInputError("this is no fault", where=where, piece=text, hint="write NAME or NAME=NUMBER")
    fault = catalog.pick("apiyard.mock.faults", "FAULT", Fault, id_=found[1])
    if fault is None:
        raise unknown("fault", found[1], faults(), where=where)
    if found[2] is None:
        return fault, fault.value
    value = float(found[2])
    if not fault.unit or not fault.least <= value <= fault.most:
        told = f"{fault.unit} from {fault.least:g} to {fault.most:g}" if fault.unit else "no number"
        raise InvalidInputError(f"{fault.id} takes {told}", where=where, piece=text)
    return fault, value


def reply_of(answer: Answer) -> Reply | None:
    """Give the good reply that a fault can spoil; None for streams, refusals and what is wrong already."""
    return answer if isinstance(answer, Reply) else None
