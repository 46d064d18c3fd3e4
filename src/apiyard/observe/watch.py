"""Keeps the watermarks of all gateways beside the segments, so that a restart goes on where it was."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from apiyard.observe.intake import told
from apiyard.observe.query import Records, Window
from apiyard.observe.watermark import (
    TICK_US,
    Completeness,
    Sample,
    Watermark,
    advance,
    completeness,
    from_json,
    to_json,
)

_FILE = "watermarks.json"
_LONGEST = timedelta(hours=6)

_ENDS = """
    SELECT (epoch_us(time) + duration_us) // $tick AS ended, count(*)
    FROM read_parquet($files)
    WHERE gateway = $gateway AND time >= make_timestamptz(CAST($since AS BIGINT))
      AND time < make_timestamptz(CAST($until AS BIGINT)) AND (epoch_us(time) + duration_us) // $tick > $floor
    GROUP BY ended
"""


def ends(batch: pa.RecordBatch) -> dict[int, int]:
    """Count the records of a batch by the tick in which their calls ended.

    Args:
        batch: records.

    Returns:
        Tick and count.
    """
    if batch.num_rows == 0:
        return {}
    ended = pc.add(batch.column("time").cast(pa.int64()), batch.column("duration_us"))
    counted = pc.value_counts(pc.divide(ended, TICK_US))
    return dict(zip(counted.field("values").to_pylist(), counted.field("counts").to_pylist(), strict=True))


class Watches:
    """The watermarks of all gateways of an intake.

    Args:
        folder: the folder of the intake.
        records: the same folder's records, asked once at the start for what is after the kept watermarks.
    """

    def __init__(self, folder: Path, records: Records) -> None:
        """Read the kept watermarks and count the records that came after them."""
        self._path = folder / _FILE
        self._guard = threading.Lock()
        self._marks: dict[str, Watermark] = {}
        for mark in _load(self._path):
            self._marks[mark.gateway] = advance(mark, _later_ends(records, mark), None)

    def advance(self, batch: pa.RecordBatch, gateway: str, environment: str, *, sample: Sample | None) -> None:
        """Take in what a commit brought: call it after each commit, and with an empty batch when nothing came.

        A batch that was delivered again (its commit said 0 records) is to be given as an empty one.

        Args:
            batch: the committed records.
            gateway: id of the gateway.
            environment: the environment it serves.
            sample: the gateway's counters, read after its spool was emptied into this batch; otherwise None.

        Raises:
            IntakeError: the watermarks could not be kept; they are known in memory.
        """
        with self._guard:
            mark = self._marks.get(gateway) or Watermark(gateway, environment)
            grown = advance(mark, ends(batch), sample)
            self._marks[gateway] = grown
            if grown.through != mark.through:
                _save(self._path, self._marks)

    def forget(self, gateway: str) -> None:
        """Let go of a gateway that was taken away, so that nobody waits for its samples.

        Args:
            gateway: its id.

        Raises:
            IntakeError: the watermarks could not be kept.
        """
        with self._guard:
            if self._marks.pop(gateway, None) is not None:
                _save(self._path, self._marks)

    def completeness(self, environment: str, since: datetime, *, until: datetime | None = None) -> Completeness:
        """Say how whole the records of an environment are; see ``watermark.completeness``.

        Args:
            environment: the environment.
            since: the beginning of the time asked about, aware.
            until: its end; now when None.

        Returns:
            What is known.
        """
        with self._guard:
            marks = tuple(self._marks.values())
        return completeness(marks, environment, since, until=until)


def _later_ends(records: Records, mark: Watermark) -> dict[int, int]:
    floor = datetime.fromtimestamp(mark.floor * TICK_US / 1_000_000, UTC)
    window = Window("", mark.environment, floor - _LONGEST, floor + timedelta(days=366))
    found = records.ask(_ENDS, window, {"tick": TICK_US, "gateway": mark.gateway, "floor": mark.floor})
    return {int(at): int(count) for at, count in found}


def _load(path: Path) -> list[Watermark]:
    """Read the kept watermarks; a file that cannot be read only means that the watch begins anew."""
    try:
        return [from_json(value) for value in json.loads(path.read_bytes())]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _save(path: Path, marks: Mapping[str, Watermark]) -> None:
    text = json.dumps([to_json(mark) for mark in marks.values()], separators=(",", ":"))
    temporary = path.with_name(f".new-{path.name}")
    with told("the watermarks could not be written", path):
        temporary.write_text(text, encoding="utf-8")
        # Without fsync: losing it costs the watch of the time before, never a record.
        temporary.replace(path)
