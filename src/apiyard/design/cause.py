"""What a comparison of two contracts tells: one entry per cause, its verdict, and what proves it."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.spec.exchange import Reply, Request


class Verdict(StrEnum):
    """What a change means for those who use the old contract."""

    BREAKING = "breaking"
    UNKNOWN = "unknown"
    SAFE = "safe"


class Strictness(StrEnum):
    """What must keep working.

    ``wire``: clients that send only what is declared and ignore what they do not know. ``wire-strict``: containment
    taken literally, so also servers and clients that refuse what they do not know. ``source``: as ``wire``, and what
    generators make of the contract keeps its names and types.
    """

    WIRE = "wire"
    WIRE_STRICT = "wire-strict"
    SOURCE = "source"


Direction = Literal["request", "response"]


@dataclass(frozen=True, slots=True)
class ExchangeProof:
    """An exchange that one contract allows and the other does not.

    Args:
        request: what is sent, complete.
        reply: for a response, what comes back; None where the request alone is the proof.
        value: the value that decides, where one does.
        pointer: where that value stands in the body, or the parameter by its name.
        violation: what the contract that does not allow it says, one sentence.
    """

    request: Request
    reply: Reply | None
    value: Json
    pointer: str
    violation: str


@dataclass(frozen=True, slots=True)
class SymbolProof:
    """A name in generated code that is gone, or is something else now.

    Args:
        symbol: as generators name it, such as ``Order.total`` or ``getOrder()``.
        before: its type or signature in the old contract.
        after: in the new one; empty when it is gone.
    """

    symbol: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PromiseProof:
    """A promise that is not kept.

    Args:
        promise: what was promised, with its date where it has one, such as ``stable`` or ``sunset 2027-01-01``.
        where: pointer in the contract that made it.
        broken: one sentence: how it is not kept.
    """

    promise: str
    where: str
    broken: str


Proof = ExchangeProof | SymbolProof | PromiseProof


@dataclass(frozen=True, slots=True)
class Side:
    """What a change means on one side of the exchange.

    Args:
        direction: the side.
        verdict: what it means there.
        reason: for breaking, what goes wrong; for safe, the rule that proves it; for unknown, the keyword that
            could not be decided and why.
        proof: for breaking always, else None.
    """

    direction: Direction
    verdict: Verdict
    reason: str
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """A place of an operation that a cause reaches.

    Args:
        operation: the operation's id.
        call: method and path, such as ``GET /orders/{id}``.
        position: where in the exchange, such as ``request body application/json``, ``query parameter limit`` or
            ``response 200 application/json``; empty for the operation itself.
        direction: the side.
        path: the shortest way from there to the changed place, such as ``items[].customer.address``; empty when it
            is that place.
    """

    operation: str
    call: str
    position: str
    direction: Direction
    path: str = ""


@dataclass(frozen=True, slots=True)
class Cause:
    """One change, told once however many operations it reaches.

    Args:
        check: the id of the check that noticed it.
        verdict: the worst of its sides.
        message: one sentence: what changed, with its old and new value.
        old: RFC 6901 pointer into the old contract's tree; of the place around it for what was added.
        new: the same in the new contract.
        before: the old value, None when there is none.
        after: the new value, None when there is none.
        sides: what it means where, requests first; empty for what no exchange shows (words, examples).
        reach: the places that it reaches, the nearest first.
        fingerprint: 16 hexadecimal digits that stay the same while the change stays the same.
        documentation: whether it only changes what people read.
    """

    check: str
    verdict: Verdict
    message: str
    old: str
    new: str
    before: Json
    after: Json
    sides: tuple[Side, ...]
    reach: tuple[Reached, ...]
    fingerprint: str
    documentation: bool = False
