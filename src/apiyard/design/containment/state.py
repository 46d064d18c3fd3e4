"""One case of a goal for one type: the literals and claims that hold in it, and the choices that are still open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apiyard.core.noun import dataclass, field
from apiyard.design.containment.budget import UndecidedError
from apiyard.design.containment.choice import Choice, Item, Row
from apiyard.design.containment.circle import judge_circles
from apiyard.design.containment.claim import Claim, Unsure
from apiyard.design.containment.node import Node
from apiyard.design.containment.outcome import Solver
from apiyard.design.containment.plan import plan_of
from apiyard.design.containment.value import OBJECT


@dataclass(slots=True)
class State:
    """A case.

    Args:
        kind: the type of the values, a bit.
        literals: all literals that hold.
        claims: what else holds.
        choices: of each, one row holds.
        agenda: what is still to be looked at.
        shapes: the literals by the shapes of their schemas.
        tags: by name, the keys of all values that a member can have that must be there.
    """

    kind: int
    literals: set[int] = field(default_factory=set)
    claims: list[Claim] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    agenda: list[Item] = field(default_factory=list)
    shapes: dict[int, tuple[int, ...]] = field(default_factory=dict)
    tags: dict[str, frozenset[Any]] = field(default_factory=dict)

    def branch(self, choice: Choice, row: Row) -> State:
        """Give the case in which a row of a choice holds."""
        choices = [each for each in self.choices if each is not choice]
        return State(
            self.kind, set(self.literals), list(self.claims), choices, list(row), dict(self.shapes), dict(self.tags)
        )

    def settle(self, solver: Solver) -> str:
        """Look at all that is on the agenda.

        Returns:
            The rule that closes the case, empty when none does.
        """
        while self.agenda:
            item = self.agenda.pop()
            rule = ""
            if isinstance(item, int):
                rule = self._literal(item, solver)
            elif isinstance(item, Choice):
                rule = self._choice(item, solver)
            else:
                self.claims.append(item)
            if rule:
                return rule
        return ""

    def _literal(self, code: int, solver: Solver) -> str:
        if code in self.literals:
            return ""
        nodes = solver.library.nodes
        node = nodes[code >> 1]
        if node.value is True or node.value is False:
            return "" if node.value is bool(code & 1) else "false schema"
        solver.budget.tick()
        judge_circles(node)
        if code ^ 1 in self.literals:
            return "same-schema"
        shape = node.shape
        alike = self.shapes.get(shape, ())
        for other in alike:
            if solver.same(code, other):
                self.literals.add(code)
                return "same-schema" if (code ^ other) & 1 else ""
        self.shapes[shape] = (*alike, code)
        self.literals.add(code)
        if code & 1 and self.kind == OBJECT:
            for name, keys in node.tags.items():
                self.tags[name] = self.tags[name] & keys if name in self.tags else keys
                if not self.tags[name]:
                    return "const"
        plan = plan_of(node, self.kind, positive=bool(code & 1))
        if plan.items is None:
            return plan.rule
        self.agenda.extend(reversed(plan.items))
        return ""

    def _choice(self, choice: Choice, solver: Solver) -> str:
        if choice.late:
            self.choices.append(choice)
            return ""
        live = self.live(choice, solver)
        if isinstance(live, str):
            self.claims.append(Unsure(live))
        elif not live:
            return _keyword(choice)
        elif len(live) == 1:
            self.agenda.extend(live[0])
        else:
            self.choices.append(choice)
        return ""

    def live(self, choice: Choice, solver: Solver) -> list[Row] | str:
        """Give the rows of a choice that are not refused at first sight; a keyword when they cannot be told."""
        try:
            rows = choice.rows
        except UndecidedError as error:
            if error.keyword == "budget":
                raise
            return error.keyword
        solver.budget.tick(1 + len(rows) // 64)
        return [row for row in rows if not self._dead(row, solver.library.nodes)]

    def _dead(self, row: Iterable[Item], nodes: list[Node]) -> bool:
        for item in row:
            if isinstance(item, int):
                if item ^ 1 in self.literals:
                    return True
                node = nodes[item >> 1]
                if item & 1:
                    if not node.types & self.kind or self._tagged_apart(node):
                        return True
                elif node.types & self.kind and not any(part.types() & self.kind for part in node.parts):
                    return True
        return False

    def _tagged_apart(self, node: Node) -> bool:
        """Say whether a schema asks for another constant than one that holds."""
        if self.kind != OBJECT or not self.tags:
            return False
        return any(name in self.tags and self.tags[name].isdisjoint(keys) for name, keys in node.tags.items())


def _keyword(choice: Choice) -> str:
    origin = choice.origin
    return "type" if isinstance(origin, Node) else origin.keyword
