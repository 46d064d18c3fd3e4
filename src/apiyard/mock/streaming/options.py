"""How sequences of items are streamed."""

from __future__ import annotations

from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass

MOST_ITEMS = 1_000_000
MOST_SECONDS = 3_600.0


@dataclass(frozen=True, slots=True)
class StreamOptions:
    """How server-sent events are streamed, and other sequences when the caller wishes it.

    Args:
        items: as many items are sent; 0 for those of the contract's example, or three made ones.
        endless: whether they go on until the caller ends them.
        interval: seconds between two of them.
    """

    items: int = 0
    endless: bool = False
    interval: float = 0.2

    def __post_init__(self) -> None:
        """Refuse numbers that make no sense."""
        if not 0 <= self.items <= MOST_ITEMS:
            raise InvalidInputError(f"items are from 0 to {MOST_ITEMS}", piece=str(self.items))
        if not 0 <= self.interval <= MOST_SECONDS:
            raise InvalidInputError("an interval is up to 3600 seconds", piece=str(self.interval))
        if self.endless and self.interval < 0.001:
            raise InvalidInputError("what does not end needs an interval", piece=str(self.interval))
