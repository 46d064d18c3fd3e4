"""Merging small segments and letting old ones go, while readers read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from apiyard.core.clock import Clock
from apiyard.core.errors import InvalidInputError
from apiyard.observe.intake import Intake, publish, read_note, told, with_note
from apiyard.observe.schema import SCHEMA, WORDS
from apiyard.observe.segment import Segment, hour_of, list_segments, visible

RUN = 8
"""So many neighbours of one size become one: each record is rewritten log8(commits of an hour) times."""

GRACE = timedelta(seconds=30)
"""A segment that was merged stays this long for readers who listed it before."""

MAX_BYTES = 64 * 1024 * 1024
"""A file of this size is not merged any more."""

_ROWS_AT_ONCE = 64 * 1024


def plan(segments: Sequence[Segment], now: datetime) -> tuple[tuple[Segment, ...], ...]:
    """Say which segments to merge.

    Neighbours (successive commits of one gateway that begin in one hour) of one tier are merged eight at a time,
    tiers being powers of eight commits; when the hour is over, all that is left of it becomes one.

    Args:
        segments: the visible segments, ordered by gateway and commit.
        now: the time, aware.

    Returns:
        Runs of at least two neighbours each.
    """
    runs: list[tuple[Segment, ...]] = []
    for (_, hour), group in groupby(segments, key=lambda segment: (segment.source, segment.begins)):
        if hour < hour_of(now) - timedelta(hours=1):
            runs.extend(_neighbours(list(group)))
            continue
        for _, tier in groupby(group, key=_tier):
            for run in _neighbours(list(tier)):
                runs.extend(run[at : at + RUN] for at in range(0, len(run) - RUN + 1, RUN))
    return tuple(run for run in runs if len(run) > 1)


def _tier(segment: Segment) -> int:
    commits, tier = segment.last - segment.first + 1, 0
    while commits >= RUN:
        commits, tier = commits // RUN, tier + 1
    return tier


def _neighbours(group: list[Segment]) -> list[tuple[Segment, ...]]:
    """Split where commits are missing (retention took them)."""
    runs: list[list[Segment]] = []
    for segment in group:
        if runs and runs[-1][-1].last + 1 == segment.first:
            runs[-1].append(segment)
        else:
            runs.append([segment])
    return [tuple(run) for run in runs]


def merge(folder: Path, run: Sequence[Segment]) -> Segment:
    """Write one segment that hides a run of others.

    Args:
        folder: the folder of the intake.
        run: neighbours, in order.

    Returns:
        The new segment, in place; the others still exist.

    Raises:
        IntakeError: the disk refused; nothing changed.
    """
    ends = (min(one.begins for one in run), max(one.ends for one in run))
    merged = Segment(run[0].source, run[0].first, run[-1].last, *ends)
    temporary = folder / f".new-{merged.name}"
    with told("segments could not be merged", folder):
        note = read_note(folder / run[-1].name)
        try:
            _copy([folder / one.name for one in run], temporary, note)
            publish(temporary, folder / merged.name)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    return merged


def _copy(sources: Iterable[Path], temporary: Path, note: dict[str, Any]) -> None:
    """Copy records piece by piece: memory is bounded by a piece, not by a segment."""
    with pq.ParquetWriter(
        temporary, with_note(SCHEMA, note), compression="zstd", use_dictionary=[*WORDS, "status"]
    ) as writer:
        waiting, rows = [], 0
        for source in sources:
            with pq.ParquetFile(source) as file:
                for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE):
                    waiting.append(batch.cast(SCHEMA))
                    rows += batch.num_rows
                    if rows >= _ROWS_AT_ONCE:
                        _flush(writer, waiting)
                        waiting, rows = [], 0
        _flush(writer, waiting)


def _flush(writer: pq.ParquetWriter, batches: list[pa.RecordBatch]) -> None:
    if batches:
        writer.write_table(pa.Table.from_batches(batches).unify_dictionaries(), row_group_size=_ROWS_AT_ONCE)


def compact(intake: Intake, clock: Clock, *, grace: timedelta = GRACE) -> int:
    """Remove what was merged before, merge what is small now.

    Run it by a timer. It needs no memory of its own: a crash leaves files that the next run understands. Commits go
    on meanwhile, since they only add names.

    Args:
        intake: the owner of the folder.
        clock: the time; it is compared with the times of files.
        grace: how long merged segments stay for readers.

    Returns:
        How many segments were made.

    Raises:
        IntakeError: the disk refused.
    """
    folder, now = intake.folder, clock.now()
    with told("merged segments could not be removed", folder):
        _remove_hidden(folder, now - grace)
        seen = [one for one in visible(list_segments(folder)) if (folder / one.name).stat().st_size < MAX_BYTES]
    runs = plan(seen, now)
    for run in runs:
        merge(folder, run)
    return len(runs)


def _remove_hidden(folder: Path, before: datetime) -> None:
    everything = list_segments(folder)
    shown = visible(everything)
    for segment in set(everything) - set(shown):
        hider = next(one for one in shown if one.source == segment.source and one.last >= segment.last)
        made = datetime.fromtimestamp((folder / hider.name).stat().st_mtime, UTC)
        if made <= before:
            (folder / segment.name).unlink(missing_ok=True)


def retain(intake: Intake, clock: Clock, keep: timedelta) -> int:
    """Delete segments whose records are all older than what is kept.

    Args:
        intake: the owner of the folder.
        clock: the time.
        keep: the age up to which records are kept, at least one hour.

    Returns:
        How many files were deleted.

    Raises:
        InvalidInputError: ``keep`` is too short.
        IntakeError: a file could not be deleted.
    """
    if keep < timedelta(hours=1):
        raise InvalidInputError("records must be kept for at least one hour", piece=str(keep))
    limit, removed = clock.now() - keep, 0
    with told("old segments could not be deleted", intake.folder):
        everything = list_segments(intake.folder)
        # Hidden ones go first, so that none comes to light again: what hides it ends no earlier.
        shown = set(visible(everything))
        for segment in sorted(everything, key=lambda one: one in shown):
            if segment.until <= limit:
                (intake.folder / segment.name).unlink(missing_ok=True)
                removed += 1
    return removed
