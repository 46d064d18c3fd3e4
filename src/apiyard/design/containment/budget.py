"""What bounds a question: steps that are counted, and what is said when something cannot be decided."""

from __future__ import annotations

from apiyard.core.noun import dataclass


class UndecidedError(Exception):
    """Something in a schema has no meaning here that is sure.

    Args:
        keyword: which keyword, or ``budget`` or ``depth``.
        why: what about it, a few words.
    """

    def __init__(self, keyword: str, why: str = "") -> None:
        super().__init__(keyword, why)
        self.keyword = keyword
        self.why = why


@dataclass(slots=True)
class Budget:
    """Counts steps.

    Args:
        left: steps that may still be taken.
    """

    left: int

    def tick(self, steps: int = 1) -> None:
        """Take steps.

        Raises:
            UndecidedError: there are no more.
        """
        self.left -= steps
        if self.left < 0:
            raise UndecidedError("budget", "the steps of this question are used up")
