"""The command line: its order, its forms of speech, its exit codes, its completion."""

from __future__ import annotations

import inspect
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from keyword import iskeyword
from pathlib import Path
from typing import Any, cast

import pytest
import typer

from apiyard.cli.app import run
from apiyard.cli.build import load
from apiyard.cli.life import LIFE
from tests.notes import Notes, contract
from tests.parts import ROOT
from tests.platforms import Platform, empty_platform

COMMANDS = [name for names in LIFE.values() for name in names]
# They run in the foreground and print no result.
PROCESSES = {"server", "lsp", "agent"}


@pytest.fixture(scope="module")
def platform() -> Iterator[Platform]:
    """Give a workspace of which nothing runs."""
    with empty_platform() as made:
        made.write(Notes())
        yield made


def test_the_list_of_commands_equals_the_folder():
    folder = ROOT / "src" / "apiyard" / "cli" / "commands"
    found = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    wanted = {name.replace("-", "_") + "_" * iskeyword(name) for name in COMMANDS}
    assert found == wanted
    assert len(COMMANDS) == len(set(COMMANDS))


def test_help_lists_commands_in_the_order_of_life(platform):
    text = platform.run("--help").out
    places = [re.search(rf"^│ {name}\s", text, re.MULTILINE) for name in COMMANDS]
    assert all(places)
    starts = [place.start() for place in places if place]
    assert starts == sorted(starts)
    stages = [text.index(f" {stage} ") for stage in LIFE]
    assert stages == sorted(stages)


def _functions(name: str) -> list[object]:
    run = load(name).run
    if isinstance(run, typer.Typer):
        return [each.callback for each in run.registered_commands]
    return [run]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_is_for_and_speaks_json(name):
    command = load(name)
    assert command.why.endswith(".")
    for function in _functions(name):
        assert function.__doc__, "the help of the command"
        if name not in PROCESSES:
            assert "format" in inspect.signature(cast("Any", function)).parameters


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_can_be_read(capsys, monkeypatch, name):
    monkeypatch.setenv("NO_COLOR", "1")
    assert run([name, "--help"]) == 0
    text = capsys.readouterr().out
    assert "Usage: apiyard" in text
    assert "\x1b[" not in text


def test_the_version_loads_nothing():
    script = "import sys; sys.argv = ['apiyard', '--version']; from apiyard.__main__ import main; main()"
    told = f"{script}; print([each for each in sys.modules if each.split('.')[0] in ('typer', 'rich', 'click')])"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    first, second = done.stdout.splitlines()
    assert re.fullmatch(r"apiyard \d+\.\d+\.\d+\S*", first)
    assert second == "[]"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_completion_script_is_given(platform, shell):
    env = {**platform.env, "_APIYARD_COMPLETE": f"source_{shell}"}
    done = subprocess.run(["apiyard"], executable=_program(), env=env, capture_output=True, text=True, check=False)
    assert "apiyard" in done.stdout
    assert "_APIYARD_COMPLETE" in done.stdout


def test_words_are_completed(platform):
    env = {**platform.env, "_APIYARD_COMPLETE": "complete_bash", "COMP_WORDS": "apiyard roll", "COMP_CWORD": "1"}
    done = subprocess.run(["apiyard"], executable=_program(), env=env, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["rollouts", "rollback"]
    env |= {"COMP_WORDS": "apiyard keys re", "COMP_CWORD": "2"}
    done = subprocess.run(["apiyard"], executable=_program(), env=env, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["revoke"]


def _program() -> str:
    return str(Path(sys.executable).parent / "apiyard")


def _breaking(platform: Platform) -> str:
    path = platform.folder / "newer.json"
    path.write_text(json.dumps(contract("1.1.0", less=True)))
    return str(path)


def test_exit_code_0_fine(platform):
    assert platform.run("lint", "--format", "json").json()["contracts"][0]["findings"] == []
    assert platform.run("diff", "notes", "notes", "--format", "json").json()["bump"] == "none"
    assert "notes has no findings" in platform.run("lint").out


def test_exit_code_1_findings(platform):
    told = platform.run("diff", "notes", _breaking(platform), "--format", "json", code=1).json()
    assert told["bump"] == "major"


def test_exit_code_2_wrong_usage(platform):
    assert "No such command" in platform.run("lnit", code=2).err
    assert "No such option" in platform.run("lint", "--fomat", "json", code=2).err
    assert 'did you mean "notes"' in platform.run("lint", "note", code=2).err


def test_exit_code_3_could_not(platform):
    for words in (("status",), ("plan",), ("apply",), ("release", "notes"), ("ledger", "list"), ("traffic",)):
        done = platform.run(*words, code=3)
        assert "apiyard up" in done.err
        assert done.out == ""


def test_errors_are_json_when_json_is_asked(platform):
    for words in (("lint", "note", "--format", "json"), ("status", "--format=json")):
        told = json.loads(platform.run(*words, code=None).err)
        assert told["error"]
        assert told["hint"]
        assert told["code"]


def test_no_color_is_honoured(platform):
    for words in (("lint",), ("lint", "note"), ("--help",)):
        env = {**platform.env, "FORCE_COLOR": "", "TERM": "xterm-256color"}
        done = subprocess.run(
            [sys.executable, "-m", "apiyard", *words], cwd=platform.root, env=env, capture_output=True, check=False
        )
        assert b"\x1b[" not in done.stdout + done.stderr


def test_standard_input_and_a_closed_pipe(platform):
    text = json.dumps(contract("1.0.0"))
    assert platform.run("lint", "-", stdin=text).code == 0
    words = f"{_program()} lint --format json | head -c 1"
    done = subprocess.run(
        ["/bin/sh", "-c", words], cwd=platform.root, env=platform.env, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr


def test_init_begins_a_workspace_that_is_clean(tmp_path):
    def typed(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "apiyard", *words]
        env = {**os.environ, "NO_COLOR": "1"}
        return subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)

    for words in (("init", "."), ("lint",)):
        done = typed(*words)
        assert done.returncode == 0, done.stdout + done.stderr
    again = typed("init", ".")
    assert again.returncode == 3
    assert "it is there already" in again.stderr
