"""A disk or a database that cannot is told with what to do, and the store goes on afterwards."""

from __future__ import annotations

import sqlite3
import stat
import threading

import pytest
from sqlalchemy import text

from apiyard.core.errors import ApiyardError, UnavailableError
from apiyard.store import engine
from apiyard.store.engine import write
from apiyard.store.open import open_store
from apiyard.store.trouble import StoreError
from tests.store.facts import lint


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path}/control.db"


@pytest.fixture
def opened(url, clock, tmp_path):
    store = open_store(url, blobs=tmp_path / "blobs", clock=clock)
    yield store
    store.close()


def test_a_full_disk_loses_nothing_that_was_acknowledged(opened):
    opened.ledger.append(lint())
    with opened.database.engine.connect() as connection:
        pages = connection.scalar(text("PRAGMA page_count"))
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(UnavailableError) as told:
        opened.ledger.append(*(lint(numbers={"log": "x" * 1000}) for _ in range(200)))
    assert told.value.code == "store-full"
    assert "free some space" in told.value.hint
    with opened.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert opened.ledger.head() == 1
    assert opened.ledger.append(lint())[0].seq == 2


def test_a_disk_that_cannot_be_written_still_lets_read(opened):
    (fact,) = opened.ledger.append(lint())
    with opened.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(UnavailableError) as told:
        opened.ledger.append(lint())
    assert told.value.code == "store-read-only"
    assert opened.ledger.find() == (fact,)


def test_a_file_that_is_no_database_is_told_and_left_alone(url, clock, tmp_path):
    (tmp_path / "control.db").write_bytes(b"not a database at all" * 500)
    with pytest.raises(StoreError) as told:
        open_store(url, blobs=tmp_path / "blobs", clock=clock)
    assert told.value.code == "store-corrupt"
    assert "backup" in told.value.hint
    assert (tmp_path / "control.db").read_bytes().startswith(b"not a database")


def test_a_damaged_page_is_told(url, clock, tmp_path):
    store = open_store(url, blobs=tmp_path / "blobs", clock=clock)
    for _ in range(20):
        store.ledger.append(lint(numbers={"log": "x" * 2000}))
    store.close()
    path = tmp_path / "control.db"
    data = bytearray(path.read_bytes())
    assert len(data) > 8192
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(bytes(data))
    with pytest.raises(StoreError) as told:
        open_store(url, blobs=tmp_path / "blobs", clock=clock).ledger.find(limit=100)
    assert told.value.code == "store-corrupt"


def test_another_process_that_holds_the_file_for_too_long_is_told(url, clock, tmp_path, monkeypatch):
    pragmas = ("PRAGMA busy_timeout = 50", *engine._PRAGMAS[1:])
    monkeypatch.setattr(engine, "_PRAGMAS", pragmas)
    store = open_store(url, blobs=tmp_path / "blobs", clock=clock)
    other = sqlite3.connect(tmp_path / "control.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(UnavailableError) as told:
        store.ledger.append(lint())
    assert (told.value.code, told.value.retryable) == ("store-busy", True)
    other.execute("ROLLBACK")
    other.close()
    assert store.ledger.append(lint())[0].seq == 1
    store.close()


def test_only_the_owner_can_read_the_file(opened, tmp_path):
    opened.ledger.append(lint())
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("control.db*")}
    assert set(modes) >= {"control.db", "control.db-wal"}
    assert set(modes.values()) == {0o600}


def test_a_folder_that_cannot_be_made_is_told(clock, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ApiyardError) as told:
        open_store(f"sqlite:///{tmp_path}/file/control.db", blobs=tmp_path / "blobs", clock=clock)
    assert told.value.where


def test_a_server_that_does_not_run_is_told_without_the_password(clock, tmp_path):
    url = f"postgresql://ada:pa55word@/none?host={tmp_path}"
    with pytest.raises(UnavailableError) as told:
        open_store(url, blobs=tmp_path / "blobs", clock=clock)
    assert told.value.code == "store-unreachable"
    assert "pa55word" not in str(told.value)


def test_an_error_in_the_block_takes_everything_back(store, clock):
    statement = text("INSERT INTO leases (name, holder, until) VALUES ('a', 'b', 9999999999999999)")
    with pytest.raises(StoreError), write(store.database) as connection:
        _ = [connection.execute(statement) for _ in range(2)]
    assert store.leases.acquire("a", "c", 1)


def test_the_turn_is_given_back_after_an_error(store):
    with pytest.raises(RuntimeError), write(store.database):
        raise RuntimeError
    appended = threading.Thread(target=lambda: store.ledger.append(lint()))
    appended.start()
    appended.join(30)
    assert store.ledger.head() == 1
