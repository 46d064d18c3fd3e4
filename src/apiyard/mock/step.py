"""The step that a mock, a sandbox, a proxy and a replay do differently: one call in, one answer out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable
from typing import Protocol, TypeAlias, TypeGuard

from apiyard.core.noun import dataclass
from apiyard.mock.answering.prefer import Wishes
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Headers, Reply, Request
from apiyard.spec.judge import Values
from apiyard.spec.operation import Operation
from apiyard.spec.violation import Violation


@dataclass(frozen=True, slots=True)
class Call:
    """A request that may be answered: routed and judged.

    Args:
        contract: the contract.
        operation: the operation that it means.
        request: the request as it came; for HEAD where the contract has only GET, with the method GET.
        values: its values, read and typed.
        wishes: what its header ``Prefer`` asks for.
        consumer: stands for who calls, a short digest of the credentials; empty without them.
        seed: makes other values when it is another.
        violations: what the request breaks; only a proxy that reports instead of refusing sees any.
    """

    contract: Contract
    operation: Operation
    request: Request
    values: Values
    wishes: Wishes
    consumer: str = ""
    seed: int = 0
    violations: tuple[Violation, ...] = ()


@dataclass(frozen=True, slots=True)
class Streamed:
    """A reply whose body comes piece by piece, maybe without end; who makes it sees to it that each piece conforms.

    Args:
        status: the status code.
        headers: names in any case, in order.
        chunks: the body.
    """

    status: int
    headers: Headers
    chunks: AsyncIterator[bytes]


@dataclass(frozen=True, slots=True)
class Wrong:
    """An answer that is wrong on purpose, as an injected fault is: it is sent as it stands and not judged.

    Args:
        answer: what to send.
        why: which fault it is, for the journal.
    """

    answer: Reply | Streamed
    why: str


@dataclass(frozen=True, slots=True)
class Cut:
    """No whole answer on purpose: the connection ends.

    Args:
        why: which fault it is, for the journal.
        part: what of an answer is sent before; its body is announced longer than it is. None for nothing at all,
            where the server can do that.
    """

    why: str
    part: Reply | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """The mock's own word that it cannot answer as wished or at all; no contract has to foresee it.

    Args:
        reply: a problem that says why.
    """

    reply: Reply


Answer: TypeAlias = Reply | Streamed | Wrong | Cut | Refused
Coming: TypeAlias = Answer | Awaitable[Answer]


def is_answer(coming: Coming) -> TypeGuard[Answer]:
    """Say whether an answer is there at once, and need not be awaited."""
    return isinstance(coming, Reply | Refused | Streamed | Wrong | Cut)


def whole(answer: Answer) -> Reply | None:
    """Give the reply that is sent whole for an answer; None for a stream and for a connection that is cut."""
    if isinstance(answer, Refused):
        return answer.reply
    if isinstance(answer, Wrong):
        answer = answer.answer
    return answer if isinstance(answer, Reply) else None


class Answerer(Protocol):
    """Answers good calls: from the contract, from a state, from another server, from a record.

    An answerer that has judged a reply itself may have a method ``vouches(reply: Reply) -> bool`` that says so of
    that very object; the pipeline does not judge it again then.
    """

    def answer(self, call: Call) -> Coming:
        """Answer a call.

        Args:
            call: the call; nothing in it may be changed.

        Returns:
            The answer, or what gives it when awaited. An answer at once is much faster than one to wait for.

        Raises:
            ApiyardError: told to the caller as a problem with the error's code, status 500.
        """
        ...
