"""The door for questions about traffic: DuckDB in memory over the segments."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from apiyard.core.errors import InvalidInputError, UnavailableError, unknown
from apiyard.core.noun import dataclass
from apiyard.observe.flags import UPSTREAM_FAULTS
from apiyard.observe.intake import segments

FAULT = (
    "(status >= 500 OR CASE WHEN flags = '' THEN false"  # most calls have no flag, and matching is dear
    f" ELSE regexp_matches(flags, '(^|,)({'|'.join(UPSTREAM_FAULTS)})(,|$)') END)"
)
"""The call failed on the side of the service: a 5xx, or the way to the upstream broke."""

COUNTS = f"NOT ((upstream_us IS NULL AND status BETWEEN 400 AND 499) OR (status = 0 AND NOT {FAULT}))"
"""The call says something about the service: the gateway did not refuse it (401, 403, 404, 405, 429 ...) by itself, and
the caller did not go away first."""

COLUMNS = {
    name: name
    for name in (
        *("gateway", "environment", "api", "operation", "version", "deployment", "consumer", "application", "plan"),
        *("method", "flags", "protocol", "status"),
    )
} | {"class": "status // 100"}
"""What records can be counted by, and how it is said in SQL."""

_WHERE = """
    FROM read_parquet($files)
    WHERE time >= make_timestamptz(CAST($since AS BIGINT)) AND time < make_timestamptz(CAST($until AS BIGINT))
      AND ($api = '' OR api = $api) AND ($environment = '' OR environment = $environment)
