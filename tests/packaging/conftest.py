"""A wheel built from a clean copy of the tree, and empty environments to install it into."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.parts import ROOT, absent, need

# What a build reads; the front-end files are left out, so that the hook must bring them.
SOURCES = ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "examples", "src")
LEFT_OUT = shutil.ignore_patterns("vendor", "__pycache__", "*.pyc", ".apiyard")
SECONDS = 400


class Environment:
    """An empty virtual environment to install into and to run programs of."""

    def __init__(self, folder: Path) -> None:
        """Make the environment in folder with the Python that runs the tests."""
        self.folder = folder
        uv("venv", "--quiet", "--python", sys.executable, str(folder))

    def install(self, *requirements: str) -> None:
        """Install requirements as pip does: with bytecode."""
        uv("pip", "install", "--quiet", "--compile-bytecode", "--python", str(self.folder), *requirements)

    def run(
        self, program: str, *arguments: str, cwd: Path | None = None, **environ: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a program of this environment from an empty folder and return how it ended and what it said."""
        command = [str(self.folder / "bin" / program), *arguments]
        place = cwd or self.folder
        return subprocess.run(
            command, cwd=place, env={**clean(), **environ}, check=False, capture_output=True, text=True, timeout=SECONDS
        )

    @property
    def packages(self) -> Path:
        """The folder of installed packages."""
        return next((self.folder / "lib").glob("python*/site-packages"))


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of the tree that has no front-end files yet."""
    copy = tmp_path_factory.mktemp("tree")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=LEFT_OUT)
        else:
            shutil.copy2(ROOT / name, copy / name)
    uv("build", "--quiet", "--wheel", "--out-dir", str(copy / "dist"), str(copy))
    return next((copy / "dist").glob("*.whl"))


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[Callable[[str], Environment]]:
    """Give a maker of empty environments, taken away afterwards for they are large."""
    yield lambda name: Environment(tmp_path / name)
    shutil.rmtree(tmp_path, ignore_errors=True)


def uv(*arguments: str) -> str:
    """Run uv; return what it printed. Skip when the network it needs is not there."""
    command = [str(need("uv")), *arguments]
    done = subprocess.run(
        command, cwd=ROOT.anchor, env=clean(), check=False, capture_output=True, text=True, timeout=SECONDS
    )
    if done.returncode == 0:
        return done.stdout
    if "npm could not fetch" in done.stderr:
        absent("npm", done.stderr.strip()[-400:])
    if "error sending request" in done.stderr or "dns error" in done.stderr:
        absent("uv", f"uv finds no network: {done.stderr.strip()[-400:]}")
    pytest.fail(f"uv {' '.join(arguments)} says:\n{done.stderr[-4000:]}", pytrace=False)


def clean() -> dict[str, str]:
    """The environment without what would tie a program to this one or to this machine's own Node."""
    dropped = {"VIRTUAL_ENV", "PYTHONPATH", "UV_PROJECT_ENVIRONMENT", "NODE_PATH"}
    return {name: value for name, value in os.environ.items() if name not in dropped}
