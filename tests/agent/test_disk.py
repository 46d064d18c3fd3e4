"""Files of the agent are whole or not there, and a disk that refuses is told."""

from __future__ import annotations

import os
import signal
import stat
from dataclasses import asdict

import pytest

from apiyard.agent.born import born, with_token
from apiyard.agent.disk import make_private, read_json, write_json, write_whole
from apiyard.agent.hold import hold
from apiyard.agent.launch import Launch, end_descendants, send, start
from apiyard.agent.odometer import Odometer, read, read_odometer
from apiyard.agent.port import FIRST, LAST, choose_port, is_free
from apiyard.agent.run_record import RunRecord, find_run, new_token, write_run
from apiyard.core.errors import ConflictError, UnavailableError
from tests.agent.agents import wait_for


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "a.json"
    write_json(path, {"a": 1}, durable=True)
    write_json(path, {"a": 2})
    assert read_json(path) == {"a": 2}
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("data", [b"", b"{", b"[1]", b"\xff", b'{"a":1'])
def test_what_was_torn_reads_as_nothing(tmp_path, data):
    path = tmp_path / "a.json"
    path.write_bytes(data)
    assert read_json(path) is None


def test_a_disk_that_refuses_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UnavailableError, match="cannot be made") as caught:
        make_private(tmp_path / "file" / "folder")
    assert "read-only" in caught.value.hint
    with pytest.raises(UnavailableError, match="cannot write"):
        write_whole(tmp_path / "none" / "a", b"", durable=True)


def test_a_private_folder_stays_private(tmp_path):
    (tmp_path / "open").mkdir(mode=0o755)
    assert stat.S_IMODE(make_private(tmp_path / "open").stat().st_mode) == 0o700


def test_one_holder_at_a_time(tmp_path):
    with hold(tmp_path), pytest.raises(ConflictError, match=f"pid {os.getpid()}"), hold(tmp_path):
        pass
    with hold(tmp_path):
        pass


def test_a_process_is_known_by_its_birth(tmp_path):
    token = new_token()
    child = start(Launch(argv=("/bin/sleep", "600"), cwd=tmp_path, output=tmp_path / "out"), token)
    try:
        birth = born(child.pid)
        assert birth
        assert birth == born(child.pid)
        assert birth != born(os.getpid())
        # The kernel shows the environment a moment after the exec that the parent waits for.
        wait_for(lambda: with_token(token) == (child.pid,), what="the child's environment")
        write_run(tmp_path, RunRecord(token=token, port=5))
        assert find_run(tmp_path) == RunRecord(token=token, pid=child.pid, birth=birth, port=5)
        write_run(tmp_path, RunRecord(token=token, pid=child.pid, birth="another boot"))
        found = find_run(tmp_path)
        assert found is not None
        assert not found.alive, "the same pid of another birth is another process"
        assert not send(child.pid, "another boot", signal.SIGKILL)
        assert child.poll() is None
    finally:
        assert end_descendants(token) == 1
        child.wait()
    assert born(child.pid) == ""
    assert with_token(token) == ()


def test_a_zombie_does_not_run(tmp_path):
    child = start(Launch(argv=("/bin/true",), cwd=tmp_path, output=tmp_path / "out"), new_token())
    wait_for(lambda: born(child.pid) == "", what="the end of the child, which nobody waited for")
    child.wait()


def test_counts_add_up_over_restarts():
    odometer = read(Odometer(), birth="one", count=10, at=1.0)
    odometer = read(odometer, birth="one", count=15, at=2.0)
    assert odometer.total == 15
    odometer = read(odometer, birth="two", count=3, at=3.0)
    assert odometer.total == 18
    odometer = read(odometer, birth="two", count=1, at=4.0)
    assert odometer.total == 19, "a count that went back was begun anew"
    assert read_odometer(asdict(odometer)) == odometer
    assert read_odometer(None) == read_odometer({"strange": 1}) == Odometer()


def test_ports_are_free_promised_to_nobody_and_below_the_ephemeral_range(upstream):
    class Chance:
        def __init__(self, *numbers):
            self.numbers = list(numbers)

        def randint(self, first, last):
            assert (first, last) == (FIRST, LAST)
            return self.numbers.pop(0)

    assert not is_free(upstream)
    found = choose_port(frozenset({20_001}), Chance(20_001, upstream, 31_999))  # type: ignore[arg-type]
    assert found == 31_999
    with pytest.raises(UnavailableError):
        choose_port(frozenset({20_001}), Chance(*[20_001] * 500))  # type: ignore[arg-type]
