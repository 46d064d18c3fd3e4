"""Terms: what may follow at a place of a text, made of a pattern and of what follows it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, cast

from apiyard.core.noun import dataclass, field
from apiyard.design.languages.alphabet import Alphabet
from apiyard.design.languages.refused import NotRegularError, TooManyStatesError
from apiyard.spec.regex_tree import Back, Choice, Edge, Group, Letters, Look, Node, Repeat, Sequence

Term = int
Part = tuple[object, ...]
NOTHING: Final[Term] = 0
ANYTHING: Final[Term] = 1
HERE: Final[Term] = 2
"""The end of a look back: nothing more is asked for."""
_CHAINED: Final = frozenset(("letter", "edge", "behind", "repeat"))
_MAX_TERMS: Final = 100_000
_MAX_WORK: Final = 400_000


@dataclass(slots=True)
class Terms:
    """All terms of one pattern, each kept once and known by its number.

    Args:
        alphabet: the classes of characters.
        parts: what each term is made of.
        behind: what the pattern looks back at, by number.
        repeats: its repetitions, by number.
        work: how many terms were joined so far.
    """

    alphabet: Alphabet
    parts: list[Part] = field(default_factory=lambda: [("none",), ("any",), ("here",)])
    behind: list[Node] = field(default_factory=list)
    repeats: list[Repeat] = field(default_factory=list)
    work: int = 0
    _repeats: dict[int, int] = field(default_factory=dict)
    _numbers: dict[Part, Term] = field(default_factory=dict)
    _moved: dict[Term, Term] = field(default_factory=dict)
    _marked: set[Term] = field(default_factory=set)
    _others: dict[Term, Term] = field(default_factory=dict)
    _places: dict[Node, int] = field(default_factory=dict)
    _opened: dict[Term, Term] = field(default_factory=dict)

    def make(self, *part: object) -> Term:
        """Give the number of a term."""
        number = self._numbers.get(part)
        if number is None:
            if len(self.parts) >= _MAX_TERMS:
                raise TooManyStatesError("a pattern needs too many states")
            number = self._numbers[part] = len(self.parts)
            self.parts.append(part)
            if part[0] == "moved" or self._holds_marked(part):
                self._marked.add(number)
        return number

    def _holds_marked(self, part: Part) -> bool:
        if part[0] in _CHAINED:
            return part[-1] in self._marked
        return part[0] in {"either", "both"} and not self._marked.isdisjoint(members(part))

    def then(self, node: Node, rest: Term) -> Term:
        """Give the term of a part of the pattern that something follows.

        Args:
            node: the part.
            rest: the term of what follows.

        Raises:
            NotRegularError: the part refers back to a group, or looks around inside a look back.
        """
        if rest == NOTHING:
            return NOTHING
        match node:
            case Letters():
                classes = self.alphabet.sets[node]
                return self.make("letter", classes, rest) if classes else NOTHING
            case Sequence(items):
                for item in reversed(items):
                    rest = self.then(item, rest)
                return rest
            case Choice(options):
                return self.either(self.then(option, rest) for option in options)
            case Group(item):
                return self.then(item, rest)
            case Repeat():
                return self.repeat(node, node.least, node.most, rest=rest)
            case Edge(kind):
                return self.make("edge", kind, rest)
            case Look():
                return self.look(node, rest)
            case Back():
                raise NotRegularError("a pattern refers back to a group; what it matches is no regular language")

    def look(self, node: Look, rest: Term) -> Term:
        """Give the term of a look around that something follows."""
        if not node.behind:
            ahead = self.then(node.item, ANYTHING)
            return self.both((self.other(ahead) if node.inverse else ahead, rest))
        return self.make("behind", self.place(node), node.inverse, rest)

    def place(self, node: Look) -> int:
        """Give the number of what a look back looks for."""
        if node.item not in self._places:
            self._places[node.item] = len(self.behind)
            self.behind.append(node.item)
        return self._places[node.item]

    def repeat(self, node: Repeat, least: int, most: int | None, *, rest: Term) -> Term:
        """Give the term of turns of a repetition that something follows."""
        if most == 0:
            return rest
        if least and _may_be_empty(node.item):
            least = 0
        if rest == ANYTHING:
            # Whatever follows may follow: more turns than are needed find nothing new.
            if not least:
                return ANYTHING
            most = least
        return self.make("repeat", self._number(node), least, most, rest)

    def _number(self, node: Repeat) -> int:
        """Give the number of a repetition: its place in the tree stands for it, for it is long to look at."""
        number = self._repeats.get(id(node))
        if number is None:
            number = self._repeats[id(node)] = len(self.repeats)
            self.repeats.append(node)
        return number

    def opened(self, term: Term) -> Term:
        """Give the term of one turn of a repetition, or of none where that is enough."""
        found = self._opened.get(term)
        if found is None:
            number, least, most, rest = cast("tuple[int, int, int | None, Term]", self.parts[term][1:])
            node = self.repeats[number]
            fewer = None if most is None else most - 1
            if least:
                found = self.then(node.item, self.repeat(node, least - 1, fewer, rest=rest))
            else:
                again = self.make("moved", self.repeat(node, 0, fewer, rest=rest))
                found = self.either((rest, self.then(node.item, again)))
            self._opened[term] = found
        return found

    def moved(self, term: Term) -> Term:
        """Give a term for a place behind a character: turns that must take a character have taken one."""
        chain: list[Part] = []
        while term in self._marked and term not in self._moved and self.parts[term][0] in _CHAINED:
            chain.append(self.parts[term])
            term = _rest(self.parts[term])
        found = self._shed(term)
        for part in reversed(chain):
            found = self.make(*part[:-1], found)
        return found

    def _shed(self, term: Term) -> Term:
        if term not in self._marked:
            return term
        found = self._moved.get(term)
        if found is None:
            part = self.parts[term]
            if part[0] == "moved":
                found = self.moved(_rest(part))
            elif part[0] == "either":
                found = self.either(map(self.moved, members(part)))
            else:
                found = self.both(map(self.moved, members(part)))
            self._moved[term] = found
        return found

    def either(self, terms: Iterable[Term]) -> Term:
        """Give the term of any of several."""
        found = self._flat("either", terms, NOTHING)
        if ANYTHING in found or any(self._others.get(term) in found for term in found):
            return ANYTHING
        self._join_letters(found)
        return self._few("either", found, NOTHING)

    def both(self, terms: Iterable[Term]) -> Term:
        """Give the term of all of several."""
        found = self._flat("both", terms, ANYTHING)
        if NOTHING in found or any(self._others.get(term) in found for term in found):
            return NOTHING
        return self._few("both", found, ANYTHING)

    def other(self, term: Term) -> Term:
        """Give the term of what another one refuses; it holds no turns, for it stands in a look ahead."""
        if term in {NOTHING, ANYTHING}:
            return ANYTHING if term == NOTHING else NOTHING
        found = self._others.get(term)
        if found is None:
            found = self._others[term] = self.make("other", term)
            self._others[found] = term
        return found

    def _flat(self, kind: str, terms: Iterable[Term], neutral: Term) -> set[Term]:
        found: set[Term] = set()
        for term in terms:
            self.work += 1
            part = self.parts[term]
            if part[0] == kind:
                found |= members(part)
            elif term != neutral:
                found.add(term)
        self.work += len(found)
        if self.work > _MAX_WORK:
            raise TooManyStatesError("a pattern needs too many states")
        return found

    def _join_letters(self, found: set[Term]) -> None:
        """Make letters one that the same follows."""
        rests: dict[Term, int] = {}
        double = False
        for term in found:
            part = self.parts[term]
            if part[0] == "letter":
                double = double or part[2] in rests
                rests[_rest(part)] = rests.get(_rest(part), 0) | part[1]  # type: ignore[operator]
        if double:
            found -= {term for term in found if self.parts[term][0] == "letter"}
            found |= {self.make("letter", classes, rest) for rest, classes in rests.items()}

    def _few(self, kind: str, found: set[Term], neutral: Term) -> Term:
        """Drop what another one says already, and make one term of the rest."""
        inner = "both" if kind == "either" else "either"
        found = {term for term in found if self.parts[term][0] != inner or members(self.parts[term]).isdisjoint(found)}
        if len(found) > 1:
            return self.make(kind, frozenset(found))
        return found.pop() if found else neutral


def members(part: Part) -> frozenset[Term]:
    """Give the terms that a term joins."""
    return cast("frozenset[Term]", part[1])


def _rest(part: Part) -> Term:
    return cast("Term", part[-1])


def _may_be_empty(node: Node) -> bool:
    """Say whether a part matches nothing at all, whatever stands around it."""
    match node:
        case Sequence(items):
            return all(map(_may_be_empty, items))
        case Choice(options):
            return any(map(_may_be_empty, options))
        case Group(item):
            return _may_be_empty(item)
        case Repeat(item, least):
            return least == 0 or _may_be_empty(item)
        case _:
            return False
