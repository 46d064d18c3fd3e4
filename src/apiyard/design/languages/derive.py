"""Takes one character off a term: what may follow it then (derivatives; Owens, Reppy and Turon, JFP 2009).

Whether an edge or a look back holds depends on the place (Moseley, Nishio et al., PLDI 2023), so each derivative is
taken for a place: what stood before it, what stands behind it, and which looks back hold there.
"""

from __future__ import annotations

from typing import Final

from apiyard.core.noun import dataclass, field
from apiyard.design.languages.refused import TooManyStatesError
from apiyard.design.languages.terms import ANYTHING, HERE, NOTHING, Term, Terms, members

START, OTHER, WORD, END = 0, 1, 2, 3
_MAX_DEPTH: Final = 300


@dataclass(frozen=True, slots=True)
class Place:
    """A place between characters.

    Args:
        before: START, OTHER (no character of a word) or WORD.
        after: OTHER, WORD or END.
        behind: for each look back of the pattern whether it finds something here.
    """

    before: int
    after: int
    behind: tuple[bool, ...] = ()

    def is_edge(self, kind: str) -> bool:
        """Say whether an edge is here."""
        if kind == "start":
            return self.before == START
        if kind == "end":
            return self.after == END
        return ((self.before == WORD) != (self.after == WORD)) == (kind == "word")


@dataclass(slots=True)
class Deriver:
    """Takes derivatives and keeps them.

    Args:
        terms: the terms of the pattern.
        depth: how many terms inside each other are looked at now.
    """

    terms: Terms
    depth: int = 0
    _ends: dict[tuple[Term, Place], bool] = field(default_factory=dict)
    _derived: dict[tuple[Term, int, Place], Term] = field(default_factory=dict)

    def ends(self, term: Term, place: Place) -> bool:
        """Say whether nothing need follow at a place."""
        key = (term, place)
        found = self._ends.get(key)
        if found is None:
            self._deeper()
            found = self._ends[key] = self._nothing_follows(term, place)
            self.depth -= 1
        return found

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise TooManyStatesError("a pattern nests repetitions too deep")

    def _nothing_follows(self, term: Term, place: Place) -> bool:
        match self.terms.parts[term]:
            case ("any",) | ("here",):
                return True
            case ("edge", str(kind), int(rest)):
                return place.is_edge(kind) and self.ends(rest, place)
            case ("behind", int(index), inverse, int(rest)):
                return place.behind[index] != inverse and self.ends(rest, place)
            case ("repeat", *_):
                return self.ends(self.terms.opened(term), place)
            case ("either", frozenset() as several):
                return any(self.ends(each, place) for each in several)
            case ("both", frozenset() as several):
                return all(self.ends(each, place) for each in several)
            case ("other", int(inner)):
                return not self.ends(inner, place)
            case _:
                return False

    def derive(self, term: Term, kind: int, place: Place) -> Term:
        """Give what may follow behind a character.

        Args:
            term: what may follow at the place.
            kind: the class of the character.
            place: where the character begins.
        """
        key = (term, kind, place)
        found = self._derived.get(key)
        if found is None:
            self._deeper()
            found = self._derived[key] = self._without(term, kind, place)
            self.depth -= 1
        return found

    def _without(self, term: Term, kind: int, place: Place) -> Term:
        terms = self.terms
        match terms.parts[term]:
            case ("any",):
                return ANYTHING
            case ("letter", int(classes), int(rest)):
                return terms.moved(rest) if classes >> kind & 1 else NOTHING
            case ("edge", str(edge), int(rest)):
                return self.derive(rest, kind, place) if place.is_edge(edge) else NOTHING
            case ("behind", int(index), inverse, int(rest)):
                return self.derive(rest, kind, place) if place.behind[index] != inverse else NOTHING
            case ("repeat", *_):
                return self.derive(terms.opened(term), kind, place)
            case ("either", _) as part:
                return terms.either([self.derive(each, kind, place) for each in members(part)])
            case ("both", _) as part:
                return terms.both([self.derive(each, kind, place) for each in members(part)])
            case ("other", int(inner)):
                return terms.other(self.derive(inner, kind, place))
            case _:
                return NOTHING


__all__ = ["END", "HERE", "OTHER", "START", "WORD", "Deriver", "Place"]
