"""Facts as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from apiyard.portal.ledger_view import FactLine
from apiyard.store.fact import Fact


def fact_lines(facts: Iterable[Fact]) -> tuple[FactLine, ...]:
    """Give facts as lines.

    Args:
        facts: from the ledger.

    Returns:
        The lines, in the same order.
    """
    return tuple(_line(fact) for fact in facts)


def _line(fact: Fact) -> FactLine:
    said = fact.evidence
    return FactLine(
        seq=fact.seq,
        at=said.at or datetime.fromtimestamp(0, UTC),
        kind=said.kind.value,
        verdict=said.verdict.value,
        subject=f"{said.subject.kind} {said.subject.id}",
        digest=said.subject.digest or "",
        api=said.about.api,
        version=said.about.version,
        environment=said.about.environment,
        by=said.by,
        numbers=said.numbers,
    )
