"""The artefact: a folder packed so that equal files give equal bytes."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from apiyard.core.digest import Digest, digest_bytes
from apiyard.core.errors import InvalidInputError, NotFoundError, TooLargeError
from apiyard.core.noun import dataclass

IGNORE_FILE = ".apiyardignore"
"""A file with one pattern in each line; it stands in the folder that is packed."""

_ALWAYS_IGNORED = (
    ".apiyard",
    ".apiyardignore",
    ".DS_Store",
    ".env",
    ".env.*",
    ".git",
    ".hg",
    ".mypy_cache",
    ".nox",
    ".pytest_cache",
    ".ruff_cache",
    ".svn",
    ".tox",
    ".venv",
    "*.pyc",
    "__pycache__",
    "node_modules",
    "venv",
)
_LONGEST_IGNORE_FILE = 64 * 1024


@dataclass(frozen=True, slots=True)
class ArtefactLimits:
    """Bounds of an artefact.

    Args:
        max_files: how many files and folders.
        max_bytes: how many bytes in all files together.
        max_depth: how many folders deep.
    """

    max_files: int = 20_000
    max_bytes: int = 256 * 1024 * 1024
    max_depth: int = 40


@dataclass(frozen=True, slots=True)
class Artefact:
    """A packed folder.

    Args:
        data: a gzipped tar archive (POSIX.1-2001 pax).
        files: how many files are in it.
    """

    data: bytes
    files: int

    @property
    def digest(self) -> Digest:
        """The digest of the bytes."""
        return digest_bytes(self.data)


def pack(folder: Path, *, ignore: Sequence[str] = (), limits: ArtefactLimits | None = None) -> Artefact:
    """Pack a folder: sorted by name, without times, owners and any bits of the mode except "executable".

    The patterns of IGNORE_FILE in the folder are added to the given and the built-in ones; each is matched against
    the name and against the path from the folder (``*`` also matches ``/``). Files named like secrets (``.env``)
    are never packed.

    Args:
        folder: what is packed.
        ignore: further patterns.
        limits: bounds; the default ones when None.

    Returns:
        The artefact; equal files give equal bytes.

    Raises:
        NotFoundError: there is no such folder.
        InvalidInputError: something that is neither a file nor a folder, such as a link or a pipe.
        TooLargeError: more than the bounds allow.
    """
    if not folder.is_dir():
        raise NotFoundError("the artefact's folder does not exist", where=str(folder))
    bounds = limits or ArtefactLimits()
    patterns = (*_ALWAYS_IGNORED, *ignore, *_ignored_by_file(folder))
    stream, files, size = io.BytesIO(), 0, 0
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for number, path in enumerate(_walk(folder, folder, patterns=patterns, depth=bounds.max_depth), start=1):
            if number > bounds.max_files:
                raise TooLargeError(f"more than {bounds.max_files} files", where=str(folder), hint=f"see {IGNORE_FILE}")
            data = _read(path, bounds.max_bytes - size)
            size += len(data)
            files += path.is_file()
            archive.addfile(_entry(folder, path, len(data)), io.BytesIO(data))
    return Artefact(_compress(stream.getvalue()), files)


def _compress(data: bytes) -> bytes:
    out = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=out, compresslevel=6, mtime=0) as stream:
        stream.write(data)
    return out.getvalue()


def _ignored_by_file(folder: Path) -> tuple[str, ...]:
    path = folder / IGNORE_FILE
    if not path.is_file():
        return ()
    if path.stat().st_size > _LONGEST_IGNORE_FILE:
        raise TooLargeError("the list of ignored files is too long", where=str(path))
    lines = (line.strip() for line in path.read_text(encoding="utf-8", errors="replace").splitlines())
    return tuple(line.strip("/") for line in lines if line.strip("/") and not line.startswith("#"))


def _walk(root: Path, folder: Path, *, patterns: Sequence[str], depth: int) -> Iterator[Path]:
    """Give files and folders in the order of their paths, without what is ignored."""
    if depth < 0:
        raise TooLargeError("folders are too deep", where=str(folder))
    for path in sorted(folder.iterdir(), key=lambda one: one.name):
        inside = path.relative_to(root).as_posix()
        if any(fnmatchcase(path.name, pattern) or fnmatchcase(inside, pattern) for pattern in patterns):
            continue
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from _walk(root, path, patterns=patterns, depth=depth - 1)


def _read(path: Path, left: int) -> bytes:
    if path.is_symlink():
        raise InvalidInputError("an artefact holds no links", where=str(path), hint="copy the file, or ignore the link")
    if path.is_dir():
        return b""
    if not path.is_file():
        raise InvalidInputError("an artefact holds only files and folders", where=str(path))
    with path.open("rb") as stream:
        data = stream.read(left + 1)
    if len(data) > left:
        raise TooLargeError("the artefact is too large", where=str(path), hint=f"leave files out by {IGNORE_FILE}")
    return data


def _entry(root: Path, path: Path, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(path.relative_to(root).as_posix())
    if path.is_dir():
        entry.type, entry.mode = tarfile.DIRTYPE, 0o755
    else:
        entry.size, entry.mode = size, 0o755 if path.stat().st_mode & 0o100 else 0o644
    return entry  # mtime, uid, gid are 0 and the names of owners empty by default
