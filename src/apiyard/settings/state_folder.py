"""The state folder of a workspace: made here by this user, never taken over from a repository."""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path

from apiyard.core.errors import ForbiddenError
from apiyard.settings.program import Program

_NAME = "made-here"
_LARGEST_INDEX = 256 * 1024 * 1024


def claim_state(program: Program) -> Path:
    """Make the state folder, or make sure that it is the one that was made here.

    The agent starts what its state names and the control plane believes its own facts. A repository that brings such
    a folder along would so run commands that nobody trusted. A random word that is kept both in the folder and in the
    user's data folder tells them apart.

    Args:
        program: settings and folders.

    Returns:
        The folder.

    Raises:
        ForbiddenError: the folder came from elsewhere, is a link, or git keeps files of it.
        OSError: a folder cannot be written.
    """
    folder, kept = program.state, program.data / "states" / program.workspace_id
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise _foreign(program, "a link or a file stands in its place")
    if _in_git(program.root):
        raise _foreign(program, "git keeps files of it")
    folder.mkdir(mode=0o700, exist_ok=True)
    inside = sorted(each.name for each in folder.iterdir())
    if inside:
        if not _same(_word(folder / _NAME), _word(kept)):
            raise _foreign(program, ", ".join(inside[:20]))
        return folder
    folder.chmod(0o700)
    word = secrets.token_urlsafe(32)
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for place in (kept, folder / _NAME):
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(word)
    return folder


def _word(place: Path) -> str:
    try:
        return "" if place.is_symlink() else place.read_text()
    except (OSError, ValueError):
        return ""


def _same(one: str, other: str) -> bool:
    return bool(one) and hmac.compare_digest(one.encode(), other.encode())


def _in_git(root: Path) -> bool:
    """Look into git's index without running git: a hostile repository's configuration can name programs."""
    for folder in (root, *root.parents):
        index = folder / ".git" / "index"
        if index.is_file():
            with index.open("rb") as file:
                return f"{(root / '.apiyard').relative_to(folder).as_posix()}/".encode() in file.read(_LARGEST_INDEX)
    return False


def _foreign(program: Program, piece: str) -> ForbiddenError:
    return ForbiddenError(
        "the state folder of this workspace was not made here by you, so nothing in it is trusted",
        where=str(program.state),
        piece=piece,
        hint=f"if it came with the repository or from another place, remove it: rm -r {program.state}",
        code="foreign-state",
    )
