"""What the page about traffic shows."""

from __future__ import annotations

from datetime import datetime

from apiyard.core.noun import dataclass
from apiyard.portal.chart import Chart
from apiyard.portal.choice import Choices


@dataclass(frozen=True, slots=True)
class GapLine:
    """A time from which records are missing.

    Args:
        since: its beginning.
        until: its end.
        missing: how many; None when nobody can know.
        why: ``lost``, ``restart`` or ``not-watched``.
    """

    since: datetime
    until: datetime
    missing: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Whole:
    """How whole the records are, so that lost ones never read as health.

    Args:
        environment: whose records.
        through: all calls that ended by then are accounted for; None when nobody compared them yet.
        expected: calls by the gateway's own counters.
        recorded: those of them that have a record.
        missing: those that have none.
        gaps: where they are missing.
    """

    environment: str
    through: datetime | None
    expected: int
    recorded: int
    missing: int
    gaps: tuple[GapLine, ...]


@dataclass(frozen=True, slots=True)
class TrafficLine:
    """Calls by one operation or consumer.

    Args:
        name: whose calls; empty for calls of nobody known.
        detail: the API, where several are shown.
        requests: all calls.
        judged: calls that say something about the service.
        errors: those of ``judged`` that failed on the side of the service.
        refused: answered by the gateway itself with 4xx.
        quantiles_us: durations of p50, p95 and p99 in microseconds; empty without judged calls.
    """

    name: str
    detail: str
    requests: int
    judged: int
    errors: int
    refused: int
    quantiles_us: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TrafficView:
    """Traffic of an environment, or of one API in it.

    Args:
        choices: environment, API and time.
        seconds: length of the time that is shown.
        requests: all calls.
        judged: calls that say something about the service.
        errors: those of ``judged`` that failed.
        quantiles_us: p50, p95, p99 of all judged calls, in microseconds; empty without any.
        classes: calls by status class, such as ``2xx``; ``0xx`` for calls that got no answer.
        flow: calls a second by status class over time.
        slowness: durations over time, by minute; None while there is no rollup.
        operations: the busiest operations.
        consumers: the busiest consumers.
        wholes: how whole the records are, by environment.
        now: the time of the view.
    """

    choices: tuple[Choices, ...]
    seconds: int
    requests: int
    judged: int
    errors: int
    quantiles_us: tuple[int, ...]
    classes: tuple[tuple[str, int], ...]
    flow: Chart
    slowness: Chart | None
    operations: tuple[TrafficLine, ...]
    consumers: tuple[TrafficLine, ...]
    wholes: tuple[Whole, ...]
    now: datetime
