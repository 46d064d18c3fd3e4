"""Edits that what stands around them makes up for, held together: one of them may be what makes up for another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.design.cause import Direction, ExchangeProof, Side, Strictness, Verdict
from apiyard.design.diffing.deciding import MADE_UP, Deciding
from apiyard.design.diffing.ground import TARGET, at_source
from apiyard.design.diffing.pairing import Root
from apiyard.design.diffing.place import Site
from apiyard.design.witness.lift import lift
from apiyard.spec import pointer as pointers

_MOST = 50
_Key = tuple[tuple[str, str], Direction, str]


@dataclass(frozen=True, slots=True)
class Joined:
    """What several edits mean together at a place where none of them breaks alone.

    Args:
        roots: the places with the same edits; the first one was asked about.
        side: what they mean there; never safe.
    """

    roots: tuple[Root, ...]
    side: Side


@dataclass(slots=True)
class Joint:
    """Takes note of the edits at each place, and asks about those that could take each other's cover away.

    Where containment is taken literally it asks about every place at which all edits are safe, as one more proof.
    """

    deciding: Deciding
    _roots: dict[_Key, Root] = field(default_factory=dict)
    _saved: dict[_Key, list[int]] = field(default_factory=dict)
    _told: set[_Key] = field(default_factory=set)
    _made_up: set[_Key] = field(default_factory=set)
    _number: int = 0

    def note(self, sides: Iterable[Side], roots: Iterable[Root], *, composed: bool) -> None:
        """Take note of a decided edit.

        Args:
            sides: what it means.
            roots: the places that it reaches.
            composed: whether it changes a composition, of which one part can make up for another one.
        """
        self._number += 1
        by_direction = {side.direction: side for side in sides}
        for root in roots:
            side = by_direction.get(root.place.direction)
            key: _Key = (root.at, root.place.direction, root.place.position)
            if side is None:
                continue
            if side.verdict is not Verdict.SAFE:
                self._told.add(key)
            elif self._literal or composed or side.reason.startswith(MADE_UP):
                if side.reason.startswith(MADE_UP):
                    self._made_up.add(key)
                self._roots.setdefault(key, root)
                self._saved.setdefault(key, []).append(self._number)

    @property
    def _literal(self) -> bool:
        """Whether containment is taken literally: then the whole of a place can be asked about as it is."""
        return self.deciding.contracts.options.strictness is Strictness.WIRE_STRICT

    def joined(self) -> Iterator[Joined]:
        """Give the places where edits break together, or may; those with the same edits as one."""
        places: dict[tuple[int, ...], list[Root]] = {}
        for key, numbers in self._saved.items():
            several = len(set(numbers)) > 1 and key in self._made_up
            if key not in self._told and (several or self._literal):
                places.setdefault(tuple(dict.fromkeys(numbers)), []).append(self._roots[key])
        for number, roots in enumerate(places.values()):
            side = self._side(roots[0], room=number < _MOST)
            if side is not None:
                yield Joined(tuple(roots), side)

    def _side(self, root: Root, *, room: bool) -> Side | None:
        direction = root.place.direction
        if not room:
            if self._literal:
                return None
            return Side(direction, Verdict.UNKNOWN, "budget: too many places where changes could break together")
        held = self.deciding.ground(direction)
        ours, theirs = held.pointers(root.at)
        answer = self.deciding.ask(at_source(ours), {"$ref": f"{TARGET}#{pointers.to_fragment(theirs)}"}, held)
        if answer.verdict == "contained":
            return None
        if answer.verdict == "unknown":
            return Side(direction, Verdict.UNKNOWN, answer.reason)
        proof = lift(self.deciding.contracts, Site(root.place), cast("Json", answer.witness))
        if isinstance(proof, ExchangeProof):
            return Side(direction, Verdict.BREAKING, proof.violation or answer.reason, proof)
        return Side(direction, Verdict.UNKNOWN, f"no exchange shows it: {proof}")
