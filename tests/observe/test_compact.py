"""Merging and letting go never changes an answer, whoever reads meanwhile."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apiyard.core.clock import ManualClock
from apiyard.core.errors import InvalidInputError
from apiyard.observe.compact import RUN, compact, plan, retain
from apiyard.observe.intake import Intake, segments
from apiyard.observe.query import Records
from apiyard.observe.segment import Segment, list_segments, read_name, visible
from tests.observe.messages import NOON, entry
from tests.observe.test_intake import batch_of, consumers

NOW = timedelta(0)


@pytest.fixture
def intake(tmp_path):
    made = Intake(tmp_path / "traffic")
    yield made
    made.close()


def fill(intake, count, *, at=NOON, first=0, gateway="g1"):
    for number in range(first, first + count):
        intake.commit(batch_of(entry(at, consumer=f"c{number}")), f"cursor-{number}", gateway)


def ahead(hours=0.0):
    """A clock of the day of the records, ahead of the files' own times, so that no grace is left."""
    return ManualClock(NOON + timedelta(hours=hours))


def late():
    return ManualClock(datetime.now(UTC) + timedelta(hours=3))


def test_eight_neighbours_become_one_and_say_the_same(intake):
    fill(intake, RUN + 3)
    before = consumers(intake.folder)
    assert compact(intake, ahead()) == 1
    assert [(one.first, one.last) for one in segments(intake.folder)] == [(1, 8), (9, 9), (10, 10), (11, 11)]
    assert consumers(intake.folder) == before


def test_an_hour_that_is_over_becomes_one_file(intake):
    fill(intake, 11)
    assert compact(intake, ahead(hours=3)) == 1
    compact(intake, late(), grace=NOW)
    assert [(one.first, one.last) for one in list_segments(intake.folder)] == [(1, 11)]
    assert consumers(intake.folder) == sorted(f"c{number}" for number in range(11))


def test_cursors_are_known_after_a_merge_and_a_restart(intake):
    fill(intake, 11)
    compact(intake, late(), grace=NOW)
    compact(intake, late(), grace=NOW)
    intake.close()
    again = Intake(intake.folder)
    fill(again, 12)
    again.close()
    assert len(consumers(intake.folder)) == 12


def test_readers_that_listed_before_still_find_their_files(intake):
    fill(intake, RUN)
    listed = segments(intake.folder)
    compact(intake, ManualClock(datetime.now(UTC)))
    compact(intake, ManualClock(datetime.now(UTC)))
    assert all((intake.folder / one.name).exists() for one in listed)
    compact(intake, late())
    assert not any((intake.folder / one.name).exists() for one in listed)


def test_a_crash_between_merge_and_removal_doubles_nothing(intake):
    fill(intake, RUN)
    compact(intake, ahead())
    assert len(list_segments(intake.folder)) == RUN + 1
    assert len(consumers(intake.folder)) == RUN


def test_counts_stand_while_segments_are_merged_and_removed(intake):
    fill(intake, 3 * RUN)
    records, stop = Records(intake.folder), threading.Event()
    begun = finished = 3 * RUN
    answers: list[tuple[int, int, int]] = []

    def read():
        while not stop.is_set():
            least = finished
            (count,) = records.counts("orders", "", NOON, until=NOON + timedelta(hours=1))
            answers.append((least, count.requests, begun))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(6 * RUN):
        begun += 1
        fill(intake, 1, first=begun)
        finished += 1
        compact(intake, late(), grace=NOW)
    stop.set()
    for reader in readers:
        reader.join()
    records.close()
    assert answers
    assert [one for one in answers if not one[0] <= one[1] <= one[2]] == []
    assert len(consumers(intake.folder)) == 9 * RUN


def test_old_segments_go_and_young_ones_stay(intake):
    fill(intake, 2, at=NOON - timedelta(days=3))
    fill(intake, 2, first=2)
    assert retain(intake, ahead(), timedelta(days=1)) == 2
    assert consumers(intake.folder) == ["c2", "c3"]
    with pytest.raises(InvalidInputError):
        retain(intake, ahead(), timedelta(minutes=5))


def test_hidden_segments_never_come_to_light_again(intake):
    fill(intake, RUN, at=NOON - timedelta(days=3))
    compact(intake, ahead())
    assert retain(intake, ahead(), timedelta(days=1)) == RUN + 1
    assert list_segments(intake.folder) == ()


def test_after_everything_went_a_gateway_goes_on(intake):
    fill(intake, 2, at=NOON - timedelta(days=3))
    retain(intake, ahead(), timedelta(days=1))
    fill(intake, 1, first=2)
    assert consumers(intake.folder) == ["c2"]
    assert intake.cursor("g1") == "cursor-2"


hours = st.integers(0, 3).map(lambda hour: NOON.replace(minute=0) + timedelta(hours=hour))


@given(st.lists(hours, max_size=60), st.integers(0, 5))
def test_a_plan_merges_neighbours_only_and_hides_exactly_them(begins, now):
    single = [Segment("a" * 12, at, at, hour, hour) for at, hour in enumerate(begins, 1) if at % 13]
    for run in plan(single, NOON + timedelta(hours=now)):
        assert [one.first for one in run] == list(range(run[0].first, run[-1].last + 1))
        merged = Segment(run[0].source, run[0].first, run[-1].last, run[0].begins, run[0].ends)
        assert set(visible([*single, merged])) == {merged, *single} - set(run)


@given(st.text(max_size=80))
def test_other_names_are_no_segments(name):
    found = read_name(name)
    assert found is None or found.name == name


def test_a_name_says_what_it_covers():
    one = Segment("0123456789ab", 3, 9, NOON, NOON + timedelta(hours=1))
    assert one.name == "20260301T12-20260301T13-0123456789ab-000000000003-000000000009.parquet"
    assert read_name(one.name) == one
    assert read_name("20261301T12-20260301T13-0123456789ab-000000000003-000000000009.parquet") is None
