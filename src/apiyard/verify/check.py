"""The type of a check: one thing that a service owes its callers, and why a run may ask for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import MappingProxyType
from typing import Any, TypeAlias

from apiyard.core import catalog
from apiyard.core.noun import dataclass
from apiyard.spec.exchange import Reply, Request
from apiyard.verify.exchange import Exchange
from apiyard.verify.failure import Trouble

Look: TypeAlias = Callable[[Exchange, Any], Iterable[Trouble]]
"""Looks at an exchange, with the check's options, and gives what is wrong."""


@dataclass(frozen=True, slots=True)
class NoOptions:
    """A check that cannot be set differently; it can be turned off for an operation."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An exchange that shows what a check asks for.

    Args:
        says: what it shows.
        request: the request; for the contract below it is one of its operations.
        reply: the reply.
        contract: the contract, in YAML.
        must_take: whether a request that the contract takes must not be refused for its form.
    """

    says: str
    request: Request
    reply: Reply
    contract: str
    must_take: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that a service owes its callers.

    Args:
        id: the name of its file with hyphens.
        why: one sentence: why a run is entitled to ask for it.
        look: gives what is wrong with one exchange; None where a kind of cases finds it by itself, as after a
            sequence of exchanges, and hands it to ``Session.judge`` as an oracle.
        options: the type of its options.
        good: exchanges in which it finds nothing.
        bad: exchanges in which it finds something.
    """

    id: str
    why: str
    look: Look | None = None
    options: type[Any] = NoOptions
    good: tuple[Shown, ...] = ()
    bad: tuple[Shown, ...] = ()


def checks() -> MappingProxyType[str, Check]:
    """Give the checks by id.

    Returns:
        All entries of the folder ``checks``.
    """
    return catalog.scan("apiyard.verify.checks", "CHECK", Check)
