"""Cases of a goal for one type: composition taken apart, one choice after the other, led by what would be a witness."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from apiyard.core.errors import ApiyardError
from apiyard.core.noun import dataclass, field
from apiyard.design.containment.array_case import solve_array
from apiyard.design.containment.budget import UndecidedError
from apiyard.design.containment.choice import Choice, Row
from apiyard.design.containment.claim import Unsure
from apiyard.design.containment.node import Node
from apiyard.design.containment.number_case import solve_number
from apiyard.design.containment.object_case import solve_object
from apiyard.design.containment.outcome import Closed, Open, Outcome, Record, Solver, Witness, closed, height_of
from apiyard.design.containment.part import Values
from apiyard.design.containment.state import State
from apiyard.design.containment.text_case import solve_text
from apiyard.design.containment.value import ARRAY, NUMBER, OBJECT, TEXT, key_of, type_of

_KNOWN: Final = "known"
_CASES: Final[dict[int, Callable[[Solver, State], Outcome]]] = {
    NUMBER: solve_number,
    TEXT: solve_text,
    ARRAY: solve_array,
    OBJECT: solve_object,
}


def expand(solver: Solver, goal: frozenset[int], kind: int) -> Outcome:
    """Find a value of one type for which all literals of a goal hold.

    The literals are taken apart into claims and choices. A value that makes the claims alone leads the search: only
    a choice that it does not fulfil is branched upon, and where there is no such value the case is closed.

    Args:
        solver: finds values for the goals of members and items.
        goal: the literals.
        kind: the type, a bit.
    """
    record = Record()
    stack: list[_Branching] = [_Branching(State(kind, agenda=[*sorted(goal)]))]
    while stack:
        state = stack[-1].next()
        if state is None:
            stack.pop()
            continue
        solver.budget.tick(1 + len(state.literals) // 64)
        rule = state.settle(solver)
        if rule:
            record.rules.add(rule)
            continue
        outcome = _case(solver, state, goal)
        if isinstance(outcome, Closed):
            record.rules |= outcome.rules
            continue
        # What is too deep for now is looked at again with more room; its choices would only lead there many times.
        deep = isinstance(outcome, Open) and outcome.keyword == "depth"
        picked = outcome if deep else _pick(solver, state, outcome)
        if isinstance(picked, tuple):
            stack.append(_Branching(state, *picked))
        elif isinstance(picked, Witness):
            return picked
        else:
            record.add(picked)
    return record.outcome()


@dataclass(slots=True)
class _Branching:
    """A case and the rows of a choice in it that are still to be tried; without a choice the case itself."""

    state: State
    choice: Choice | None = None
    rows: list[Row] = field(default_factory=list)
    index: int = 0

    def next(self) -> State | None:
        """Give the next case; None when there is no other."""
        self.index += 1
        if self.choice is None:
            return self.state if self.index == 1 else None
        if self.index > len(self.rows):
            return None
        return self.state.branch(self.choice, self.rows[self.index - 1])


def _case(solver: Solver, state: State, goal: frozenset[int]) -> Outcome:
    """Find a value that makes the claims of a case."""
    listed = [claim for claim in state.claims if isinstance(claim, Values)]
    try:
        if listed:
            return finite(solver, goal, listed, kind=state.kind)
        outcome = _CASES[state.kind](solver, state)
        if isinstance(outcome, Witness):
            unsure = next((claim for claim in state.claims if isinstance(claim, Unsure)), None)
            if unsure is not None and not all(_literal(solver, code, outcome) for code in goal):
                return Open(unsure.keyword)
    except UndecidedError as error:
        if error.keyword == "budget":
            raise
        return Open(error.keyword)
    except ApiyardError:
        return Open("pattern")
    return outcome


def _literal(solver: Solver, code: int, witness: Witness) -> bool:
    return solver.scale.literal(solver.library.nodes, code, witness.value)


def finite(solver: Solver, goal: frozenset[int], listed: list[Values], *, kind: int) -> Outcome:
    """Try all values that are listed.

    Args:
        solver: weighs them.
        goal: the literals that must hold.
        listed: parts that list all that is possible.
        kind: the types that are looked at, as bits.
    """
    nodes = solver.library.nodes
    keys = frozenset.intersection(*(part.keys for part in listed))
    first = min(listed, key=lambda part: len(part.keys))
    rule = first.keyword
    for code in goal:
        node = nodes[code >> 1]
        parts = node.parts
        if not code & 1 and len(parts) == 1 and isinstance(parts[0], Values) and node.types & kind == kind:
            keys -= parts[0].keys
    if not keys:
        return closed(rule)
    undecided = ""
    for value in _remaining(first, keys):
        if type_of(value) & kind:
            try:
                if all(solver.scale.literal(nodes, code, value) for code in goal):
                    return Witness(value, height_of(value))
            except UndecidedError as error:
                if error.keyword == "budget":
                    raise
                undecided = error.keyword
    return Open(undecided) if undecided else closed(rule)


def _remaining(part: Values, keys: frozenset[Any]) -> list[Any]:
    return [value for value in part.values if key_of(value) in keys]


def _pick(solver: Solver, state: State, outcome: Witness | Open) -> tuple[Choice, list[Row]] | Witness | Open:
    """Give the choice to branch upon: one that the value does not fulfil, with the fewest rows that are left."""
    best: tuple[Choice, list[Row]] | None = None
    unsure = ""
    for choice in state.choices:
        if isinstance(outcome, Witness) and _fulfils(solver, choice, outcome.value):
            continue
        live = _rows(solver, state, choice, outcome=outcome)
        if live == _KNOWN:
            # What it asks for is asked already, and another choice says how.
            continue
        if isinstance(live, str):
            unsure = unsure or live
        elif best is None or len(live) < len(best[1]):
            best = (choice, live)
            if len(live) <= 1:
                break
    if best is not None:
        return best
    return Open(unsure) if unsure else outcome


def _rows(solver: Solver, state: State, choice: Choice, *, outcome: Witness | Open) -> list[Row] | str:
    """Give the rows to branch upon, led by a value where there is one and the choice can be led.

    No rows at all, which closes the case, are told as such; that nothing new would be asked is told as ``known``.
    """
    if choice.guide is None or not isinstance(outcome, Witness):
        return state.live(choice, solver)
    try:
        rows = choice.guide(choice, lambda node: solver.scale.weigh(node, outcome.value))
    except UndecidedError as error:
        if error.keyword == "budget":
            raise
        return error.keyword
    again = len(rows) == 1 and all(item is choice or item in state.literals for item in rows[0])
    return _KNOWN if again else rows


def _fulfils(solver: Solver, choice: Choice, value: object) -> bool:
    scale, origin = solver.scale, choice.origin
    try:
        found = scale.weigh(origin, value) if isinstance(origin, Node) else scale.part(origin, value)
    except UndecidedError as error:
        if error.keyword == "budget":
            raise
        return False
    return found == choice.positive
