"""A request that the contract takes is not refused for its form."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.core.noun import dataclass
from apiyard.verify.check import Check
from apiyard.verify.exchange import Exchange
from apiyard.verify.failure import Trouble
from apiyard.verify.shown import listed

# Refusals for the form of a request (RFC 9110, section 15.5); others hang on who asks, and on what there is.
_FOR_FORM = frozenset({400, 405, 406, 411, 413, 414, 415, 422, 431})


@dataclass(frozen=True, slots=True)
class _Options:
    """Which refusals are meant.

    Args:
        allow: statuses that a good request may get here.
    """

    allow: tuple[int, ...] = ()


def _look(exchange: Exchange, options: _Options) -> Iterator[Trouble]:
    status = exchange.reply.status
    if (
        not exchange.must_take
        or exchange.refusable
        or exchange.doubtful
        or status not in _FOR_FORM - set(options.allow)
    ):
        return
    told = f"the service answered {status} to a request that the contract takes"
    yield Trouble("refused-good-request", told, "status", "a reply that does not refuse it")


CHECK = Check(
    id="refused-good-request",
    why="A kept request, or one at a boundary that the contract names, is what callers were promised.",
    look=_look,
    options=_Options,
    good=(
        listed("it is taken", query="limit=100", must_take=True),
        listed("nobody said that it must be taken", 400, query="limit=100"),
    ),
    bad=(listed("it is refused", 400, query="limit=100", must_take=True),),
)
