"""Choices: one of several rows of literals, claims and further choices holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from apiyard.core.noun import dataclass, field
from apiyard.design.containment.claim import Claim
from apiyard.design.containment.node import Node
from apiyard.design.containment.part import Part

Item: TypeAlias = "int | Choice | Claim"
Row: TypeAlias = tuple[Item, ...]


Guide: TypeAlias = "Callable[[Choice, Callable[[Node], bool]], list[Row]]"


@dataclass(slots=True, eq=False)
class Choice:
    """One of several rows of items holds.

    Args:
        origin: the schema or part that holds, or does not, when one of the rows does.
        positive: which of both.
        make: makes the rows when they are first asked for.
        guide: makes fewer rows, led by a value for which the choice does not hold: it is told which schemas do.
        late: whether the rows are made only when nothing else decides.
    """

    origin: Node | Part
    positive: bool
    make: Callable[[], list[Row]]
    guide: Guide | None = None
    late: bool = False
    _rows: list[Row] | None = field(default=None, repr=False)

    @property
    def rows(self) -> list[Row]:
        """The rows, one of which holds."""
        if self._rows is None:
            self._rows = self.make()
        return self._rows
