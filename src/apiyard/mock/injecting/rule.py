"""When a fault strikes: which calls, how often, from when until when."""

from __future__ import annotations

import fnmatch
from collections.abc import Collection
from functools import cache
from typing import Any

from apiyard.core.errors import InvalidInputError, unknown
from apiyard.core.noun import dataclass
from apiyard.mock.fault import read_fault
from apiyard.mock.injecting.delay import read_delay
from apiyard.mock.step import Call


@dataclass(frozen=True, slots=True)
class Chosen:
    """Another answer of the contract, as the header ``Prefer`` chooses one.

    Args:
        code: its status.
        example: the name of its example.
        dynamic: whether its value is made anew.
    """

    code: int | None = None
    example: str = ""
    dynamic: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; in texts ``*`` stands for anything.

    Args:
        name: what it is called in the journal.
        api: names of mounts, where one port has several contracts.
        operation: ids of operations.
        method: the method, in any case.
        path: the path of the request.
        consumer: who calls.
        status: only answers with this status, ``404`` or ``4XX``; empty for all.
        percent: how many of a hundred calls are struck.
        after: as many calls are left alone first.
        every: of those that follow each so many-th is struck.
        times: as many are struck at most; None for all.
        between: only from the first to the second of these seconds since the start.
        delay: the answer is held back: ``0.2``, ``[0.1, 0.5]`` or ``{median: 0.1, p99: 2}`` seconds.
        fault: the fault, such as ``reset`` or ``status=503``; empty for none.
        answer: another answer of the contract, which still conforms.
    """

    name: str = ""
    api: str = "*"
    operation: str = "*"
    method: str = "*"
    path: str = "*"
    consumer: str = "*"
    status: str = ""
    percent: float = 100.0
    after: int = 0
    every: int = 1
    times: int | None = None
    between: tuple[float, ...] = ()
    delay: Any = 0
    fault: str = ""
    answer: Chosen | None = None

    def __post_init__(self) -> None:
        """Refuse rules that mean nothing."""
        read_delay(self.delay)
        if self.fault:
            read_fault(self.fault)
        if not self.delay and not self.fault and self.answer is None:
            raise InvalidInputError("this rule does nothing", hint="give it a delay, a fault or an answer")
        if not 0 <= self.percent <= 100:
            raise InvalidInputError("percent is from 0 to 100", piece=str(self.percent))
        if self.after < 0 or self.every < 1 or (self.times is not None and self.times < 1):
            raise InvalidInputError("after is 0 or more, every and times are 1 or more")
        if self.between and (len(self.between) != 2 or not 0 <= self.between[0] < self.between[1]):
            raise InvalidInputError("between is two numbers of seconds, such as [10, 20]", piece=str(self.between))
        if self.status and not _is_status(self.status):
            raise InvalidInputError("this is no status", piece=self.status, hint="write '404' or '4XX'")

    def check_operation(self, known: Collection[str], where: str = "") -> None:
        """Refuse a rule about an operation that there is not: it would never strike.

        Args:
            known: the ids of all operations.
            where: the place of the rule.

        Raises:
            UnknownNameError: its `operation` fits none of them.
        """
        if self.operation != "*" and not any(_like(self.operation, each) for each in known):
            raise unknown("operation", self.operation, known, where=where)

    def means(self, call: Call, api: str = "") -> bool:
        """Say whether a call is one of those that the rule is about.

        Args:
            call: the call.
            api: the name of its contract's mount.
        """
        operation = call.operation
        return (
            _like(self.api, api)
            and _like(self.operation, operation.id)
            and _like(self.method.upper(), operation.method.upper())
            and _like(self.path, call.request.path)
            and _like(self.consumer, call.consumer)
        )

    def meets(self, status: int) -> bool:
        """Say whether an answer has the status that the rule is about.

        Args:
            status: the answer's.
        """
        text = str(status)
        return not self.status or self.status == text or (self.status.upper()[1:] == "XX" and self.status[0] == text[0])


@dataclass(frozen=True, slots=True)
class FaultOptions:
    """What is injected.

    Args:
        rules: each of them may hold a call back; the first with a fault or an answer decides what is answered.
        header: whether callers may ask for faults by the header ``x-apiyard-fault``.
        seed: makes other calls be struck when it is another.
    """

    rules: tuple[Rule, ...] = ()
    header: bool = True
    seed: int = 0


def _is_status(text: str) -> bool:
    return len(text) == 3 and text[0] in "12345" and (text[1:].upper() == "XX" or (text.isascii() and text.isdecimal()))


def _like(pattern: str, text: str) -> bool:
    return pattern in {"*", text} or ("*" in pattern and fnmatch.fnmatchcase(text, _escaped(pattern)))


@cache
def _escaped(pattern: str) -> str:
    return pattern.replace("[", "[[]").replace("?", "[?]")
