"""Makes the automaton of all texts in which a pattern is found."""

from __future__ import annotations

from typing import Final

from apiyard.core.noun import dataclass, field
from apiyard.design.languages.alphabet import alphabet, nodes
from apiyard.design.languages.automaton import Automaton
from apiyard.design.languages.derive import END, OTHER, START, WORD, Deriver, Place
from apiyard.design.languages.reduce import reduced
from apiyard.design.languages.refused import NotRegularError, TooManyStatesError
from apiyard.design.languages.terms import ANYTHING, HERE, Term, Terms
from apiyard.spec.regex_tree import Back, Edge, Letters, Look, Node, Repeat

_MAX_MOVES: Final = 40_000
_MAX_REPEATS: Final = 150
State = tuple[Term, int, tuple[Term, ...]]


def build(root: Node, source: str) -> Automaton:
    """Make the automaton of a pattern.

    Args:
        root: the pattern.
        source: as written.

    Raises:
        NotRegularError: it refers back to groups, or looks around inside a look back.
        TooManyStatesError: it needs too many states.
    """
    every = list(nodes(root))
    if any(isinstance(node, Back) for node in every):
        raise NotRegularError("a pattern refers back to a group; its texts are no regular language", piece=source)
    for node in every:
        if isinstance(node, Look) and node.behind and any(isinstance(each, Look) for each in nodes(node.item)):
            raise NotRegularError("a pattern looks around inside a look back", piece=source)
    if sum(isinstance(node, Repeat) for node in every) > _MAX_REPEATS:
        raise TooManyStatesError("a pattern has too many repetitions", piece=source)
    return _Builder.of(root, source).automaton()


@dataclass(slots=True)
class _Builder:
    source: str
    terms: Terms
    deriver: Deriver
    start: State
    befores: bool
    words: bool
    numbers: dict[State, int] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Node, source: str) -> _Builder:
        letters = alphabet(root, source)
        terms = Terms(letters)
        everywhere = (1 << letters.count) - 1
        anything = Letters(((0, 0x10FFFF),))
        letters.sets.setdefault(anything, everywhere)
        skip = Repeat(anything, 0, None)
        for node in nodes(root):
            if isinstance(node, Look) and node.behind:
                terms.place(node)
        term = terms.then(skip, terms.then(root, ANYTHING))
        behind = tuple(terms.then(skip, terms.then(item, HERE)) for item in terms.behind)
        edges = {node.kind for node in nodes(root) if isinstance(node, Edge)}
        words = bool(edges & {"word", "no-word"})
        return cls(source, terms, Deriver(terms), (term, START, behind), "start" in edges or words, words)

    def automaton(self) -> Automaton:
        letters = self.terms.alphabet
        self.numbers[self.start] = 0
        order = [self.start]
        table: list[list[int]] = []
        accepting: list[bool] = []
        most = max(16, _MAX_MOVES // letters.count)
        for state in order:
            row: list[int] = []
            for kind in range(letters.count):
                then = self.step(state, kind)
                number = self.numbers.get(then)
                if number is None:
                    number = self.numbers[then] = len(self.numbers)
                    order.append(then)
                row.append(number)
            table.append(row)
            accepting.append(self.deriver.ends(state[0], self.place(state, END)))
            if len(order) > most:
                raise TooManyStatesError("a pattern needs too many states", piece=self.source)
        return reduced(letters.cuts, letters.classes, table=table, accepting=accepting)

    def place(self, state: State, after: int) -> Place:
        _, before, behind = state
        here = Place(before, after)
        return Place(before, after, tuple(self.deriver.ends(each, here) for each in behind)) if behind else here

    def step(self, state: State, kind: int) -> State:
        term, _, behind = state
        is_word = self.words and self.terms.alphabet.word >> kind & 1
        after = WORD if is_word else OTHER
        place = self.place(state, after)
        then = self.deriver.derive(term, kind, place)
        if then <= ANYTHING:
            return (then, OTHER, ())
        looks = tuple(self.deriver.derive(each, kind, Place(place.before, after)) for each in behind)
        return (then, after if self.befores else START, looks)
