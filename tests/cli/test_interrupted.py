"""Ctrl-C is heard while the program still loads its modules, where Python would lose it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

# What is raised in a finaliser is printed and forgotten: Ctrl-C there has to be kept until the module is loaded.
PROGRAM = """
import os, signal, sys

signal.signal(signal.SIGINT, signal.default_int_handler)
wanted = sys.argv.pop(1)

class Last:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)

class Finder:
    def find_spec(self, name, path, target=None):
        if name == wanted:
            Last()

sys.meta_path.insert(0, Finder())
from apiyard.__main__ import main
main()
"""
DOCUMENT = 'openapi: 3.1.0\ninfo: {title: x, version: "1"}\npaths: {}\n'
COMMANDS = [
    ("apiyard.cli.build", "stats openapi.yaml"),
    ("apiyard.cli.commands.stats", "stats openapi.yaml"),
    ("apiyard.studio.serve", "studio"),
    ("apiyard.cli.mocking.perform", "mock openapi.yaml --port 0"),
    ("apiyard.cli.proxying.perform", "proxy openapi.yaml http://127.0.0.1:9 --port 0"),
    ("apiyard.cli.verifying.given", "verify openapi.yaml --against http://127.0.0.1:9"),
    ("apiyard.server.main", "server"),
    ("apiyard.agent.main", "agent --state state --run-dir run"),
]


@pytest.mark.parametrize(("module", "words"), COMMANDS, ids=[f"{words.split()[0]} {name}" for name, words in COMMANDS])
def test_ctrl_c_is_kept_until_the_module_is_there(tmp_path: Path, module: str, words: str):
    (tmp_path / "openapi.yaml").write_text(DOCUMENT, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, module, *words.split()],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr in ("", "interrupted\n")
