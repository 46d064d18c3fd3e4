"""What a process writes: into a file, so that it outlives the agent, and bounded, so that it cannot fill the disk."""

from __future__ import annotations

import os
from pathlib import Path

LARGEST = 4 * 1024 * 1024
KEPT = 1024 * 1024
LAST = 4096


def trim(path: Path, *, largest: int = LARGEST, kept: int = KEPT) -> bool:
    """Keep an output file small: move its end to ``NAME.1`` and cut it to nothing.

    The process appends (O_APPEND), so it goes on at the start of the cut file. What it writes in between the copy and
    the cut is lost; that is the price of having no pipe that would break with the agent.

    Args:
        path: the file.
        largest: size in bytes from which on it is cut.
        kept: how many of its last bytes are kept.

    Returns:
        Whether it was cut.
    """
    try:
        if path.stat().st_size <= largest:
            return False
        path.with_name(f"{path.name}.1").write_bytes(tail(path, kept))
        os.truncate(path, 0)
    except OSError:
        return False
    return True


def tail(path: Path, size: int = LAST) -> bytes:
    """Give the end of a file.

    Args:
        path: the file.
        size: how many bytes at most.

    Returns:
        The bytes; nothing when there is no such file.
    """
    try:
        with path.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - size))
            return file.read(size)
    except OSError:
        return b""


def last_lines(path: Path, lines: int, *, size: int = KEPT) -> tuple[str, ...]:
    """Give the last lines of an output, over its cut.

    Args:
        path: the file.
        lines: how many at most.
        size: how many bytes are looked at, at most.

    Returns:
        The lines, undecodable bytes replaced.
    """
    data = tail(path, size)
    if data.count(b"\n") < lines:
        data = tail(path.with_name(f"{path.name}.1"), size - len(data)) + data
    return tuple(data.decode("utf-8", "replace").splitlines()[-lines:]) if lines > 0 else ()
