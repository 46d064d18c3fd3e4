"""The plugin is found by pytest in any project, and costs those nothing that do not use it."""

from __future__ import annotations

import importlib
import subprocess
import sys
import tomllib

from tests.parts import ROOT


def test_pytest_finds_the_plugin():
    names = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]["pytest11"]
    assert hasattr(importlib.import_module(names["apiyard-mock"]), "_apiyard_mock")


def test_nothing_is_loaded_before_a_test_asks_for_a_mock():
    script = "import sys, apiyard.cli.mocking.pytest_plugin\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert {name for name in done.stdout.split() if name.startswith("apiyard")} == {
        "apiyard",
        "apiyard.cli",
        "apiyard.cli.mocking",
        "apiyard.cli.mocking.pytest_plugin",
    }
