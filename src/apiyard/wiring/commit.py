"""Where files come from: the commit of the git work tree that they stand in."""

from __future__ import annotations

import shutil
from pathlib import Path

from apiyard.core.errors import UnavailableError
from apiyard.wiring.processes import run_child

_SECONDS = 30.0


def source_of(folder: Path) -> tuple[str, bool]:
    """Find the commit that files come from.

    Args:
        folder: a folder in a git work tree, or not.

    Returns:
        The commit and whether files of the folder differ from it; empty and False without git.
    """
    git = shutil.which("git")
    if git is None:
        return "", False
    # A repository can name programs that git runs; nothing of it runs here.
    words = [git, "-C", str(folder), "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"]
    try:
        head = run_child([*words, "rev-parse", "HEAD"], seconds=_SECONDS)
        changed = run_child([*words, "status", "--porcelain", "--", "."], seconds=_SECONDS)
    except UnavailableError:
        return "", False
    if head.code or changed.code:
        return "", False
    return head.output.decode("ascii", "replace").strip(), bool(changed.output.strip())
