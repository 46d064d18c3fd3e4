"""Functions in Python beside a ruleset: run only when the operator trusts the folder as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from apiyard.core.digest import Digest, digest_bytes, digest_json
from apiyard.design.function import Function
from apiyard.design.reading.python_function import load_python, python_files
from apiyard.settings.trust import Trust


def supply_of(trust: Trust) -> Callable[[Path], Function]:
    """Make what loads functions for `read_ruleset`.

    Args:
        trust: the trust in the workspace.

    Returns:
        It takes the file and gives its function; it raises ForbiddenError when the folder around the file was never
        trusted or changed since.
    """

    def supply(path: Path) -> Function:
        files = python_files(path.parent)
        trust.check_code(str(path.parent.resolve()), _digest(files))
        return load_python(path, files[path.name])

    return supply


def code_of(files: Iterable[Path]) -> dict[str, Digest]:
    """Give what is trusted when functions are: each folder with the digest of the Python files in it.

    Args:
        files: the files that a ruleset would load.

    Returns:
        By absolute folder: the digest of the names and bytes of its files that end in ``.py``.
    """
    folders = sorted({path.parent.resolve() for path in files})
    return {str(folder): _digest(python_files(folder)) for folder in folders}


def _digest(files: Mapping[str, bytes]) -> Digest:
    return digest_json({name: digest_bytes(data) for name, data in files.items()})
