"""Find the folders whose files a document that a person names may refer to."""

from __future__ import annotations

from pathlib import Path

_MARKS = (".git", "apiyard.yaml")
"""What marks the top of a repository or of a workspace; ``.git`` is a file in worktrees and submodules."""


def find_roots(path: Path, here: Path) -> tuple[Path, ...]:
    """Find the folders that may be read for a document: its own, the working folder, and its repository or workspace.

    The home folder of a user never counts as a repository: secrets lie there.

    Args:
        path: the document.
        here: the folder that the person works in.

    Returns:
        The folders, absolute; the repository is the nearest one around the document.
    """
    own = path.resolve().parent
    home = _home()
    for each in (own, *own.parents):
        if any((each / mark).exists() for mark in _MARKS):
            return (own, here) if each == home else (own, here, each)
    return own, here


def _home() -> Path | None:
    try:
        return Path.home().resolve()
    except (RuntimeError, OSError):
        return None  # no home, nothing to keep apart
