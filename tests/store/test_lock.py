"""A second server on the same SQLite file is refused, and a dead one holds nothing."""

from __future__ import annotations

import errno
import os
import subprocess
import sys

import pytest

from apiyard.core.errors import ApiyardError, ConflictError, UnavailableError
from apiyard.store.lock import hold_exclusively

HOLDER = """
import pathlib, sys
from apiyard.store.lock import hold_exclusively
with hold_exclusively(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_holder_is_told_who_holds_it(tmp_path):
    path = tmp_path / "state" / "control.db"
    with hold_exclusively(path), pytest.raises(ConflictError) as told, hold_exclusively(path):
        pass
    assert f"pid {os.getpid()}" in told.value.what
    assert "apiyard down" in told.value.hint
    with hold_exclusively(path):
        pass


def test_the_lock_of_a_killed_process_is_free(tmp_path):
    path = tmp_path / "control.db"
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"held\n"
        with pytest.raises(ConflictError, match=f"pid {child.pid}"), hold_exclusively(path):
            pass
        child.kill()
    with hold_exclusively(path):
        pass


def test_a_disk_that_cannot_be_written_is_told(tmp_path, monkeypatch):
    def refuse(*_arguments):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(UnavailableError) as told, hold_exclusively(tmp_path / "control.db"):
        pass
    assert told.value.code == "store-read-only"
    assert "writable" in told.value.hint


def test_a_lock_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ApiyardError), hold_exclusively(tmp_path / "file" / "control.db"):
        pass
