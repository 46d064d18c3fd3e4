"""One server for one SQLite file: a lock that ends with its process."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from apiyard.core.errors import ConflictError
from apiyard.store.trouble import from_os


@contextmanager
def hold_exclusively(path: Path) -> Iterator[None]:
    """Hold a file for this process alone, by an advisory lock on ``PATH.lock`` that dies with the process.

    Args:
        path: the database file; it need not exist yet.

    Yields:
        Nothing; the lock is held within the block.

    Raises:
        ConflictError: another process holds it; its pid is named.
        ApiyardError: the lock file cannot be made.
    """
    lock = path.with_name(path.name + ".lock")
    try:
        lock.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as failure:
        raise from_os(failure, str(lock)) from failure
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip() or "unknown"
            raise ConflictError(
                f"another apiyard server (pid {holder}) holds this store",
                where=str(path),
                hint="stop it with `apiyard down`, or use PostgreSQL to run several servers",
                code="store-held",
            ) from None
        # The file stays behind on purpose: unlinking it would let two processes lock two files of one name.
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)
