"""Rollups say what the records say, also after late records, twice, and when the records are gone."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apiyard.core.clock import ManualClock
from apiyard.core.errors import InvalidInputError, UnknownNameError
from apiyard.observe.compact import compact, retain
from apiyard.observe.intake import Intake
from apiyard.observe.query import Records
from apiyard.observe.rollup import Rollups
from tests.observe.messages import NOON, entry
from tests.observe.test_intake import batch_of

SINCE, UNTIL = NOON - timedelta(hours=5), NOON + timedelta(hours=5)


@pytest.fixture
def intake(tmp_path):
    made = Intake(tmp_path / "traffic")
    yield made
    made.close()


@pytest.fixture
def rollups(intake):
    return Rollups(intake.folder, Records(intake.folder))


def put(intake, *entries):
    cursor = str(int(intake.cursor("g1") or 0) + 1)
    intake.commit(batch_of(*entries), cursor, "g1")


def total(rollups):
    return sum(one.count.requests for one in rollups.trend("", "", SINCE, until=UNTIL))


def test_a_rollup_counts_what_the_records_count(intake, rollups):
    put(intake, entry(), entry(status=500), entry(NOON + timedelta(minutes=1), version="1.1.0", took_us=90_000))
    assert rollups.roll(oldest=SINCE) == 2
    by = ("api", "version", "consumer", "operation", "class")
    rolled = rollups.trend("orders", "production", SINCE, until=UNTIL, step_seconds=60, by=by)
    raw = Records(intake.folder).series("orders", "production", SINCE, until=UNTIL, step_seconds=60, by=by)
    assert [(one.at, one.count) for one in rolled] == [(one.at, one.count) for one in raw]
    assert abs(rolled[-1].sketch.quantile(0.5) - 90_000) <= 900
    assert rolled[0].sketch.total == 1


def test_rolling_twice_changes_nothing(intake, rollups):
    put(intake, entry())
    rollups.roll(oldest=SINCE)
    files = {path.name: path.read_bytes() for path in (intake.folder / "rollups").iterdir()}
    assert rollups.roll(oldest=SINCE) == 0
    assert Rollups(intake.folder, Records(intake.folder)).roll(oldest=SINCE) == 0
    assert {path.name: path.read_bytes() for path in (intake.folder / "rollups").iterdir()} == files


def test_late_records_make_their_minute_again_and_no_other(intake, rollups):
    put(intake, entry(), entry(NOON + timedelta(minutes=5)))
    rollups.roll(oldest=SINCE)
    put(intake, entry(NOON + timedelta(minutes=5)))
    assert rollups.roll(oldest=SINCE) == 1
    assert total(rollups) == 3


def test_a_merge_of_segments_makes_nothing_again(intake, rollups):
    for _ in range(8):
        put(intake, entry())
    rollups.roll(oldest=SINCE)
    compact(intake, ManualClock(NOON))
    assert rollups.roll(oldest=SINCE) == 0
    put(intake, entry())
    compact(intake, ManualClock(NOON + timedelta(hours=4)))
    assert rollups.roll(oldest=SINCE) == 1
    assert total(rollups) == 9


def test_rollups_outlive_records(intake, rollups):
    put(intake, entry(NOON - timedelta(hours=4)), entry(NOON - timedelta(hours=4)))
    rollups.roll(oldest=SINCE)
    retain(intake, ManualClock(NOON), timedelta(hours=1))
    put(intake, entry())
    rollups.roll(oldest=NOON - timedelta(hours=1))
    assert total(rollups) == 3
    assert rollups.retain(NOON - timedelta(hours=1)) == 1
    assert total(rollups) == 1


def test_a_question_and_a_new_rollup_of_the_same_hour_wait_for_each_other(intake, rollups):
    put(intake, entry())
    done = threading.Event()

    def roll_on() -> None:
        for number in range(60):
            put(intake, *[entry(NOON + timedelta(minutes=number % 50))] * (1 + number % 7))
            rollups.roll(oldest=SINCE)
        done.set()

    worker = threading.Thread(target=roll_on)
    worker.start()
    seen = []
    while not done.is_set():
        seen.append(total(rollups))
    worker.join()
    assert seen == sorted(seen)


def test_wrong_questions_are_refused(rollups):
    with pytest.raises(UnknownNameError):
        rollups.trend("", "", SINCE, until=UNTIL, by=("plan",))
    with pytest.raises(InvalidInputError):
        rollups.trend("", "", SINCE, until=UNTIL, step_seconds=59)
    assert rollups.trend("", "", SINCE, until=UNTIL) == ()


minutes = st.lists(st.integers(-200, 200), min_size=1, max_size=5)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(minutes, st.booleans(), st.booleans()), min_size=1, max_size=12))
def test_any_order_of_commits_merges_and_rollings_counts_each_record_once(tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("traffic")
    intake = Intake(folder)
    rollups = Rollups(folder, Records(folder))
    expected = 0
    for offsets, roll, merge in steps:
        put(intake, *(entry(NOON + timedelta(minutes=offset)) for offset in offsets))
        expected += len(offsets)
        if roll:
            rollups.roll(oldest=SINCE)
        if merge:
            compact(intake, ManualClock(NOON + timedelta(hours=9)))
    rollups.roll(oldest=SINCE)
    assert total(rollups) == expected
    intake.close()
