"""What lint loads before it looks at a document: half of a short run is spent on it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.notes import Notes, workspace

DOCUMENT = 'openapi: 3.0.0\ninfo: {title: x, version: "1"}\npaths: {}\n'
# What explains arguments, talks to others, writes files or paints, and what only mistakes need.
NEVER = {
    *("typer", "rich", "socket", "subprocess", "tempfile", "shutil", "difflib", "httpx", "pygments", "asyncio"),
    *("xml.etree.ElementTree", "html", "apiyard.cli.place", "apiyard.cli.output", "apiyard.cli.build"),
    *("apiyard.settings.workspace", "apiyard.design.forms.html", "apiyard.design.reading.read_script"),
}
# Libraries with long beginnings: only a document that asks for them pays.
FOR_SOME = {"orjson", "jsonschema_rs", "inspect", "dataclasses", "textwrap", "yaml"}


def loaded(arguments: list[str], folder: Path) -> set[str]:
    """Give the modules that a run has loaded when it is over."""
    script = f"""
import sys
from apiyard.cli.app import run
code = run({arguments!r})
assert code in (0, 1), code
sys.stderr.write("\\n".join(sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=folder)
    return set(done.stderr.split("\n"))


@pytest.mark.parametrize("ruleset", [[], ["-r", "spectral:oas"], ["-r", "own.yaml"]])
def test_lint_starts_without_what_it_does_not_need(tmp_path: Path, ruleset: list[str]):
    (tmp_path / "openapi.yaml").write_text(DOCUMENT, "utf-8")
    (tmp_path / "own.yaml").write_text('extends: [["spectral:oas", all]]\n', "utf-8")
    found = loaded(["lint", *ruleset, "openapi.yaml"], tmp_path) & (NEVER | {"apiyard.design.quick.verdict"})
    # jsonschema_rs itself loads the module of sockets.
    assert found - {"socket"} == set()


def test_what_reads_json_and_schemas_is_loaded_for_who_asks(tmp_path: Path):
    (tmp_path / "note.json").write_text('{"a": 1}', "utf-8")
    (tmp_path / "own.json").write_text('{"rules": {"a": {"given": "$", "then": {"function": "falsy"}}}}', "utf-8")
    (tmp_path / "own.yaml").write_text("rules: {a: {given: $, then: {function: falsy}}}\n", "utf-8")
    (tmp_path / "note.yaml").write_text("a: 1\n", "utf-8")
    by_json = loaded(["lint", "-r", "own.json", "note.json"], tmp_path) & FOR_SOME
    assert by_json == {"orjson", "inspect", "dataclasses"}
    by_yaml = loaded(["lint", "-r", "own.yaml", "note.yaml"], tmp_path) & FOR_SOME
    assert by_yaml == {"yaml"}


def test_the_version_is_told_without_loading_the_program(tmp_path: Path):
    script = "import sys; sys.argv = ['apiyard', '--version']; from apiyard.__main__ import main; main(); "
    script += "sys.stderr.write('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=tmp_path)
    assert done.stdout.startswith("apiyard ")
    assert "apiyard.cli.app" not in done.stderr.split("\n")


@pytest.mark.parametrize(
    "words", [["status"], ["plan"], ["keys", "list"], ["logs"], ["deploy", "notes@1.0.0", "--env", "staging"]]
)
def test_what_asks_the_control_plane_is_started_without_its_parts(tmp_path: Path, words: list[str]):
    root = tmp_path / "workspace"
    root.mkdir()
    (root / "apiyard.yaml").write_text(json.dumps(workspace()), "utf-8")
    Notes().write(root)
    script = f"""
import sys
from apiyard.cli.app import run
assert run({words!r}) == 3
sys.stderr.write("\\n".join(sys.modules))
"""
    environ = {**os.environ, "XDG_DATA_HOME": str(tmp_path / "data"), "XDG_RUNTIME_DIR": str(tmp_path / "run")}
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=root, env=environ
    )
    assert "apiyard.wiring.client" in done.stderr
    assert set(done.stderr.split("\n")) & {"sqlalchemy", "duckdb", "pyarrow", "envoy", "cryptography", "grpc"} == set()
