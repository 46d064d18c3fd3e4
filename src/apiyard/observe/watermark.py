"""How far the records of a gateway are known to be whole, by comparing them with the gateway's own counters.

Envoy's gRPC access log has no acknowledgement, so records can be lost without a word; its counters cannot. A sample
says how many calls had ended at a time; records say when each call ended. Neither is read at exactly the same moment
as the other, so a sample is compared with the records that ended up to SKEW before and up to SKEW after it. The sums
run on from the first sample, so a loss that hides in the skew of a busy moment shows at the first quieter one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from apiyard.core.json import JsonObject
from apiyard.core.noun import dataclass, field, replace

SKEW = timedelta(milliseconds=100)
"""How far a sample and the end of a call may be apart although they tell of the same."""

SETTLE = timedelta(seconds=3)
"""Records of a call come at most this long after its end, when the spool is empty (Envoy flushes each second)."""

TICK_US = 10_000
"""Ends of calls are counted by ticks of this many microseconds."""

MAX_GAPS = 200
MAX_POINTS = 2_000
_POINT_EVERY = timedelta(seconds=30)
_MAX_TICKS = 6_000


@dataclass(frozen=True, slots=True)
class Sample:
    """What a gateway's counters said, read after the spool was emptied into the batch it comes with.

    Args:
        at: when they were read, aware, by the clock of the gateway's machine.
        epoch: names the running process, such as pid and start time; counters begin anew with another one.
        ended: calls that ended since the process began (``downstream_rq_total`` minus ``downstream_rq_active``).
    """

    at: datetime
    epoch: str
    ended: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A time from which records are missing.

    Args:
        since: the loss was after this time.
        until: and before this time.
        missing: how many records, None when nobody can know.
        why: ``lost``, ``restart`` (what a process counted last died with it) or ``not-watched``.
    """

    since: datetime
    until: datetime
    missing: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Completeness:
    """How whole the records of an environment are, from a time on.

    Args:
        environment: its name.
        through: all calls that ended by then are accounted for, recorded or known to be missing; None when unknown.
        expected: calls that ended between ``since`` and ``through``, by the counters (to about half a minute).
        recorded: those of them that have a record.
        missing: those that have none.
        gaps: where they are missing, and where nobody can know.
    """

    environment: str
    through: datetime | None
    expected: int
    recorded: int
    missing: int
    gaps: tuple[Gap, ...] = ()

    @property
    def complete(self) -> bool:
        """Nothing is missing up to ``through``."""
        return self.through is not None and not self.gaps


@dataclass(frozen=True, slots=True)
class Watermark:
    """What is known of one gateway; grows by ``advance`` only.

    Args:
        gateway: its id.
        environment: the environment it serves.
        epoch: the process that is being watched; empty before the first sample.
        ended: what its counter said last.
        offset: what to add to the counter to get the number of records there should be in all.
        recorded: records that ended up to the floor.
        missing: records that are known to be missing, in all.
        floor: a tick; records that ended later are in ``ticks``.
        ticks: records by the tick they ended in.
        pending: samples that wait for their records.
        through: the last sample that was compared.
        certain: the last sample at which nothing more could be missing, however the skew is read.
        gaps: what is missing.
        points: time, ``recorded`` and ``missing`` as they were, now and then, the last one at ``through``.
    """

    gateway: str
    environment: str
    epoch: str = ""
    ended: int = 0
    offset: int = 0
    recorded: int = 0
    missing: int = 0
    floor: int = 0
    ticks: Mapping[int, int] = field(default_factory=dict)
    pending: tuple[Sample, ...] = ()
    through: datetime | None = None
    certain: datetime | None = None
    gaps: tuple[Gap, ...] = ()
    points: tuple[tuple[datetime, int, int], ...] = ()

    def until(self, last: int) -> int:
        """Count records by the end of their calls.

        Args:
            last: a tick, not before the floor.

        Returns:
            How many ended in it or before, since the watch began.
        """
        return self.recorded + sum(count for number, count in self.ticks.items() if number <= last)


def tick(at: datetime) -> int:
    """Give the tick of a time.

    Args:
        at: aware.

    Returns:
        Its number since 1970.
    """
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=TICK_US)


def advance(mark: Watermark, ended: Mapping[int, int], sample: Sample | None) -> Watermark:
    """Take in a committed batch and the sample that came with it.

    Args:
        mark: what was known.
        ended: how many records of the batch ended in which tick. Records that come when their time was settled
            stay missing: a verdict may have been given without them.
        sample: the counters; None when they could not be read or the batch did not empty the spool.

    Returns:
        What is known now.
    """
    ticks = dict(mark.ticks)
    for number, count in ended.items():
        if number > mark.floor:
            ticks[number] = ticks.get(number, 0) + count
    mark = replace(mark, ticks=ticks)
    if sample is not None and not (mark.pending and sample.at <= mark.pending[-1].at):
        pending = (*mark.pending, sample)
        ripe = sum(one.at + SETTLE <= sample.at for one in pending)
        mark = replace(mark, pending=pending[ripe:])
        for one in pending[:ripe]:
            mark = _compare(mark, one)
    return _fold(mark, max(mark.ticks, default=0) - _MAX_TICKS) if not mark.pending else mark


