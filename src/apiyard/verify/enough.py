"""How much of a stream without end is read: some of its items, for a short while."""

from __future__ import annotations

import time
from collections.abc import Callable

from apiyard.core.noun import dataclass, field
from apiyard.spec.cutting import Cutter, cutter_of
from apiyard.spec.exchange import Headers, Reply, header
from apiyard.spec.judge_stream import whole_items
from apiyard.spec.sequence import is_stream

MOST_ITEMS = 50
"""So many items of a stream are judged."""
MOST_SECONDS = 2.0
"""So long a stream is read from its head on."""
QUIET_SECONDS = 0.3
"""After so long without a piece nothing more is waited for."""


@dataclass(slots=True)
class Enough:
    """Says when a stream was read long enough.

    Args:
        cutter: counts its items.
        clock: monotonic time.
        items: how many are there so far.
        until: the time at which it is enough.
    """

    cutter: Cutter
    clock: Callable[[], float]
    items: int = 0
    until: float = field(default=0.0)

    def __post_init__(self) -> None:
        """Take the time."""
        self.until = self.clock() + MOST_SECONDS

    def take(self, piece: bytes) -> bool:
        """Take a piece, and say whether it is enough.

        Args:
            piece: the bytes as they came; of a body with a content coding only the time tells.
        """
        self.items += len(self.cutter.feed(piece))
        return self.items > MOST_ITEMS or self.clock() > self.until


def enough_of(headers: Headers, clock: Callable[[], float] = time.monotonic) -> Enough | None:
    """Give what says when a stream was read long enough.

    Args:
        headers: of the reply.
        clock: monotonic time.

    Returns:
        None where the reply is no stream, and is read to its end.
    """
    cutter = cutter_of(header(headers, "content-type") or "") if is_stream(headers) else None
    return Enough(cutter, clock) if cutter is not None else None


def cut_off(status: int, headers: Headers, body: bytes) -> bytes:
    """Give the whole items of a stream that was not read to its end.

    Args:
        status: of the reply.
        headers: its headers.
        body: what was read, without its content coding.
    """
    return whole_items(Reply(status, headers, body), MOST_ITEMS).body
