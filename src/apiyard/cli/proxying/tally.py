"""What a proxy saw: one line for each exchange, and the sum at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.mock.forward.proxy import BROKE_CONTRACT
from apiyard.mock.journal.readable import readable
from apiyard.mock.layer import Seen
from apiyard.mock.step import Cut, Refused, Streamed, Wrong
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.violation import Violation

_MOST_KINDS = 200
_SHOWN = 5


@dataclass(slots=True)
class Tally:
    """Counts exchanges.

    Args:
        total: all of them.
        by_operation: exchanges by operation.
        failed: those that the other server did not answer, by reason.
        broken: how many broke the contract.
        kinds: how often each violation was seen, by operation, side and sentence.
    """

    total: int = 0
    by_operation: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    broken: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, seen: Seen) -> str:
        """Count an exchange.

        Args:
            seen: the exchange.

        Returns:
            Why it did not keep the contract or was not answered; empty for one that is fine.
        """
        self.total += 1
        name = seen.operation.id if seen.operation is not None else ""
        self.by_operation[name or "(not in the contract)"] += 1
        told = [*_sentences("request", seen.wrong_request), *_sentences("reply", seen.wrong_reply)]
        answer = seen.answer
        if not name:
            told += _unknown(seen)
        if isinstance(answer, Refused):
            told += _refused(answer.reply)
        if told:
            self.broken += 1
        if isinstance(answer, Wrong | Cut):
            self.failed[answer.why] += 1
            told = [*told, answer.why]
        self._count(name, told)
        return "; ".join(told[:_SHOWN]) + ("; ..." if len(told) > _SHOWN else "")

    def add_stream(self, request: Request, wrong: tuple[Violation, ...]) -> str:
        """Count what was wrong with items of a stream; the stream itself is counted already.

        Args:
            request: the request.
            wrong: what it broke.

        Returns:
            What it broke, in words.
        """
        told = _sentences("stream", wrong)
        self.broken += bool(told)
        self._count(request.path[:120], told)
        return "; ".join(told[:_SHOWN])

    def facts(self) -> Mapping[str, Json]:
        """Give the sum as plain data."""
        return {
            "total": self.total,
            "broken": self.broken,
            "failed": dict(self.failed),
            "operations": dict(self.by_operation),
            "violations": dict(self.kinds.most_common(_MOST_KINDS)),
        }

    def _count(self, name: str, told: list[str]) -> None:
        for each in told:
            key = f"{name}: {each}"[:300] if name else each[:300]
            if key in self.kinds or len(self.kinds) < _MOST_KINDS:
                self.kinds[key] += 1


def _unknown(seen: Seen) -> list[str]:
    """Say that the contract has no such call; questions of browsers need not stand there."""
    answered = isinstance(seen.answer, Reply | Streamed) and seen.answer.status < 400
    if answered and seen.request.method in {"OPTIONS", "HEAD"}:
        return []
    side = "both" if answered else "request"
    return [f"{side}: the contract has no {seen.request.method} {seen.request.path[:120]}"]


def _refused(reply: Reply) -> list[str]:
    """Say why a reply of the server was not passed on."""
    held = readable(reply.header("content-type"), reply.body).get("json")
    if not isinstance(held, Mapping) or held.get("code") != BROKE_CONTRACT:
        return []
    wrong = held.get("violations")
    rows = [each for each in wrong if isinstance(each, Mapping)] if isinstance(wrong, list) else []
    return [
        f"reply: {each.get('place')}{' ' if each.get('pointer') else ''}{each.get('pointer')}: {each.get('message')}"
        for each in rows
    ]


def _sentences(side: str, wrong: tuple[Violation, ...]) -> list[str]:
    return [f"{side}: {each.place}{f' {each.pointer}' if each.pointer else ''}: {each.message}" for each in wrong]
