"""The extension for Visual Studio Code is built, packed and run against the real language server."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile

import pytest

from tests.parts import ROOT, need

SOURCE = ROOT / "packaging" / "vscode"
COMMAND = [sys.executable, "-m", "apiyard"]
pytestmark = [pytest.mark.packaging, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def extension(tmp_path_factory):
    need("node")
    folder = tmp_path_factory.mktemp("vscode") / "extension"
    shutil.copytree(SOURCE, folder, ignore=shutil.ignore_patterns("node_modules", "dist", "*.vsix"))
    run(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    run(folder, "npm", "run", "--silent", "build")
    return folder


def run(folder, *command, **environment):
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, f"{command}: {done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout


def test_the_bundle_runs_against_the_real_server(extension):
    said = run(extension, "node", "--test", "test/extension.test.js", APIYARD_COMMAND=json.dumps(COMMAND))
    assert "pass 3" in said, said


def test_the_package_holds_the_bundle_and_no_sources(extension):
    run(extension, "npm", "run", "--silent", "package")
    (packed,) = extension.glob("*.vsix")
    with zipfile.ZipFile(packed) as archive:
        names = archive.namelist()
    assert "extension/dist/extension.js" in names
    assert not [name for name in names if "node_modules" in name or "/src/" in name or "/test/" in name]


def test_pins_are_exact_and_name_no_host():
    lock = (SOURCE / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    pins = json.loads((SOURCE / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert all(version[0].isdigit() for version in pins.values())
