"""A reply has a status that the contract names."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.core.noun import dataclass
from apiyard.verify.check import Check
from apiyard.verify.exchange import Exchange
from apiyard.verify.failure import Trouble, told_by
from apiyard.verify.shown import listed


@dataclass(frozen=True, slots=True)
class _Options:
    """Which statuses a contract need not name.

    Args:
        allow: statuses that may come though the contract does not name them, such as 429 from what stands before it.
    """

    allow: tuple[int, ...] = ()


def _look(exchange: Exchange, options: _Options) -> Iterator[Trouble]:
    if exchange.reply.status not in options.allow:
        yield from (told_by("undocumented-status", each) for each in exchange.told if each.place == "status")


CHECK = Check(
    id="undocumented-status",
    why="Callers write code for the statuses that the contract names; a refusal of a bad request may have any 4xx.",
    look=_look,
    options=_Options,
    good=(
        listed("a status that it names"),
        listed("a bad request is refused with a status that it does not name", 400, query="limit=0"),
        listed("credentials are asked for", 401),
        listed("a parameter that has one value stands twice", 418, query="limit=1&limit=1"),
        listed("it is said when to come again", 429, headers=(("retry-after", "1"),)),
        listed("null, of which no contract says how it is written, is refused", 418, query="since="),
    ),
    bad=(listed("a status that it does not name", 202), listed("a good request is refused so", 418)),
)
