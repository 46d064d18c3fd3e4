"""Answers of a mock in Python files and templates: run only when the operator trusts the folder as it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from apiyard.core.digest import Digest, digest_bytes, digest_json
from apiyard.core.errors import ForbiddenError
from apiyard.mock.sandbox.overriding.override import Answer, load_overrides, read_override_files
from apiyard.settings.trust import Trust


def trusted_overrides(trust: Trust, folder: Path) -> list[tuple[str, Path, Answer]]:
    """Load the answers of a folder.

    Args:
        trust: the trust in the workspace.
        folder: the folder.

    Returns:
        By the file's name without its ending, the file and what answers.

    Raises:
        ForbiddenError: the folder was never trusted, or changed since.
        InvalidInputError: a file cannot be loaded.
    """
    files = read_override_files(folder)
    try:
        trust.check_code(str(folder.resolve()), _digest(files))
    except ForbiddenError as error:
        error.hint = f"look at them and allow them: apiyard trust --overrides {folder}"
        raise
    return load_overrides(folder, files)


def override_code(folder: Path) -> dict[str, Digest]:
    """Give what is trusted when the answers of a folder are: the digest of the names and bytes of its files."""
    return {str(folder.resolve()): _digest(read_override_files(folder))}


def _digest(files: Mapping[str, bytes]) -> Digest:
    return digest_json({name: digest_bytes(data) for name, data in files.items()})
