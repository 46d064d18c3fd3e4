"""Write rendered files into a folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from apiyard.core.errors import InvalidInputError


def write_files(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files into a folder, each whole or not at all.

    Args:
        folder: where to; made when it does not exist.
        files: contents by plain file name.

    Returns:
        The paths written, in the order of their names.

    Raises:
        InvalidInputError: a name is not a plain file name.
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in sorted(files.items()):
        if Path(name).name != name:
            raise InvalidInputError("not a plain file name", piece=repr(name))
        path = folder / name
        scratch = folder / f".{name}.new"
        scratch.write_bytes(content)
        scratch.replace(path)
        written.append(path)
    return tuple(written)
