"""Files of the agent: written whole or not at all, and read back with care."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from apiyard.core.errors import UnavailableError
from apiyard.core.json import Json, canonical


def make_private(folder: Path) -> Path:
    """Make a folder that only its owner may enter.

    Args:
        folder: it and its parents are made when missing.

    Returns:
        The folder.

    Raises:
        UnavailableError: it cannot be made or written to; says what to do.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise UnavailableError(
            f"the folder cannot be made: {error.strerror}",
            where=str(folder),
            hint="choose a folder that you own, on a disk that is neither full nor read-only",
            retryable=False,
        ) from error
    return folder


def write_whole(path: Path, data: bytes, *, durable: bool) -> None:
    """Replace a file in one step, so that a reader finds the old or the new content, never a part.

    Args:
        path: the file; a temporary neighbour is written first.
        data: its new content.
        durable: whether it must survive a power cut (fsync of the file and its folder), not only a kill.

    Raises:
        UnavailableError: the disk is full or read-only.
    """
    temporary = path.with_name(f".{path.name}.new")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        temporary.replace(path)
        if durable:
            sync_folder(path.parent)
    except OSError as error:
        raise UnavailableError(
            f"the agent cannot write its state: {error.strerror}",
            where=str(path),
            hint="free space on the disk, or make it writable",
        ) from error


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut.

    Args:
        folder: the folder.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_json(path: Path, value: Json, *, durable: bool = False) -> None:
    """Replace a file by the canonical bytes of a JSON value.

    Args:
        path: the file.
        value: the value.
        durable: whether it must survive a power cut.

    Raises:
        UnavailableError: the disk is full or read-only.
    """
    write_whole(path, canonical(value), durable=durable)


def read_json(path: Path) -> dict[str, Any] | None:
    """Read a JSON object that this agent or an earlier one wrote.

    Args:
        path: the file.

    Returns:
        The object, or None when there is no such file or it holds no JSON object.
    """
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) else None
