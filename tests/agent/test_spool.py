"""The spool keeps what it took, counts what it refused, and forgets only what was acknowledged."""

from __future__ import annotations

import asyncio
import os

import pytest

from apiyard.agent.segment import Cursor
from apiyard.agent.spool import Spool, read_cursor
from apiyard.core.errors import InvalidInputError


@pytest.fixture
def make(tmp_path):
    made = []

    def _make(**options) -> Spool:
        spool = Spool(tmp_path / "staging", **options)
        spool.open()
        made.append(spool)
        return spool

    yield _make
    for spool in made:
        spool.close()


def test_read_in_order_from_a_cursor(make):
    spool = make()
    for number in range(5):
        assert spool.append(f"m{number}".encode(), 2)
    cursor, messages = spool.read(None, 1)
    assert messages == [b"m0"]
    cursor, messages = spool.read(cursor, 1000)
    assert messages == [b"m1", b"m2", b"m3", b"m4"]
    assert spool.read(cursor, 1000) == (cursor, [])
    assert spool.spooled == 10


def test_acknowledged_segments_are_deleted_and_the_rest_is_read_again(make, tmp_path):
    spool = make(segment_size=100)
    for number in range(10):
        spool.append(b"%d" % number * 30, 1)
    assert len(list(tmp_path.glob("staging/*.seg"))) > 2
    cursor, messages = spool.read(None, 150)
    spool.ack(cursor)
    assert spool.read(None, 10_000)[1] == [b"%d" % number * 30 for number in range(len(messages), 10)]
    last, _ = spool.read(cursor, 10_000)
    spool.ack(last)
    assert spool.pending_bytes == 0
    assert len(list(tmp_path.glob("staging/*.seg"))) == 1


def test_a_reader_that_lost_its_cursor_goes_on_after_the_acknowledged(make):
    spool = make()
    spool.append(b"a", 1)
    cursor, _ = spool.read(None, 100)
    spool.append(b"b", 1)
    spool.ack(cursor)
    assert spool.read(None, 100)[1] == [b"b"]
    assert spool.read(Cursor(99, 0), 100)[1] == [b"b"], "a cursor of another, lost spool"


def test_survives_a_kill_without_any_sync(make):
    spool = make()
    spool.append(b"first", 3)
    spool.append(b"second", 4)
    again = make()  # the first one was never synced nor closed, as after SIGKILL
    assert again.read(None, 100)[1] == [b"first", b"second"]
    assert again.spooled == 7


@pytest.mark.parametrize("cut", [1, 5, 13, 16])
def test_a_torn_tail_is_cut(make, tmp_path, cut):
    spool = make()
    spool.append(b"whole", 1)
    spool.append(b"torn", 1)
    path = next(tmp_path.glob("staging/*.seg"))
    os.truncate(path, path.stat().st_size - cut if cut < 16 else path.stat().st_size - 15)
    again = make()
    assert again.read(None, 100)[1] == [b"whole"]
    assert again.spooled == 1
    again.append(b"next", 1)
    assert again.read(None, 100)[1] == [b"whole", b"next"]


def test_a_damaged_record_does_not_stop_the_later_segments(make, tmp_path):
    spool = make(segment_size=20)
    spool.append(b"x" * 30, 1)
    spool.append(b"y" * 30, 1)
    first = min(tmp_path.glob("staging/*.seg"))
    data = bytearray(first.read_bytes())
    data[-1] ^= 255
    first.write_bytes(data)
    cursor, messages = spool.read(None, 1000)
    assert messages == [b"y" * 30]
    assert spool.at_end(cursor)


def test_a_full_spool_refuses_and_counts(make):
    spool = make(largest=200)
    while spool.append(b"z" * 40, 5):
        pass
    kept = spool.spooled
    assert kept > 0
    assert spool.dropped == 5
    assert not spool.append(b"z" * 40, 2)
    assert (spool.spooled, spool.dropped) == (kept, 7)
    assert len(spool.read(None, 10_000)[1]) == kept // 5


def test_dropped_is_remembered(make):
    spool = make(largest=10)
    spool.append(b"z" * 40, 5)
    spool.sync()
    assert make(largest=10).dropped == 5


def test_room_comes_back_with_the_acknowledgement(make):
    spool = make(largest=400, segment_size=100)
    while spool.append(b"z" * 40, 1):
        pass
    cursor, _ = spool.read(None, 10_000)
    spool.ack(cursor)
    assert spool.append(b"z" * 40, 1)


def test_a_full_disk_drops_and_counts(make):
    spool = make()
    assert spool.append(b"kept", 1)
    good, spool._handle = spool._handle, os.open("/dev/full", os.O_WRONLY)
    assert not spool.append(b"refused", 3)
    os.close(spool._handle)
    spool._handle = good
    assert spool.append(b"kept too", 1)
    assert (spool.spooled, spool.dropped) == (2, 3)
    assert spool.read(None, 100)[1] == [b"kept", b"kept too"]


def test_a_new_spool_never_gives_an_old_cursor(make):
    spool = make(first=1000)
    spool.append(b"a", 1)
    assert spool.read(None, 10)[0].segment == 1000


def test_an_acknowledgement_of_what_never_was_is_refused(make):
    spool = make()
    with pytest.raises(InvalidInputError, match="behind the end"):
        spool.ack(Cursor(50, 0))


@pytest.mark.parametrize("text", ["1", "1:", ":1", "a:1", "-1:2", "1:2:3", "9" * 50 + ":1", "²:1"])
def test_wrong_cursors_are_refused(text):
    with pytest.raises(InvalidInputError, match="not a cursor"):
        read_cursor(text)


def test_waiting_ends_with_an_append(make):
    spool = make()

    async def scenario():
        waiting = asyncio.create_task(spool.wait(None, 30))
        await asyncio.sleep(0)
        spool.append(b"a", 1)
        await asyncio.wait_for(waiting, 5)

    asyncio.run(scenario())
