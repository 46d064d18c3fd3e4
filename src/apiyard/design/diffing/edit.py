"""An edit, and how it wants to be decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.design.cause import Direction, Side, Verdict
from apiyard.design.diffing.pair import Contracts, Pair
from apiyard.design.diffing.place import Site
from apiyard.spec.pointer import MISSING


@dataclass(frozen=True, slots=True)
class Turn:
    """One keyword of a schema, or one member of it, goes from a value to another.

    Args:
        keyword: the keyword.
        before: its value in the old schema, ``MISSING`` when it is absent there.
        after: the same in the new one.
        member: for a keyword that holds an object (``properties``), the name of the member that is meant; for one
            that holds a set (``enum``, ``required``, ``type``, branches) anything but None: then the values are items.
    """

    keyword: str
    before: Any
    after: Any
    member: str | None = None


@dataclass(frozen=True, slots=True)
class Contained:
    """Decided by containment: does the schema with only this edit still contain the schema without it?

    Args:
        turns: what the edit does to the keywords of the schema.
    """

    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What a wish for an exchange is decided by.

    Args:
        contracts: both contracts, and how they are compared.
        site: the place to look at: the nearest one first, then another when that could not be decided.
        pair: the paired places in which the edit was noticed.
    """

    contracts: Contracts
    site: Site | None
    pair: Pair[Any]


@dataclass(frozen=True, slots=True)
class Exchanged:
    """Decided by an exchange that one contract allows and the other does not.

    Args:
        direction: the side that it is about.
        ask: gives the side: breaking only with an ``ExchangeProof`` that the validator confirmed, safe with the rule
            that proves it, else unknown with the reason.
    """

    direction: Direction
    ask: Callable[[Question], Side]


@dataclass(frozen=True, slots=True)
class Symbol:
    """Decided by the names and types in generated code: breaking where ``source`` is asked for, else safe.

    Args:
        direction: the side it is used on.
        symbol: as generators name it.
        before: its type or signature in the old contract.
        after: the same in the new one; empty when it is gone.
    """

    direction: Direction
    symbol: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise that is not kept: breaking under every strictness.

    Args:
        direction: the side it is about.
        promise: what was promised.
        where: pointer in the old contract.
        broken: one sentence: how it is not kept.
    """

    direction: Direction
    promise: str
    where: str
    broken: str


@dataclass(frozen=True, slots=True)
class Known:
    """Known without looking further.

    Args:
        direction: the side.
        verdict: ``safe`` or ``unknown``; breaking asks for a proof.
        reason: the rule that proves it, or what cannot be decided.
    """

    direction: Direction
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class Words:
    """Only people read it: a documentation entry without sides."""


Wish = Contained | Exchanged | Symbol | Promise | Known | Words


@dataclass(frozen=True, slots=True)
class Edit:
    """One atomic change, as a check noticed it.

    Args:
        check: the id of the check.
        message: one sentence: what changed, with its old and new value.
        old: RFC 6901 pointer into the old tree; of the place around it for what was added.
        new: the same in the new tree.
        before: the old value, None when there is none.
        after: the new value, None when there is none.
        wishes: how it is decided; several are decided one by one and the worst counts on each side.
        key: what tells it from other edits of the same check at the same place, such as the enum value.
    """

    check: str
    message: str
    old: str
    new: str
    before: Json = None
    after: Json = None
    wishes: tuple[Wish, ...] = field(default=())
    key: str = ""


__all__ = [
    "MISSING",
    "Contained",
    "Edit",
    "Exchanged",
    "Known",
    "Promise",
    "Question",
    "Symbol",
    "Turn",
    "Wish",
    "Words",
]
