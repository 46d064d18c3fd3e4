"""Files that only their owner may read: written whole, and refused when others could read them."""

from __future__ import annotations

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from apiyard.core.errors import ApiyardError, ForbiddenError

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class KeyFileError(ApiyardError):
    """A file of keys could not be read or written."""

    code = "key-file"


def make_private_folder(folder: Path) -> None:
    """Make a folder for its owner alone, or check that it is one.

    Args:
        folder: where; its parents are made too.

    Raises:
        ForbiddenError: it belongs to somebody else, or others may enter it.
        KeyFileError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _refuse_open(folder, folder.lstat(), "700")
    except OSError as failure:
        raise _error(failure, folder) from failure


def read_private(path: Path) -> bytes | None:
    """Read a file that must be its owner's alone.

    Args:
        path: the file; a symbolic link is refused.

    Returns:
        Its bytes; None when there is none.

    Raises:
        ForbiddenError: it belongs to somebody else, or others may read it.
        KeyFileError: it cannot be read.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    except OSError as failure:
        raise _error(failure, path) from failure
    with os.fdopen(descriptor, "rb") as file:
        _refuse_open(path, os.fstat(descriptor), "600")
        return file.read()


def write_private(path: Path, data: bytes) -> None:
    """Write a file whole, with mode 0600; when this returns it is on disk.

    Args:
        path: the file, replaced when it is there.
        data: the content.

    Raises:
        KeyFileError: it cannot be written.
    """
    draft = path.with_name(f".{path.name}.new")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(descriptor, 0o600)
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        draft.replace(path)
        folder = os.open(path.parent, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as failure:
        raise _error(failure, path) from failure


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keep other processes and threads from changing a file meanwhile.

    Args:
        path: the file; the lock is on ``PATH.lock`` and ends with the process.

    Yields:
        Nothing; the lock is held within the block.

    Raises:
        KeyFileError: the lock file cannot be made.
    """
    try:
        descriptor = os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as failure:
        raise _error(failure, path) from failure
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _refuse_open(path: Path, found: os.stat_result, mode: str) -> None:
    if found.st_uid != os.geteuid():
        raise ForbiddenError("keys belong to another user", where=str(path), hint="use a folder of your own")
    if stat.S_ISLNK(found.st_mode) or found.st_mode & _OTHERS:
        raise ForbiddenError(
            "others could read the keys",
            where=str(path),
            piece=stat.filemode(found.st_mode),
            hint=f"chmod {mode} {path}; rotate the keys if somebody else uses this machine",
            code="keys-open",
        )


def _error(failure: OSError, path: Path) -> KeyFileError:
    return KeyFileError(
        "the keys cannot be kept", where=str(path), piece=failure.strerror or "", hint="give apiyard a folder to write"
    )
