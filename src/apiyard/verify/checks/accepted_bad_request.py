"""A request that breaks the contract is refused."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.core.noun import dataclass
from apiyard.spec import pointer as pointers
from apiyard.spec.style import query_pairs
from apiyard.spec.violation import Violation
from apiyard.verify.check import Check
from apiyard.verify.exchange import Exchange
from apiyard.verify.failure import Trouble
from apiyard.verify.shown import listed


@dataclass(frozen=True, slots=True)
class _Options:
    """Which requests a service may take though they break the contract.

    Args:
        places: parts of a request that are not looked at: ``path``, ``query``, ``header``, ``cookie``, ``body`` or
            ``media-type``.
        ignore: pointers into them that are not looked at, such as ``/limit``, with all below them.
        keywords: keywords of schemas that are not looked at, such as ``type`` for a service that reads ``"7"`` as 7,
            or ``additionalProperties`` for one that leaves out what it does not know.
    """

    places: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()

    def spares(self, violation: Violation) -> bool:
        """Whether a violation is not looked at."""
        pointer = violation.pointer
        return (
            violation.place in self.places
            or violation.schema_pointer.rpartition("/")[2] in self.keywords
            or any(pointer == each or pointer.startswith(f"{each}/") for each in self.ignore)
        )


def _look(exchange: Exchange, options: _Options) -> Iterator[Trouble]:
    if not exchange.accepted:
        return
    empty = _left_out(exchange)
    left = [
        violation
        for violation in exchange.broken
        if not options.spares(violation) and not (violation.place == "query" and violation.pointer in empty)
    ]
    if exchange.broken and not left:
        return
    first = left[0] if left else None
    reason = f"{first.place} {first.pointer}: {first.message}" if first else "the contract has no such operation"
    yield Trouble(
        "accepted-bad-request",
        f"the service answered {exchange.reply.status} to a request that breaks the contract: {reason}",
        f"request {first.place} {first.pointer}".rstrip() if first else "request",
        first.schema_pointer if first else "",
    )


def _left_out(exchange: Exchange) -> set[str]:
    """Give the pointers to optional query parameters without a value, which are widely taken for ones left out."""
    operation = exchange.judgement.operation
    found = query_pairs(exchange.request.query) if operation is not None else []
    filled = {name for name, value in found if value}
    optional = {each.name for each in operation.parameters if not each.required} if operation is not None else set()
    return {pointers.join("", name) for name, _ in found if name in optional - filled}


CHECK = Check(
    id="accepted-bad-request",
    why="The contract says what a request may be; a service that takes others has rules that nobody can read.",
    look=_look,
    options=_Options,
    good=(
        listed("a good request is taken"),
        listed("an optional parameter without a value is taken for one that is left out", query="limit="),
        listed("a bad one is refused, by a 4xx of the service's choice", 422, query="limit=0", headers=(), body=b""),
    ),
    bad=(listed("a bad one is taken", query="limit=0"),),
)
