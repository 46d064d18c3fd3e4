"""Minute rollups: counts and duration sketches that outlive the records, made again when late records come."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from apiyard.core.errors import InvalidInputError, unknown
from apiyard.core.noun import dataclass
from apiyard.observe.intake import publish, read_note, segments, told, with_note
from apiyard.observe.query import COUNTS, FAULT, Count, Records, Window, micros, moment
from apiyard.observe.segment import Segment, hour_of
from apiyard.observe.sketch import SQL_BUCKET, Sketch

_HOUR = timedelta(hours=1)
_MINUTE_US = 60_000_000

SCHEMA = pa.schema(
    [
        ("minute", pa.timestamp("us", tz="UTC")),
        ("environment", pa.string()),
        ("api", pa.string()),
        ("operation", pa.string()),
        ("version", pa.string()),
        ("consumer", pa.string()),
        ("status_class", pa.uint8()),  # 2 for 2xx; 0 when no answer began
        ("requests", pa.int64()),
        ("judged", pa.int64()),
        ("errors", pa.int64()),
        ("request_bytes", pa.int64()),
        ("response_bytes", pa.int64()),
        ("duration_us", pa.int64()),  # sum
        ("sketch", pa.map_(pa.int32(), pa.int64())),  # bucket of sketch.bucket, and its count
    ]
)
"""The columns of a rollup."""

_ROLL = f"""
    WITH minutes AS (
        SELECT epoch_us(time) // {_MINUTE_US} * {_MINUTE_US} AS minute, environment, api, operation, version, consumer,
               status // 100 AS class, request_bytes, response_bytes, duration_us, {SQL_BUCKET} AS bucket,
               {COUNTS} AS counts, {FAULT} AS fault
        FROM read_parquet($files)
        WHERE time >= make_timestamptz(CAST($since AS BIGINT)) AND time < make_timestamptz(CAST($until AS BIGINT))
          AND list_contains($minutes, epoch_us(time) // {_MINUTE_US} * {_MINUTE_US})
    )
    SELECT minute, environment, api, operation, version, consumer, class, count(*), count(*) FILTER (counts),
           count(*) FILTER (counts AND fault), CAST(sum(request_bytes) AS BIGINT), CAST(sum(response_bytes) AS BIGINT),
           CAST(sum(duration_us) AS BIGINT), histogram(bucket)
    FROM minutes
    GROUP BY ALL
    ORDER BY 1, 2, 3, 4, 5, 6, 7
"""  # noqa: S608 - constants of the house

_TOUCHED = f"""
    SELECT DISTINCT epoch_us(time) // {_MINUTE_US} * {_MINUTE_US}
    FROM read_parquet($files)
    WHERE time >= make_timestamptz(CAST($since AS BIGINT)) AND time < make_timestamptz(CAST($until AS BIGINT))
"""  # noqa: S608 - constants of the house

_TREND_KEYS = {name: name for name in ("environment", "api", "operation", "version", "consumer")} | {
    "class": "CAST(status_class AS VARCHAR) || 'xx'"
}

_TREND_WHERE = """
    FROM read_parquet($files)
    WHERE minute >= make_timestamptz(CAST($since AS BIGINT)) AND minute < make_timestamptz(CAST($until AS BIGINT))
      AND ($api = '' OR api = $api) AND ($environment = '' OR environment = $environment)
"""

_Ranges = dict[str, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Trend:
    """One step of a rollup.

    Args:
        at: beginning of the step, aware, UTC.
        count: calls that began in it.
        sketch: their durations.
    """

    at: datetime
    count: Count
    sketch: Sketch


class Rollups:
    """The rollups of an intake: one file an hour, in the folder ``rollups`` of the intake.

    Args:
        folder: the folder of the intake.
        records: the same folder's records.
    """

    def __init__(self, folder: Path, records: Records) -> None:
        """Make the folder; what it holds is read when it is needed."""
        self._intake = folder
        self._folder = folder / "rollups"
        self._records = records
        self._covered: dict[datetime, _Ranges] = {}
        # The engine opens a file more than once for a question, and a rollup's name is used again.
        self._still = threading.Lock()
        with told("the folder of the rollups cannot be made", self._folder):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def roll(self, *, oldest: datetime) -> int:
        """Bring the rollups up to the records.

        Only minutes that got new records are made again, from all their records.

        Doing it twice changes nothing. Run it by a timer, in one thread.

        Args:
            oldest: hours before this one are left as they are; give the time from which all records are still kept.

        Returns:
            How many minutes were made.

        Raises:
            IntakeError: the disk refused.
            UnavailableError: records could not be read; the next run will do it.
        """
        found = segments(self._intake)
        made = 0
        for hour in _hours(found, hour_of(oldest)):
            mine = [one for one in found if one.begins <= hour < one.until]
            covered = self._cover(hour)
            fresh = [one for one in mine if not _holds(covered, one)]
            if fresh:
                made += self._roll_hour(hour, mine, fresh)
        return made

    def trend(
        self,
        api: str,
        environment: str,
        since: datetime,
        *,
        until: datetime,
        step_seconds: int = 3600,
        by: Sequence[str] = (),
    ) -> tuple[Trend, ...]:
        """Count calls by steps of time from the rollups, as far back as they are kept.

        Args:
            api: name of the API; empty for all.
            environment: name of the environment; empty for all.
            since: minutes that began at this time or later.
            until: and before this time.
            step_seconds: width of a step, at least 60.
            by: environment, api, operation, version, consumer, class.

        Returns:
            Steps in order of time; those without calls are left out.

        Raises:
            UnknownNameError: a column that rollups do not have.
            InvalidInputError: a step shorter than a minute.
        """
        if step_seconds < 60:
            raise InvalidInputError("a step of a rollup is at least one minute", piece=str(step_seconds))
        for name in by:
            if name not in _TREND_KEYS:
                raise unknown("column", name, _TREND_KEYS)
        files = [self._path(hour) for hour in self._kept() if hour < until and since < hour + _HOUR]
        if not files:
            return ()
        window = Window(api, environment, since, until)
        keys = "[" + ", ".join(_TREND_KEYS[name] for name in by) + "]::VARCHAR[]"
        step = {"step": step_seconds * 1_000_000}
        head = f"SELECT epoch_us(minute) // $step * $step AS moment, {keys} AS key"
        sums = ", ".join(f"CAST(sum({name}) AS BIGINT)" for name in ("requests", "judged", "errors", "response_bytes"))
        counts = f"{head}, {sums} {_TREND_WHERE} GROUP BY moment, key ORDER BY moment, key"
        pieces = f"SELECT moment, key, piece.key, CAST(sum(piece.value) AS BIGINT) FROM ({head}, unnest(map_entries(sketch)) AS piece {_TREND_WHERE}) GROUP BY ALL"  # noqa: E501, S608
        sketches: dict[tuple[int, tuple[str, ...]], dict[int, int]] = {}
        with self._still:
            found = [self._records.ask(sql, window, step, files=files) for sql in (pieces, counts)]
        for at, key, index, count in found[0]:
            sketches.setdefault((at, tuple(key)), {})[index] = count
        return tuple(
            Trend(moment(at), Count(tuple(key), *numbers), Sketch(sketches.get((at, tuple(key)), {})))
            for at, key, *numbers in found[1]
        )

    def retain(self, oldest: datetime) -> int:
        """Delete rollups of hours that ended before a time.

        Args:
            oldest: aware.

        Returns:
            How many files were deleted.

        Raises:
            IntakeError: a file could not be deleted.
        """
        gone = [hour for hour in self._kept() if hour + _HOUR <= oldest]
        with self._still, told("old rollups could not be deleted", self._folder):
            for hour in gone:
                self._path(hour).unlink(missing_ok=True)
                self._covered.pop(hour, None)
        return len(gone)

    def _roll_hour(self, hour: datetime, mine: Sequence[Segment], fresh: Sequence[Segment]) -> int:
        window = Window("", "", hour, hour + _HOUR)
        touched = [int(row[0]) for row in self._records.ask(_TOUCHED, window, files=self._paths(fresh))]
        rows = self._records.ask(_ROLL, window, {"minutes": touched}, files=self._paths(mine)) if touched else []
        covered = _with(self._cover(hour), mine)
        self._write(hour, rows, touched=set(touched), covered=covered)
        self._covered[hour] = covered
        return len(touched)

    def _write(self, hour: datetime, rows: Sequence[tuple[Any, ...]], *, touched: set[int], covered: _Ranges) -> None:
        path = self._path(hour)
        temporary = path.with_name(f".new-{path.name}")
        with told("a rollup could not be written", path):
            table = _table(rows)
            if path.exists():
                before = pq.read_table(path, schema=SCHEMA)
                kept = [micros(at) not in touched for at in before.column("minute").to_pylist()]
                table = pa.concat_tables([before.filter(pa.array(kept, pa.bool_())), table])
            table = table.sort_by([(name, "ascending") for name in SCHEMA.names[:7]])
            pq.write_table(table.replace_schema_metadata(with_note(SCHEMA, {"covered": covered}).metadata), temporary)
            with self._still:
                publish(temporary, path)

    def _cover(self, hour: datetime) -> _Ranges:
        """Give the commits that a rollup was made of."""
        if hour not in self._covered:
            path = self._path(hour)
            note = read_note(path) if path.exists() else {}
            ranges = note.get("covered", {})
            self._covered[hour] = {source: [(int(a), int(b)) for a, b in some] for source, some in ranges.items()}
        return self._covered[hour]

    def _path(self, hour: datetime) -> Path:
        return self._folder / f"{hour:%Y%m%dT%H}.parquet"

    def _paths(self, some: Iterable[Segment]) -> list[Path]:
        return [self._intake / one.name for one in some]

    def _kept(self) -> list[datetime]:
        names = sorted(path.name for path in self._folder.glob("[0-9]*.parquet"))
        return [datetime.strptime(name[:11], "%Y%m%dT%H").replace(tzinfo=UTC) for name in names]


def _hours(found: Iterable[Segment], oldest: datetime) -> list[datetime]:
    """Give the hours that segments reach into, from the oldest that may be made."""
    hours: set[datetime] = set()
    for one in found:
        hour = max(one.begins, oldest)
        while hour <= one.ends:
            hours.add(hour)
            hour += _HOUR
    return sorted(hours)


def _holds(covered: Mapping[str, Sequence[tuple[int, int]]], one: Segment) -> bool:
    return any(first <= one.first and one.last <= last for first, last in covered.get(one.source, ()))


def _with(covered: _Ranges, some: Iterable[Segment]) -> _Ranges:
    """Join the ranges of commits with those of segments."""
    grown = {source: list(ranges) for source, ranges in covered.items()}
    for one in some:
        grown.setdefault(one.source, []).append((one.first, one.last))
    joined: _Ranges = {}
    for source, ranges in sorted(grown.items()):
        mine = joined.setdefault(source, [])
        for first, last in sorted(ranges):
            if mine and first <= mine[-1][1] + 1:
                mine[-1] = (mine[-1][0], max(mine[-1][1], last))
            else:
                mine.append((first, last))
    return joined


def _table(rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(SCHEMA)
    arrays = []
    for field, column in zip(SCHEMA, columns, strict=True):
        values: Any = [sorted(cell.items()) for cell in column] if field.name == "sketch" else column
        if field.name == "minute":
            arrays.append(pa.array(values, pa.int64()).cast(field.type))
        else:
            arrays.append(pa.array(values, field.type))
    return pa.Table.from_arrays(arrays, schema=SCHEMA)
