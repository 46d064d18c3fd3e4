"""One call of git that only reads: no shell, no settings of users, nothing that a repository could make it run."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from apiyard.core.errors import ForbiddenError, InvalidInputError, NotFoundError, UnavailableError
from apiyard.wiring.processes import run_bounded

_SECONDS = 30.0
_MOST_BYTES = 64 << 20
# What a repository's own settings could make git run or ask over the network, turned off.
_SETTINGS = (
    "color.ui=never",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "core.sshCommand=false",
    "core.askPass=",
    "core.alternateRefsCommand=false",
    "credential.helper=",
    "diff.external=",
    "gc.auto=0",
    "gpg.program=false",
    "log.showSignature=false",
    "maintenance.auto=false",
    "protocol.allow=never",
)
_ENVIRON = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ASKPASS": "",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
# Where repositories of other owners may be read is the one thing of a user's settings that is asked for.
_OWNED = ("dubious ownership", "unsafe repository")
_NAME = re.compile(r"[A-Za-z0-9_@][\w./@+#=-]*(?:(?:[~^][0-9]{0,6})|(?:@?\{[\w.:-]{0,60}\})|(?:\^\{[a-z]{0,9}\}))*")
_LONGEST = 250


def git(words: Sequence[str], folder: Path, *, given: bytes = b"", most_bytes: int = _MOST_BYTES) -> bytes:
    """Run a command of git that only reads.

    Args:
        words: the command and its arguments, after ``git``.
        folder: a folder of the repository.
        given: what it reads from standard input.
        most_bytes: how much it may write.

    Returns:
        What it wrote to standard output.

    Raises:
        NotFoundError: the folder is in no repository, or git says no.
        ForbiddenError: the repository belongs to somebody else.
        TooLargeError: it wrote too much.
        UnavailableError: git is not installed, or took too long.
    """
    program = shutil.which("git")
    if program is None:
        raise UnavailableError("git is not installed", where=str(folder), hint="install git", retryable=False)
    trusted: tuple[str, ...] = ()
    while True:
        options = [part for each in (*_SETTINGS, *trusted) for part in ("-c", each)]
        command = [program, "--no-pager", "-C", str(folder), *options, *words]
        done = run_bounded(command, seconds=_SECONDS, most_bytes=most_bytes, environ=_environ(), given=given)
        if done.code == 0:
            return done.output
        if not any(each in done.errors for each in _OWNED):
            break
        if trusted:
            hint = f"git config --global --add safe.directory {folder}"
            raise ForbiddenError("the repository belongs to somebody else", where=str(folder), hint=hint)
        trusted = ("safe.directory=", *(f"safe.directory={each}" for each in _safe(program, folder)))
    what = "this is no git repository" if "not a git repository" in done.errors else "git says no"
    raise NotFoundError(what, where=str(folder), piece=done.errors.strip().removeprefix("fatal: ")[:200])


def check_name(name: str) -> str:
    """Check the name of a revision, so that it is never an option, a pathspec or a search (gitrevisions(7)).

    Args:
        name: as the user wrote it, such as ``main``, ``v1.2.0``, ``HEAD~3`` or ``origin/main@{1}``.

    Returns:
        The same.

    Raises:
        InvalidInputError: it is no plain name of a revision.
    """
    if len(name) > _LONGEST or ".." in name or _NAME.fullmatch(name) is None:
        hint = "write a branch, a tag or a commit, such as main, v1.2.0 or HEAD~1"
        raise InvalidInputError("this is no name of a git revision", piece=repr(name[:100]), hint=hint)
    return name


def _environ() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "HOME": "/nonexistent", **_ENVIRON}


def _safe(program: str, folder: Path) -> list[str]:
    """Read the folders that the user and the machine call safe; reading settings runs nothing."""
    environ = {name: os.environ[name] for name in ("PATH", "HOME", "XDG_CONFIG_HOME") if name in os.environ}
    found: list[str] = []
    for level in ("--system", "--global"):
        words = [program, "-C", str(folder), "config", level, "--null", "--get-all", "safe.directory"]
        done = run_bounded(words, seconds=_SECONDS, most_bytes=1 << 16, environ=environ)
        found += [each for each in done.output.decode("utf-8", "replace").split("\0") if each]
    return found
