"""Questions get exact answers, as of the last commit, in every time zone."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest

from apiyard.core.errors import InvalidInputError, UnavailableError, UnknownNameError
from apiyard.observe.intake import Intake
from apiyard.observe.query import Records, Window
from apiyard.observe.readings import readings, readings_by_operation
from tests.observe.messages import NOON, entry
from tests.observe.test_intake import batch_of

HOUR = timedelta(hours=1)
END = NOON + HOUR


@pytest.fixture
def intake(tmp_path):
    made = Intake(tmp_path / "traffic's")
    yield made
    made.close()


@pytest.fixture
def records(intake):
    made = Records(intake.folder)
    yield made
    made.close()


def put(intake, *entries):
    cursor = str(int(intake.cursor("g1") or 0) + 1)
    intake.commit(batch_of(*entries), cursor, "g1")


def test_an_empty_folder_answers_with_nothing(records, tmp_path):
    assert records.counts("", "", NOON, until=END) == ()
    assert Records(tmp_path / "absent").counts("", "", NOON, until=END) == ()


def test_a_commit_is_in_the_next_answer(intake, records):
    for number in range(1, 4):
        put(intake, entry())
        assert records.counts("orders", "production", NOON, until=END)[0].requests == number


def test_calls_are_counted_by_what_is_asked(intake, records):
    put(intake, entry(), entry(status=500), entry(status=404, consumer="other"), entry(version="1.1.0"))
    by = records.counts("orders", "production", NOON, until=END, by=("version", "class"))
    assert [(one.key, one.requests, one.errors) for one in by] == [
        (("1.0.0", "2xx"), 1, 0),
        (("1.0.0", "4xx"), 1, 0),
        (("1.0.0", "5xx"), 1, 1),
        (("1.1.0", "2xx"), 1, 0),
    ]
    assert records.counts("payments", "", NOON, until=END) == ()
    assert records.counts("orders", "staging", NOON, until=END) == ()


def test_texts_of_users_are_bound_never_run(intake, records):
    put(intake, entry(consumer="'; DROP TABLE x; --"))
    assert records.counts("' OR '1'='1", "", NOON, until=END) == ()
    assert "'; DROP TABLE x; --" in records.last_used("", "", NOON, until=END)
    with pytest.raises(UnknownNameError, match="consumr"):
        records.counts("", "", NOON, until=END, by=("consumr",))


def test_the_engine_reads_its_folder_only(records, intake, tmp_path):
    put(intake, entry())
    window = Window("", "", NOON, END)
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    for sql in (
        f"SELECT * FROM read_csv('{tmp_path}/other.csv')",
        "SELECT * FROM read_text('/etc/hostname')",
        "SET enable_external_access = true",
        "INSTALL httpfs",
    ):
        with pytest.raises(UnavailableError):
            records.ask(sql, window)


def test_edges_belong_to_one_window_in_every_zone(intake, records):
    begin, end = NOON - HOUR, NOON
    put(intake, entry(begin), entry(end), entry(end - timedelta(microseconds=1)))
    zones = [UTC, timezone(timedelta(hours=5, minutes=45)), timezone(timedelta(hours=-11))]
    for zone in zones:
        since, until = begin.astimezone(zone), end.astimezone(zone)
        assert records.counts("", "", since, until=until)[0].requests == 2
        (first, last) = records.series("", "", since, until=until)
        assert (first.at, last.at) == (begin, end - timedelta(minutes=1))
    with pytest.raises(InvalidInputError):
        records.counts("", "", NOON.replace(tzinfo=None), until=END)


def test_a_zone_of_the_machine_changes_nothing(intake, records, monkeypatch):
    import time

    put(intake, entry(NOON))
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    time.tzset()
    try:
        other = Records(intake.folder)
        assert other.series("", "", NOON, until=END)[0].at == NOON
        assert other.last_used("", "", NOON, until=END) == {"acme": NOON}
        other.close()
    finally:
        monkeypatch.undo()
        time.tzset()


def test_steps_hold_what_began_in_them(intake, records):
    put(intake, *(entry(NOON + timedelta(seconds=second), status=500 if second == 3 else 200) for second in range(5)))
    points = records.series("orders", "production", NOON, until=END, step_seconds=2, by=("api",))
    assert [(one.at.second, one.count.key, one.count.requests, one.count.errors) for one in points] == [
        (0, ("orders",), 2, 0),
        (2, ("orders",), 2, 1),
        (4, ("orders",), 1, 0),
    ]
    with pytest.raises(InvalidInputError):
        records.series("", "", NOON, until=END, step_seconds=0)


def test_quantiles_are_exact(intake, records):
    put(intake, *(entry(took_us=number * 1000) for number in range(1, 101)))
    (found,) = records.latency("orders", "", NOON, until=END, quantiles=(0, 0.5, 0.99, 1, 7), by=("version",))
    assert (found.key, found.requests) == (("1.0.0",), 100)
    assert found.quantiles_us == (1_000, 50_000, 99_000, 100_000, 100_000)


def test_last_used_is_the_last_time(intake, records):
    put(intake, entry(NOON), entry(NOON + timedelta(seconds=9)), entry(consumer=""))
    assert records.last_used("", "", NOON, until=END) == {"acme": NOON + timedelta(seconds=9)}
    assert set(records.last_used("", "", NOON, until=END, by="version")) == {"1.0.0"}


def test_what_the_gateway_refused_says_nothing_about_a_version(intake, records):
    refused = [entry(status=status, upstream_us=None) for status in (400, 401, 403, 404, 405, 410, 413, 429)]
    left = entry(status=0, upstream_us=None, flags=["downstream_connection_termination"])
    answered = [entry(status=status) for status in (200, 401, 404, 429)]
    put(intake, *refused, left, *answered)
    assert readings(records, "orders", "production", since=NOON, until=END) == {"1.0.0": (4, 0)}


@pytest.mark.parametrize(
    "flag",
    [
        "upstream_connection_failure",
        "upstream_connection_termination",
        "upstream_remote_reset",
        "upstream_request_timeout",
        "no_healthy_upstream",
        "upstream_retry_limit_exceeded",
        "upstream_protocol_error",
    ],
)
def test_a_broken_way_to_the_upstream_is_an_error_whatever_the_status(intake, records, flag):
    put(intake, entry(status=200, flags=[flag]), entry(status=503, upstream_us=None, flags=[flag, "fault_injected"]))
    assert readings(records, "orders", "production", since=NOON, until=END) == {"1.0.0": (2, 2)}


def test_a_callers_own_reset_is_no_error(intake, records):
    put(intake, entry(status=200, flags=["downstream_connection_termination"]))
    assert readings(records, "orders", "production", since=NOON, until=END) == {"1.0.0": (1, 0)}


def test_readings_are_of_versions_and_operations(intake, records):
    put(intake, entry(), entry(version="1.1.0", status=500), entry(operation="create", version="1.1.0"))
    put(intake, entry(api="payments"), entry(version="", upstream_us=None, status=503))
    assert readings(records, "orders", "production", since=NOON, until=END) == {"1.0.0": (1, 0), "1.1.0": (2, 1)}
    assert readings_by_operation(records, "orders", "production", since=NOON, until=END) == {
        "create": {"1.1.0": (1, 0)},
        "list": {"1.0.0": (1, 0), "1.1.0": (1, 1)},
    }
    only = readings(records, "orders", "production", since=NOON, until=END, operation="create")
    assert only == {"1.1.0": (1, 0)}


def test_a_reading_ends_at_the_watermark(intake, records):
    put(intake, entry(took_us=1_000_000), entry(took_us=10_000_000))
    assert readings(records, "orders", "production", since=NOON, until=NOON + timedelta(seconds=5)) == {"1.0.0": (1, 0)}


def test_many_threads_ask_at_once(intake, records):
    put(intake, *(entry(consumer=f"c{number}") for number in range(50)))
    answers: list[int] = []

    def ask():
        answers.extend(records.counts("orders", "", NOON, until=END)[0].requests for _ in range(5))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [50] * 30


def test_moments_are_exact_to_the_microsecond(intake, records):
    odd = datetime(2026, 2, 28, 23, 59, 59, 999_999, tzinfo=UTC)
    put(intake, entry(odd))
    assert records.last_used("", "", odd, until=NOON) == {"acme": odd}