def _compare(mark: Watermark, sample: Sample) -> Watermark:
    """Compare a sample whose records have come."""
    if mark.through is not None and sample.at <= mark.through:
        return mark
    if sample.epoch != mark.epoch or sample.ended < mark.ended:
        return _begin(mark, sample)
    expected = sample.ended + mark.offset
    low, high = mark.until(_before(sample)), mark.until(tick(sample.at + SKEW))
    if expected > high:
        gap = Gap(mark.certain or sample.at, sample.at, expected - high, "lost")
        lost = expected - high
        mark = replace(
            mark,
            missing=mark.missing + lost,
            offset=mark.offset - lost,
            gaps=_merged((*mark.gaps, gap)),
            certain=sample.at,
        )
    elif expected <= low:
        # Calls around the first sample were recorded but not counted. Kept, they would hide a later loss.
        mark = replace(mark, offset=mark.offset + low - expected, certain=sample.at)
    return _settled(mark, sample)


def _begin(mark: Watermark, sample: Sample) -> Watermark:
    """Begin to watch a process: from now on its counter and the records must grow alike."""
    gaps = mark.gaps
    if mark.through is not None:
        gaps = _merged((*gaps, Gap(mark.through, sample.at, None, "restart")))
    # The lowest that can be right: what is too low shows as more records than calls, and is mended.
    offset = mark.until(_before(sample)) - sample.ended
    begun = replace(mark, epoch=sample.epoch, offset=offset, certain=sample.at, gaps=gaps)
    return _settled(begun, sample)


def _before(sample: Sample) -> int:
    """Give the last tick that is wholly before the sample, however the skew is read."""
    return tick(sample.at - SKEW) - 1


def _settled(mark: Watermark, sample: Sample) -> Watermark:
    mark = _fold(mark, _before(sample))
    points = mark.points
    if len(points) > 1 and points[-1][0] - points[-2][0] < _POINT_EVERY:
        points = points[:-1]
    points = (*points, (sample.at, mark.recorded, mark.missing))[-MAX_POINTS:]
    return replace(mark, ended=sample.ended, through=sample.at, points=points)


def _fold(mark: Watermark, floor: int) -> Watermark:
    """Forget the ticks up to a floor, keeping their sum; so the memory of a watermark is bounded."""
    if floor <= mark.floor:
        return mark
    done = sum(count for number, count in mark.ticks.items() if number <= floor)
    left = {number: count for number, count in mark.ticks.items() if number > floor}
    return replace(mark, floor=floor, recorded=mark.recorded + done, ticks=left)


def _merged(gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    """Join neighbours of one kind when there are too many, oldest first."""
    if len(gaps) <= MAX_GAPS:
        return tuple(gaps)
    first, second, *rest = gaps
    known = [gap.missing for gap in (first, second) if gap.missing is not None]
    missing = sum(known) if len(known) == 2 else None
    return (Gap(first.since, second.until, missing, second.why), *rest)


def completeness(
    marks: Iterable[Watermark], environment: str, since: datetime, *, until: datetime | None = None
) -> Completeness:
    """Say how whole the records of an environment are.

    Args:
        marks: what is known of all gateways.
        environment: the environment.
        since: the beginning of the time asked about, aware.
        until: its end; now when None.

    Returns:
        The worst of all its gateways: it is known through the earliest of their times, and the gaps of each count.
    """
    mine = [mark for mark in marks if mark.environment == environment]
    reached = [mark.through for mark in mine if mark.through is not None]
    if not mine or len(reached) < len(mine):
        return Completeness(environment, None, 0, 0, 0, (Gap(since, until or since, None, "not-watched"),))
    through = min([*reached, *([until] if until else [])])
    gaps: list[Gap] = []
    recorded = missing = 0
    for mark in mine:
        begun = mark.points[0][0]
        if begun > since:
            gaps.append(Gap(since, begun, None, "not-watched"))
        gaps += [gap for gap in mark.gaps if gap.until > since and gap.since < through]
        before = [point for point in mark.points if point[0] <= since] or [mark.points[0]]
        after = [point for point in mark.points if point[0] >= through] or [mark.points[-1]]
        recorded += max(after[0][1] - before[-1][1], 0)
        missing += max(after[0][2] - before[-1][2], 0)
    return Completeness(environment, through, recorded + missing, recorded, missing, tuple(gaps))


def to_json(mark: Watermark) -> JsonObject:
    """Give a watermark as JSON, without the ticks, which the segments know, and without pending samples.

    Args:
        mark: the watermark.

    Returns:
        JSON that ``from_json`` reads.
    """
    return {
        "gateway": mark.gateway,
        "environment": mark.environment,
        "epoch": mark.epoch,
        "numbers": [mark.ended, mark.offset, mark.recorded, mark.missing, mark.floor],
        "through": mark.through.isoformat() if mark.through else None,
        "certain": mark.certain.isoformat() if mark.certain else None,
        "gaps": [[gap.since.isoformat(), gap.until.isoformat(), gap.missing, gap.why] for gap in mark.gaps],
        "points": [[at.isoformat(), recorded, missing] for at, recorded, missing in mark.points],
    }


def from_json(value: Mapping[str, Any]) -> Watermark:
    """Read what ``to_json`` wrote.

    Args:
        value: JSON of our own.

    Returns:
        The watermark, with no ticks.

    Raises:
        ValueError, KeyError, TypeError: it is something else.
    """
    ended, offset, recorded, missing, floor = (int(number) for number in value["numbers"])
    return Watermark(
        str(value["gateway"]),
        str(value["environment"]),
        epoch=str(value["epoch"]),
        ended=ended,
        offset=offset,
        recorded=recorded,
        missing=missing,
        floor=floor,
        through=_time(value["through"]),
        certain=_time(value["certain"]),
        gaps=tuple(Gap(_aware(since), _aware(until), lost, str(why)) for since, until, lost, why in value["gaps"]),
        points=tuple((_aware(at), int(got), int(lost)) for at, got, lost in value["points"]),
    )


def _aware(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _time(text: str | None) -> datetime | None:
    return None if text is None else _aware(text)
