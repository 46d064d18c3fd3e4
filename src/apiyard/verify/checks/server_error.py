"""No request may make a service fail."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.core.noun import dataclass
from apiyard.verify.check import Check
from apiyard.verify.exchange import Exchange
from apiyard.verify.failure import Trouble
from apiyard.verify.shown import listed


@dataclass(frozen=True, slots=True)
class _Options:
    """Which failures are meant.

    Args:
        allow: statuses that are no failure here, such as 503 while a service starts.
    """

    allow: tuple[int, ...] = ()


def _look(exchange: Exchange, options: _Options) -> Iterator[Trouble]:
    status = exchange.reply.status
    if exchange.failed and status not in options.allow:
        yield Trouble("server-error", f"the service answered {status}", "status", "a reply below 500")


CHECK = Check(
    id="server-error",
    why="No request, however bad, may make a service fail (RFC 9110, section 15.6: 5xx says that the server erred).",
    look=_look,
    options=_Options,
    good=(listed("a reply below 500"), listed("a 5xx that the contract names", 503, body=b"", headers=())),
    bad=(listed("500, whatever the contract says", 500), listed("a 5xx that the contract does not name", 502)),
)
