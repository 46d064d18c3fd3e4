"""The door out for documents: a whole file at once, or none of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from apiyard.core.errors import ConflictError, ForbiddenError, InvalidInputError


def save(path: str | Path, data: bytes, *, roots: Sequence[Path], expected: bytes | None = None) -> None:
    """Write a file under another name beside it and then put it in its place, so that nobody sees half of it.

    Args:
        path: the file; its folder must be there.
        data: its new bytes.
        roots: folders that it must lie in, with symbolic links followed.
        expected: the bytes that it has to have now; None when it may be anything, or not there.

    Raises:
        ForbiddenError: it lies outside the roots.
        InvalidInputError: it is no regular file, or cannot be written.
        ConflictError: somebody changed it since it was read.
    """
    place = Path(path)
    try:
        real = place.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise InvalidInputError(f"the path cannot be written: {error}", where=str(path)) from None
    if not any(real.is_relative_to(root.resolve()) for root in roots):
        hint = "write it below the folder of the main document"
        raise ForbiddenError(
            "the file lies outside the folders that may be written", where=str(path), piece=str(real), hint=hint
        )
    try:
        mode = _mode(real, expected)
        _replace(real, data, mode)
    except OSError as error:
        raise InvalidInputError(f"the file cannot be written: {error.strerror}", where=str(path)) from None


def _mode(real: Path, expected: bytes | None) -> int:
    """Give the mode that the file has, or that a new one gets; refuse what is no file, or another one than expected."""
    try:
        found = real.stat()
    except FileNotFoundError:
        if expected is not None:
            raise ConflictError("the file is gone", where=str(real)) from None
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
    if not stat.S_ISREG(found.st_mode):
        raise InvalidInputError("this is no regular file", where=str(real))
    if expected is not None and real.read_bytes() != expected:
        raise ConflictError("the file was changed in the meantime", where=str(real), hint="run it again")
    return stat.S_IMODE(found.st_mode)


def _replace(real: Path, data: bytes, mode: int) -> None:
    import tempfile  # a reader needs none

    handle, name = tempfile.mkstemp(prefix=f".{real.name}.", dir=real.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(real)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
