"""The linters, the formatter, the type checker and the import contract agree with the tree."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import PACKAGE, ROOT

TOOLS = Path(sys.executable).parent
FLOORS = (
    ("__main__",),
    ("cli",),
    ("server", "agent", "studio", "lsp"),
    ("wiring",),
    ("settings",),
    (
        "design", "mock", "verify", "release", "publish", "deploy", "gateway", "access", "observe", "govern", "portal",
    ),
    ("spec", "store"),
    ("core",),
)  # fmt: skip


def test_ruff_finds_nothing():
    run("ruff", "check", "--no-fix", "--output-format=concise")


def test_the_format_is_ruffs():
    run("ruff", "format", "--check")


@pytest.mark.heavy
@pytest.mark.timeout(400)
def test_mypy_finds_nothing():
    run("mypy")


@pytest.mark.timeout(240)
def test_imports_go_down_only():
    run("lint-imports", "--no-cache")


def test_the_contract_is_the_house():
    contracts = _settings()["tool"]["importlinter"]["contracts"]
    layers = next(contract for contract in contracts if contract["type"] == "layers")
    floors = tuple(tuple(room.strip("() ") for room in floor.split("|")) for floor in layers["layers"])
    assert floors == FLOORS
    assert layers["exhaustive"] is True
    assert not layers.get("ignore_imports")
    assert not layers.get("exhaustive_ignores")


def test_every_folder_has_a_floor():
    rooms = {room for floor in FLOORS for room in floor}
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and any(path.glob("*.py"))}
    assert folders <= rooms, f"give these a floor: {sorted(folders - rooms)}"


def test_every_ignored_lint_rule_has_its_reason():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = text.split("\nignore = [\n")[1].split("\n]")[0]
    commented = False
    for line in map(str.strip, block.splitlines()):
        assert commented or line.startswith("#"), f"say why above {line}"
        commented = True


def run(tool: str, *arguments: str) -> None:
    """Run one of the tools of this environment over the project and fail with what it says."""
    command = [str(TOOLS / tool), *arguments]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        said = f"{done.stdout}{done.stderr}".strip()
        pytest.fail(f"{tool} {' '.join(arguments)} says:\n{said[-6000:]}", pytrace=False)


def _settings() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
