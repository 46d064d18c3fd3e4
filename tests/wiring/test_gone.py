"""Whether a process has ended: a child of ours, somebody else's, and one that never was."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from apiyard.wiring.gone import is_gone


def test_a_child_is_gone_when_it_has_ended_though_nobody_waited_for_it():
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert not is_gone(child.pid)
    child.kill()
    until = time.monotonic() + 30
    while not is_gone(child.pid):
        assert time.monotonic() < until
        time.sleep(0.01)
    assert is_gone(child.pid)
    assert child.stdin is not None
    child.stdin.close()
    child.wait()


def test_another_process_is_there_while_it_runs():
    assert not is_gone(os.getppid())
