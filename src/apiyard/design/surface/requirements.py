"""Alternatives of security requirements that came, went, or ask for more scopes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from apiyard.core.noun import dataclass
from apiyard.design.diffing.pair import Pair
from apiyard.spec.operation import Security

Kind = Literal["added", "removed", "scopes-added", "scopes-removed"]


@dataclass(frozen=True, slots=True)
class Turned:
    """One alternative that changed.

    Args:
        kind: what happened to it.
        before: its schemes with scopes in the old contract, None when it is new.
        after: the same in the new contract, None when it is gone.
        index: its index in the old contract, that in the new one when it is new.
        scopes: the scopes that came or went.
    """

    kind: Kind
    before: Mapping[str, tuple[str, ...]] | None
    after: Mapping[str, tuple[str, ...]] | None
    index: int
    scopes: tuple[str, ...] = ()


def turned(pair: Pair[Security]) -> list[Turned]:
    """Compare the alternatives of two requirements: equal ones first, then those of the same schemes.

    Args:
        pair: the requirements in both contracts.
    """
    old, new = list(pair.old or ()), list(pair.new or ())
    rest = [each for each in new if each not in old]
    found: list[Turned] = []
    for index, before in enumerate(old):
        if before in new:
            continue
        after = next((each for each in rest if each.keys() == before.keys()), None)
        if after is None:
            found.append(Turned("removed", before, None, index))
            # What asks for more or for less of the same is told once.
            rest = [each for each in rest if not (each.keys() < before.keys() or each.keys() > before.keys())]
            continue
        rest.remove(after)
        more = [f"{name}: {scope}" for name in after for scope in after[name] if scope not in before[name]]
        fewer = [f"{name}: {scope}" for name in before for scope in before[name] if scope not in after[name]]
        if more:
            found.append(Turned("scopes-added", before, after, index, tuple(more)))
        if fewer:
            found.append(Turned("scopes-removed", before, after, index, tuple(fewer)))
    found.extend(Turned("added", None, each, new.index(each)) for each in rest)
    return found


def named(alternative: Mapping[str, tuple[str, ...]] | None) -> str:
    """Give an alternative in words, such as ``oauth (read, write) and key``."""
    if not alternative:
        return "no credentials"
    return " and ".join(f"{name} ({', '.join(scopes)})" if scopes else name for name, scopes in alternative.items())