"""
_JUDGED = f" FROM (SELECT *, {FAULT} AS fault, {COUNTS} AS counts {_WHERE})"
_ATTEMPTS = 5


def micros(at: datetime) -> int:
    """Give a time as microseconds since 1970.

    Args:
        at: aware.

    Returns:
        Microseconds.

    Raises:
        InvalidInputError: the time has no zone, so nobody knows when it is.
    """
    if at.tzinfo is None:
        raise InvalidInputError("a time without a zone", piece=str(at), hint="write it with its offset, such as Z")
    gone = at - datetime(1970, 1, 1, tzinfo=UTC)
    return (gone.days * 86_400 + gone.seconds) * 1_000_000 + gone.microseconds


def moment(us: int) -> datetime:
    """Give the time of microseconds since 1970.

    Args:
        us: microseconds.

    Returns:
        Aware, UTC.
    """
    return datetime.fromtimestamp(us // 1_000_000, UTC).replace(microsecond=us % 1_000_000)


@dataclass(frozen=True, slots=True)
class Window:
    """Which records a question is about.

    Args:
        api: name of the API; empty for all.
        environment: name of the environment; empty for all.
        since: calls that began at this time or later, aware.
        until: and before this time, aware.
    """

    api: str
    environment: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Count:
    """How many calls.

    Args:
        key: values of the columns asked by, in their order.
        requests: all calls.
        judged: calls that say something about the service (see COUNTS).
        errors: those of ``judged`` that failed on the side of the service (see FAULT).
        bytes: sent to callers, headers included.
    """

    key: tuple[str, ...]
    requests: int
    judged: int
    errors: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Point:
    """One step of a series.

    Args:
        at: beginning of the step, aware, UTC.
        count: the calls that began in it.
    """

    at: datetime
    count: Count


@dataclass(frozen=True, slots=True)
class Latency:
    """Exact quantiles of durations.

    Args:
        key: values of the columns asked by.
        requests: how many calls they are of.
        quantiles_us: microseconds, in the order asked.
    """

    key: tuple[str, ...]
    requests: int
    quantiles_us: tuple[int, ...]


def _keys(by: Sequence[str]) -> str:
    """Give the columns to group by, each followed by a comma."""
    for name in by:
        if name not in COLUMNS:
            raise unknown("column", name, COLUMNS)
    return "".join(f"{COLUMNS[name]}, " for name in by)


def _key(by: Sequence[str], values: Sequence[Any]) -> tuple[str, ...]:
    return tuple(f"{value}xx" if name == "class" else str(value) for name, value in zip(by, values, strict=True))


_NUMBERS = "count(*), count(*) FILTER (counts), count(*) FILTER (counts AND fault), CAST(sum(response_bytes) AS BIGINT)"


class Records:
    """Answers questions about the records of a folder; use it from any number of threads.

    Each question lists the segments anew, so what was committed before it is in its answer.

    Args:
        folder: the folder of an intake.
        memory_mb: bound of DuckDB's memory, in MiB.
    """

    def __init__(self, folder: Path, *, memory_mb: int = 512) -> None:
        """Open an engine that can read this folder and nothing else."""
        self._folder = folder.absolute()
        self._guard = threading.Lock()
        settings: dict[str, Any] = {
            "memory_limit": f"{memory_mb}MiB",
            "threads": 2,
            "temp_directory": "",
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        self._engine = duckdb.connect(":memory:", config=settings)
        allowed = str(self._folder).replace("'", "''")
        self._engine.execute(f"SET allowed_directories = ['{allowed}/']")
        self._engine.execute("SET enable_external_access = false")
        self._engine.execute("SET lock_configuration = true")

    def close(self) -> None:
        """Let the engine go."""
        self._engine.close()

    def ask(
        self,
        sql: str,
        window: Window,
        values: Mapping[str, Any] | None = None,
        *,
        files: Sequence[Path] | None = None,
    ) -> list[tuple[Any, ...]]:
        """Run one statement of the house over the segments of a window.

        Args:
            sql: constant text that reads ``read_parquet($files)``.
            window: the window; ``$since``, ``$until`` (microseconds), ``$api`` and ``$environment`` are bound.
            values: further parameters to bind.
            files: these files and no others; the caller lists them.

        Returns:
            The rows; none when there is no file.

        Raises:
            UnavailableError: segments kept vanishing, or the engine refused.
        """
        bound: dict[str, Any] = {
            "since": micros(window.since),
            "until": micros(window.until),
            "api": window.api,
            "environment": window.environment,
        }
        bound = {name: value for name, value in bound.items() if f"${name}" in sql} | dict(values or {})
        fault: Exception | None = None
        for _ in range(_ATTEMPTS):
            paths = self._files(window) if files is None else [str(path.absolute()) for path in files]
            if not paths:
                return []
            try:
                return self._run(sql, bound | {"files": paths})
            except duckdb.IOException as gone:  # a listed segment was merged away: list again
                fault = gone
            except duckdb.Error as refused:
                raise UnavailableError("traffic records cannot be read", piece=str(refused)) from refused
        raise UnavailableError("traffic records cannot be read", where=str(self._folder), piece=str(fault))

    def _files(self, window: Window) -> list[str]:
        """Give the segments that may hold records of a window, all as they were at one moment."""
        return [
            str(self._folder / found.name)
            for found in segments(self._folder)
            if found.begins < window.until and window.since < found.until
        ]

    def _run(self, sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        with self._guard:
            cursor = self._engine.cursor()
        try:
            return cursor.execute(sql, values).fetchall()
        finally:
            cursor.close()

    def counts(
        self, api: str, environment: str, since: datetime, *, until: datetime, by: Sequence[str] = ()
    ) -> tuple[Count, ...]:
        """Count calls.

        Args:
            api: name of the API; empty for all.
            environment: name of the environment; empty for all.
            since: calls that began at this time or later.
            until: and before this time.
            by: columns to count by, of COLUMNS.

        Returns:
            Counts, the largest first.

        Raises:
            UnknownNameError: a column that records do not have.
        """
        sql = f"SELECT {_keys(by)}{_NUMBERS}{_JUDGED} GROUP BY ALL"
        rows = self.ask(sql, Window(api, environment, since, until))
        # Without columns to count by, the engine gives a row even for no call.
        found = (Count(_key(by, row[: len(by)]), *row[len(by) :]) for row in rows if row[len(by)])
        return tuple(sorted(found, key=lambda count: (-count.requests, count.key)))

    def series(
        self,
        api: str,
        environment: str,
        since: datetime,
        *,
        until: datetime,
        step_seconds: int = 60,
        by: Sequence[str] = (),
    ) -> tuple[Point, ...]:
        """Count calls by steps of time, for charts; steps without calls are left out.

        Args:
            api: name of the API; empty for all.
            environment: name of the environment; empty for all.
            since: calls that began at this time or later.
            until: and before this time.
            step_seconds: width of a step, at least 1; steps begin at whole multiples since 1970.
            by: columns to count by, of COLUMNS.

        Returns:
            Points in order of time.

        Raises:
            UnknownNameError: a column that records do not have.
            InvalidInputError: a step shorter than a second.
        """
        if step_seconds < 1:
            raise InvalidInputError("a step is at least one second", piece=str(step_seconds))
        step = "epoch_us(time) // $step * $step"
        sql = f"SELECT {step} AS moment, {_keys(by)}{_NUMBERS}{_JUDGED} GROUP BY ALL"
        rows = self.ask(sql, Window(api, environment, since, until), {"step": step_seconds * 1_000_000})
        last = len(by) + 1
        found = (Point(moment(row[0]), Count(_key(by, row[1:last]), *row[last:])) for row in rows)
        return tuple(sorted(found, key=lambda point: (point.at, point.count.key)))

    def latency(
        self,
        api: str,
        environment: str,
        since: datetime,
        *,
        until: datetime,
        quantiles: Sequence[float] = (0.5, 0.95, 0.99),
        by: Sequence[str] = (),
    ) -> tuple[Latency, ...]:
        """Give exact quantiles of durations of calls that say something about the service.

        Args:
            api: name of the API; empty for all.
            environment: name of the environment; empty for all.
            since: calls that began at this time or later.
            until: and before this time.
            quantiles: each 0 to 1.
            by: columns to group by, of COLUMNS.

        Returns:
            Quantiles by key, the key with most calls first.

        Raises:
            UnknownNameError: a column that records do not have.
        """
        asked = [min(max(float(q), 0.0), 1.0) for q in quantiles]
        found = ", ".join(f"quantile_disc(duration_us, {q!r})" for q in asked) or "NULL"
        sql = f"SELECT {_keys(by)}count(*), [{found}] {_WHERE} AND {COUNTS} GROUP BY ALL"
        rows = self.ask(sql, Window(api, environment, since, until))
        told = (Latency(_key(by, row[: len(by)]), row[-2], tuple(row[-1][: len(asked)])) for row in rows if row[-2])
        return tuple(sorted(told, key=lambda latency: (-latency.requests, latency.key)))

    def last_used(
        self, api: str, environment: str, since: datetime, *, until: datetime, by: str = "consumer"
    ) -> dict[str, datetime]:
        """Say when somebody was last seen.

        Args:
            api: name of the API; empty for all.
            environment: name of the environment; empty for all.
            since: calls that began at this time or later.
            until: and before this time.
            by: the column to look by, such as ``consumer``, ``version`` or ``operation``.

        Returns:
            The beginning of the last call by value of the column; calls without one are left out.

        Raises:
            UnknownNameError: a column that records do not have.
        """
        sql = f"SELECT {_keys((by,))}epoch_us(max(time)) {_WHERE} GROUP BY ALL ORDER BY 1"
        rows = self.ask(sql, Window(api, environment, since, until))
        return {_key((by,), row[:1])[0]: moment(row[1]) for row in rows if row[0]}
