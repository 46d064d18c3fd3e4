"""Lost records never read as health: every loss is found, no whole record stream is called lossy."""

from __future__ import annotations

import json
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from apiyard.observe.intake import Intake
from apiyard.observe.parse import parse
from apiyard.observe.query import Records
from apiyard.observe.watch import Watches, ends
from apiyard.observe.watermark import MAX_GAPS, Sample, Watermark, advance, completeness, from_json, tick, to_json
from tests.observe.messages import NOON, entry, message

SECOND = timedelta(seconds=1)


def at(seconds):
    return NOON + timedelta(seconds=seconds)


def play(calls, seconds, *, lost=(), epochs=None, began=1_000, late=0.0):
    """Play a gateway: calls end at times (seconds); samples each second; records come a second later."""
    mark = Watermark("g1", "production")
    recorded = [call for number, call in enumerate(sorted(calls)) if number not in set(lost)]
    for second in range(seconds):
        epoch, start = ("e1", 0.0) if epochs is None else epochs(second)
        base = began if start == 0.0 else 0
        ended = base + sum(start <= call <= second + late for call in calls)
        batch: dict[int, int] = {}
        for call in recorded:
            if second - 1 < call + 1 <= second:
                number = tick(at(call))
                batch[number] = batch.get(number, 0) + 1
        mark = advance(mark, batch, Sample(at(second), epoch, ended))
    return mark


def told(mark, since=0.0):
    return completeness([mark], "production", at(since))


def even(seconds, rate):
    return [number / rate + 0.5 / rate for number in range(int(seconds * rate))]


def test_a_whole_stream_is_complete():
    found = told(play(even(30, 20), 40))
    assert found.complete
    assert (found.expected, found.recorded, found.missing) == (600, 600, 0)
    assert found.through == at(36)


def test_a_loss_is_found_counted_and_placed():
    mark = play(even(30, 20), 40, lost=range(200, 210))
    found = told(mark)
    assert not found.complete
    assert (found.missing, found.expected, found.recorded) == (10, 600, 590)
    first = found.gaps[0]
    assert first.since <= at(10)
    assert first.until == at(11)
    assert first.missing >= 6
    assert {gap.why for gap in found.gaps} == {"lost"}
    assert told(mark, since=32).complete


def test_a_loss_within_the_skew_of_a_busy_time_shows_when_it_is_quieter():
    found = told(play(even(30, 500), 40, lost=[7_000]))
    assert found.missing == 1
    assert found.gaps[0].since <= at(14)


def test_a_silent_sink_is_no_health():
    mark = play(even(30, 20), 40, lost=range(600))
    assert told(mark).missing == 600
    assert not told(mark).complete


def test_a_restart_of_the_gateway_is_a_gap_nobody_can_fill():
    def epochs(second):
        return ("e1", 0.0) if second < 15 else ("e2", 14.5)

    mark = play(even(30, 20), 40, epochs=epochs)
    found = told(mark)
    assert [(gap.missing, gap.why) for gap in found.gaps] == [(None, "restart")]
    assert not found.complete
    assert found.missing == 0
    assert told(mark, since=16).complete


def test_a_counter_that_went_back_is_a_restart_too():
    mark = Watermark("g1", "production")
    for second, ended in enumerate([50, 50, 50, 50, 3, 3, 3, 3, 3]):
        mark = advance(mark, {}, Sample(at(second), "e1", ended))
    assert [gap.why for gap in mark.gaps] == ["restart"]


def test_what_was_not_watched_is_not_complete():
    mark = play(even(30, 20), 40)
    found = told(mark, since=-60)
    assert [gap.why for gap in found.gaps] == ["not-watched"]
    nobody = completeness([], "production", at(0))
    assert nobody.through is None
    assert not nobody.complete


def test_the_slowest_gateway_of_an_environment_counts():
    one, two = play(even(30, 20), 40), play(even(10, 20), 20)
    found = completeness([one, two, Watermark("g3", "staging")], "production", at(0))
    assert found.through == two.through
    assert completeness([one, Watermark("g4", "production")], "production", at(0)).through is None


def test_no_sample_no_progress():
    mark = advance(Watermark("g1", "production"), {tick(at(1)): 5}, None)
    assert told(mark).through is None


def test_memory_is_bounded_without_samples_and_with_many_gaps():
    mark = Watermark("g1", "production")
    for second in range(300):
        mark = advance(mark, {tick(at(second)) + step: 1 for step in range(0, 100, 2)}, None)
    assert len(mark.ticks) <= 6_000
    for second in range(300, 300 + 3 * MAX_GAPS):
        mark = advance(mark, {}, Sample(at(second), "e1", 10 * second))
    assert len(mark.gaps) <= MAX_GAPS
    missing = mark.missing
    assert sum(gap.missing for gap in mark.gaps if gap.missing) == missing > 0


calls = st.lists(st.floats(0, 20, allow_nan=False), max_size=300)


@settings(max_examples=100, deadline=None)
@given(calls, st.floats(-0.09, 0.09))
def test_a_whole_stream_is_never_called_lossy(times, late):
    assert play(times, 30, late=late).missing == 0


@settings(max_examples=100, deadline=None)
@given(calls.filter(bool), st.data())
def test_every_loss_is_known_once_it_is_quiet(times, data):
    # What was lost in the skew of the first sample cannot be told from what was counted before it.
    times = sorted(time + 0.2 for time in times)
    lost = data.draw(st.sets(st.integers(0, len(times) - 1)))
    mark = play(times, 30, lost=lost)
    assert mark.missing == len(lost)
    assert all(gap.since <= gap.until for gap in mark.gaps)


def test_a_watermark_survives_the_disk():
    mark = play(even(30, 20), 40, lost=[100])
    again = from_json(json.loads(json.dumps(to_json(mark))))
    assert told(again) == told(mark)
    assert again.floor == mark.floor


def commit(intake, watches, seconds, cursor, *, ended, now):
    entries = [entry(at(second), took_us=0) for second in seconds]
    batch = parse([message(*entries)], gateway="g1", environment="production", received=NOON).batch
    intake.commit(batch, cursor, "g1")
    watches.advance(batch, "g1", "production", sample=Sample(at(now), "e1", ended))


def test_a_watch_goes_on_after_a_restart_and_a_lost_file_is_no_error(tmp_path):
    intake, records = Intake(tmp_path), Records(tmp_path)
    watches = Watches(tmp_path, records)
    commit(intake, watches, [], "c0", ended=7, now=0)
    commit(intake, watches, [1, 2, 3], "c1", ended=10, now=4)
    commit(intake, watches, [5, 6], "c2", ended=13, now=8)  # one is lost
    watches = Watches(tmp_path, records)
    commit(intake, watches, [9], "c3", ended=14, now=12)
    commit(intake, watches, [], "c4", ended=14, now=16)
    commit(intake, watches, [], "c5", ended=14, now=20)
    found = watches.completeness("production", at(0))
    assert (found.missing, found.recorded, found.through) == (1, 6, at(16))
    (tmp_path / "watermarks.json").write_text("[{]")
    assert Watches(tmp_path, records).completeness("production", at(0)).through is None
    watches.forget("g1")
    assert watches.completeness("production", at(0)).through is None
    intake.close()


def test_ends_are_counted_by_tick():
    batch = parse(
        [message(entry(took_us=1_000_000), entry(took_us=1_000_000), entry(took_us=0))],
        gateway="g1",
        environment="production",
        received=NOON,
    ).batch
    assert ends(batch) == {tick(at(1)): 2, tick(at(0)): 1}
    assert ends(batch.slice(0, 0)) == {}
