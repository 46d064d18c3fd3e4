"""The shop that the demo walks: a copy of the example in a folder of its own, and the commands run on it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from apiyard.core.errors import NotFoundError, RefusedError
from apiyard.core.noun import dataclass, field

_COMMAND_SECONDS = 180.0


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said.

    Args:
        code: its exit code.
        value: the JSON it wrote; None when it wrote none.
        error: what it wrote to standard error.
    """

    code: int
    value: Any
    error: str


@dataclass(slots=True)
class Shop:
    """A copy of the example in a folder of its own.

    Args:
        root: the workspace.
        home: folder of everything that must not touch the user's own: keys, trust, sockets.
        notes: what earlier steps found out, for later ones.
        stop: called when the demo ends, last one first.
    """

    root: Path
    home: Path
    notes: dict[str, Any] = field(default_factory=dict)

    @property
    def environ(self) -> dict[str, str]:
        """The environment of the commands."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("APIYARD_", "XDG_"))}
        return {
            **kept,
            "XDG_DATA_HOME": str(self.home / "data"),
            "XDG_RUNTIME_DIR": str(self.home),
            "SHOP_WEBHOOK_URL": str(self.notes.get("webhook", "")),
            "NO_COLOR": "1",
        }

    def apiyard(self, *words: str, token: str = "") -> Said:
        """Run a command of apiyard as a user would, and read its JSON.

        Args:
            words: the command without the program's name.
            token: the API token of another person than the operator.

        Returns:
            What it said.
        """
        environ = {**self.environ, **({"APIYARD_TOKEN": token} if token else {})}
        done = subprocess.run(
            [sys.executable, "-m", "apiyard", *words, "--format", "json"],
            cwd=self.root,
            env=environ,
            capture_output=True,
            text=True,
            timeout=_COMMAND_SECONDS,
            check=False,
        )
        try:
            value = json.loads(done.stdout) if done.stdout.strip() else None
        except ValueError:
            value = None
        return Said(done.returncode, value, done.stderr.strip())

    def must(self, *words: str, token: str = "") -> Any:
        """Run a command that has to end well.

        Args:
            words: the command without the program's name.
            token: the API token of another person than the operator.

        Returns:
            The JSON it wrote.

        Raises:
            RefusedError: it ended with another code than 0; holds what it said.
        """
        said = self.apiyard(*words, token=token)
        if said.code != 0:
            raise RefusedError(f"apiyard {' '.join(words)} ended with {said.code}", piece=said.error or str(said.value))
        return said.value

    def lay(self, step: str) -> None:
        """Lay a later state of the shop over it and commit it.

        Args:
            step: name of a folder in ``steps``.
        """
        shutil.copytree(self.root / "steps" / step, self.root, dirs_exist_ok=True)
        self.commit(step)

    def commit(self, message: str) -> None:
        """Commit the files as they are.

        Args:
            message: what the commit says.
        """
        git = [find_git(), "-C", str(self.root), "-c", "user.name=shop", "-c", "user.email=shop@localhost"]
        for words in (["add", "-A"], ["commit", "-q", "--allow-empty", "-m", message]):
            subprocess.run([*git, *words], check=True, capture_output=True, timeout=30)


def find_git() -> str:
    """Find git.

    Returns:
        Its path.

    Raises:
        NotFoundError: it is not installed.
    """
    found = shutil.which("git")
    if found is None:
        raise NotFoundError("the demo needs git", hint="install git")
    return found


def find_example() -> Path:
    """Find the example shop: beside the source, or inside the installed package.

    Returns:
        Its folder.

    Raises:
        NotFoundError: it is not there.
    """
    package = Path(__file__).parents[2]
    for folder in (package.parents[1] / "examples" / "shop", package / "examples" / "shop"):
        if (folder / "apiyard.yaml").is_file():
            return folder
    raise NotFoundError("the example shop is not installed", where=str(package), hint="clone the repository")


def copy_shop(home: Path) -> Shop:
    """Copy the example into a folder of its own, as a git repository.

    Args:
        home: an empty folder with a short path.

    Returns:
        The shop.
    """
    root = home / "shop"
    shutil.copytree(find_example(), root, ignore=shutil.ignore_patterns(".apiyard", "__pycache__"))
    (root / ".gitignore").write_text(".apiyard/\n__pycache__/\n")
    shop = Shop(root, home)
    subprocess.run([find_git(), "init", "-q", str(root)], check=True, capture_output=True, timeout=30)
    shop.commit("the shop as it begins")
    return shop
