"""A batch is committed once and whole: killed, full, read-only or delivered again."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apiyard.core.errors import ConflictError, InvalidInputError
from apiyard.observe.intake import Intake, IntakeError, segments
from apiyard.observe.parse import parse
from apiyard.observe.schema import SCHEMA
from tests.observe.messages import NOON, entry, message

ROOT = Path(__file__).resolve().parents[2]
CHILD = """
import sys
from pathlib import Path
from apiyard.observe.intake import Intake
from apiyard.observe.parse import parse
from tests.observe.messages import NOON, entry, message

intake = Intake(Path(sys.argv[1]))
number = int(intake.cursor("g1") or 0)
while True:
    number += 1
    entries = [entry(consumer=f"c{number}-{piece}") for piece in range(50)]
    batch = parse([message(*entries)], gateway="g1", environment="production", received=NOON).batch
    intake.commit(batch, str(number), "g1")
    print(number, flush=True)
"""


def batch_of(*entries):
    return parse([message(*entries)], gateway="g1", environment="production", received=NOON).batch


def consumers(folder: Path) -> list[str]:
    tables = [pq.read_table(folder / one.name, columns=["consumer"]) for one in segments(folder)]
    return sorted(name for table in tables for name in table.column("consumer").to_pylist())


@pytest.fixture
def intake(tmp_path):
    made = Intake(tmp_path / "traffic")
    yield made
    made.close()


def test_a_commit_is_one_whole_file(intake):
    done = intake.commit(batch_of(entry(consumer="a"), entry(consumer="b")), "c1", "g1")
    assert (done.cursor, done.records) == ("c1", 2)
    assert consumers(intake.folder) == ["a", "b"]
    assert intake.cursor("g1") == "c1"
    assert [path.name for path in intake.folder.iterdir() if not path.name.startswith(".")] == [done.segment.name]


def test_the_same_cursor_adds_nothing_even_after_a_restart(intake):
    batch = batch_of(entry(consumer="a"))
    intake.commit(batch, "c1", "g1")
    assert intake.commit(batch, "c1", "g1").records == 0
    intake.close()
    again = Intake(intake.folder)
    assert again.cursor("g1") == "c1"
    assert again.commit(batch, "c1", "g1").records == 0
    assert again.commit(batch, "c1", "g2").records == 1
    again.close()
    assert consumers(intake.folder) == ["a", "a"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 12), st.booleans()), max_size=30))
def test_any_order_of_deliveries_and_restarts_gives_each_record_once(tmp_path_factory, deliveries):
    folder = tmp_path_factory.mktemp("traffic")
    intake = Intake(folder)
    for number, restart in deliveries:
        if restart:
            intake.close()
            intake = Intake(folder)
        intake.commit(batch_of(entry(consumer=f"c{number}")), f"cursor-{number}", "g1")
    intake.close()
    assert consumers(folder) == sorted({f"c{number}" for number, _ in deliveries})


def test_an_empty_batch_is_acknowledged_without_a_file(intake):
    assert intake.commit(batch_of(), "c1", "g1").cursor == "c1"
    assert segments(intake.folder) == ()


def test_a_batch_across_hours_is_one_file_that_names_both(intake):
    done = intake.commit(batch_of(entry(NOON - timedelta(hours=2)), entry(NOON)), "c1", "g1")
    assert done.segment.begins == NOON - timedelta(hours=2)
    assert done.segment.until == NOON + timedelta(hours=1)


def test_wrong_columns_and_cursors_are_refused(intake):
    with pytest.raises(InvalidInputError):
        intake.commit(pa.record_batch({"time": [1]}), "c1", "g1")
    for cursor in ("", "x" * 10_000):
        with pytest.raises(InvalidInputError):
            intake.commit(batch_of(entry()), cursor, "g1")


def test_a_second_owner_is_refused(intake):
    with pytest.raises(ConflictError):
        Intake(intake.folder)


def test_a_hostile_gateway_name_stays_inside_the_folder(intake):
    done = intake.commit(batch_of(entry()), "c1", "../../etc/\ud800\n")
    assert (intake.folder / done.segment.name).exists()


@pytest.mark.parametrize("step", ["fsync", "rename", "open"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_a_disk_that_refuses_leaves_nothing_and_a_retry_works(intake, monkeypatch, step, code):
    def refuse(*_, **__):
        raise OSError(code, os.strerror(code))

    batch = batch_of(entry(consumer="a"))
    with monkeypatch.context() as patch:
        if step == "fsync":
            patch.setattr("apiyard.observe.intake.os.fsync", refuse)
        elif step == "rename":
            patch.setattr(Path, "rename", refuse)
        else:
            patch.setattr("apiyard.observe.intake.pq.ParquetWriter", refuse)
        with pytest.raises(IntakeError) as told:
            intake.commit(batch, "c1", "g1")
    assert told.value.retryable
    assert str(intake.folder) in str(told.value)
    assert intake.cursor("g1") == ""
    assert segments(intake.folder) == ()
    assert [path.name for path in intake.folder.iterdir()] == [".lock"]
    assert intake.commit(batch, "c1", "g1").records == 1


def test_a_file_that_may_not_grow_is_told_for_real(tmp_path):
    code = """
import resource, signal, sys
from pathlib import Path
from apiyard.observe.intake import Intake, IntakeError, segments
from tests.observe.test_intake import batch_of, entry
intake = Intake(Path(sys.argv[1]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
try:
    intake.commit(batch_of(*(entry(consumer=str(n)) for n in range(500))), "c1", "g1")
except IntakeError as told:
    print("told", told.retryable, intake.cursor("g1") == "", segments(intake.folder))
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.stdout == "told True True ()\n", done.stderr


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(IntakeError):
        Intake(tmp_path / "file" / "traffic")


@pytest.mark.parametrize("after", [1, 7, 20])
def test_a_kill_at_any_moment_loses_nothing_acknowledged_and_doubles_nothing(tmp_path, after):
    folder, acknowledged = tmp_path / "traffic", 0
    for _ in range(2):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(folder)], stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        assert child.stdout is not None
        try:
            for _ in range(after):
                acknowledged = int(child.stdout.readline())
        finally:
            child.send_signal(signal.SIGKILL)
            rest = child.stdout.read().split()
            child.wait()
            child.stdout.close()
        acknowledged = int(rest[-1]) if rest else acknowledged
    found = consumers(folder)
    batches = {name.partition("-")[0] for name in found}
    assert len(found) == len(set(found)) == 50 * len(batches)
    assert {f"c{number}" for number in range(1, acknowledged + 1)} <= batches
    assert len(batches) <= acknowledged + 1
    with_new = Intake(folder)
    assert not list(folder.glob(".new-*"))
    assert int(with_new.cursor("g1")) == len(batches)
    with_new.close()


def test_commits_of_many_threads_are_all_kept(intake):
    def work(name):
        for number in range(10):
            intake.commit(batch_of(entry(consumer=f"{name}-{number}")), f"{number}", name)

    threads = [threading.Thread(target=work, args=(f"g{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(consumers(intake.folder))) == 40


def test_the_schema_survives_the_disk(intake):
    done = intake.commit(batch_of(entry()), "c1", "g1")
    assert pq.read_table(intake.folder / done.segment.name).schema.remove_metadata() == SCHEMA
