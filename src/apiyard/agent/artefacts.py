"""Files of service processes: unpacked by digest, never changed, and taken from a hostile archive."""

from __future__ import annotations

import contextlib
import shutil
import tarfile
import tempfile
from pathlib import Path, PurePosixPath
from typing import IO

from apiyard.agent.disk import make_private, sync_folder
from apiyard.core.digest import Digest
from apiyard.core.errors import ConflictError, InvalidInputError, NotFoundError, TooLargeError
from apiyard.core.noun import dataclass

MAX_PACKED = 256 * 1024 * 1024
MAX_UNPACKED = 1024 * 1024 * 1024
MAX_FILES = 20_000
MAX_NAME = 1024
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Artefacts:
    """The unpacked artefacts of a node.

    Args:
        folder: holds one folder for each digest.
    """

    folder: Path

    def place(self, digest: Digest) -> Path:
        """Give the folder of an artefact, whether it exists or not.

        Args:
            digest: its digest.
        """
        return self.folder / digest.removeprefix("sha256:")

    def find(self, digest: Digest) -> Path:
        """Give the folder of an artefact that was uploaded.

        Args:
            digest: its digest.

        Raises:
            NotFoundError: it was never uploaded.
        """
        place = self.place(digest)
        if not place.is_dir():
            raise NotFoundError(
                "the artefact is not on this node", where=digest, hint="upload it with put_artefact first"
            )
        return place

    def put(self, digest: Digest, packed: IO[bytes]) -> Path:
        """Check and unpack an artefact; nothing is done when it is there already.

        Args:
            digest: what its SHA-256 must be.
            packed: a gzip-compressed tar archive, readable from its start.

        Returns:
            The folder with its files, which are read-only.

        Raises:
            ConflictError: the bytes have another digest.
            InvalidInputError: it is no such archive, or it holds anything but files and folders below its root.
            TooLargeError: it crosses a bound on size or count.
        """
        place = self.place(digest)
        if place.is_dir():
            return place
        _check_digest(digest, packed)
        make_private(self.folder)
        temporary = Path(tempfile.mkdtemp(prefix=".new-", dir=self.folder))
        try:
            _unpack(packed, temporary, where=digest)
            _make_read_only(temporary)
            with contextlib.suppress(FileExistsError, OSError):
                temporary.rename(place)  # fails only when another call was faster
                sync_folder(self.folder)
        finally:
            _remove(temporary)
        return self.find(digest)

    def clean(self, used: frozenset[str], keep: int) -> int:
        """Remove artefacts that nobody uses, the oldest first.

        Args:
            used: digests that processes run from.
            keep: how many unused ones stay.

        Returns:
            How many were removed.
        """
        if not self.folder.is_dir():
            return 0
        names = {digest.removeprefix("sha256:") for digest in used}
        unused = [place for place in self.folder.iterdir() if place.name not in names and place.name[0] != "."]
        unused.sort(key=lambda place: place.stat().st_mtime, reverse=True)
        for place in unused[keep:]:
            _remove(place)
        return len(unused[keep:])

    def remove_halves(self) -> None:
        """Remove what a killed agent left half unpacked; only for the start, when nobody unpacks."""
        for place in self.folder.glob(".new-*"):
            _remove(place)


def _check_digest(digest: Digest, packed: IO[bytes]) -> None:
    import hashlib

    state, size = hashlib.sha256(), 0
    packed.seek(0)
    while chunk := packed.read(_CHUNK):
        size += len(chunk)
        if size > MAX_PACKED:
            raise TooLargeError(f"the artefact has more than {MAX_PACKED} bytes", where=digest)
        state.update(chunk)
    packed.seek(0)
    if state.hexdigest() != digest.removeprefix("sha256:"):
        raise ConflictError(
            "the artefact's bytes have another digest",
            where=digest,
            piece=f"sha256:{state.hexdigest()}",
            hint="the upload was damaged, or the digest was taken of something else",
        )


def _unpack(packed: IO[bytes], target: Path, *, where: str) -> None:
    count = total = 0
    try:
        with tarfile.open(fileobj=packed, mode="r|gz") as archive:
            for member in archive:
                count, total = count + 1, total + max(0, member.size)
                if count > MAX_FILES or total > MAX_UNPACKED:
                    raise TooLargeError(
                        f"the artefact unpacks to more than {MAX_FILES} files or {MAX_UNPACKED} bytes", where=where
                    )
                _unpack_one(archive, member, target, where=where)
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise InvalidInputError(
            "the artefact is no gzip-compressed tar archive that can be unpacked",
            where=where,
            piece=str(error),
            hint="pack it with tar --create --gzip",
        ) from error


def _unpack_one(archive: tarfile.TarFile, member: tarfile.TarInfo, target: Path, *, where: str) -> None:
    path = PurePosixPath(member.name)
    if path.is_absolute() or ".." in path.parts or "\0" in member.name or len(member.name) > MAX_NAME:
        raise InvalidInputError("a file of the artefact lies outside of it", where=where, piece=repr(member.name))
    if not (member.isreg() or member.isdir()):
        raise InvalidInputError(
            "an artefact holds only files and folders: no links, devices or pipes", where=where, piece=repr(member.name)
        )
    place = target.joinpath(*path.parts)
    if member.isdir():
        place.mkdir(parents=True, exist_ok=True)
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    source = archive.extractfile(member)
    with place.open("xb") as file:
        if source is not None:
            shutil.copyfileobj(source, file, _CHUNK)
    place.chmod(0o500 if member.mode & 0o100 else 0o400)


def _make_read_only(folder: Path) -> None:
    for place in sorted(folder.rglob("*"), reverse=True):
        if place.is_dir():
            place.chmod(0o500)


def _remove(folder: Path) -> None:
    if not folder.exists():
        return
    folder.chmod(0o700)
    for place in folder.rglob("*"):
        if place.is_dir():
            place.chmod(0o700)
    shutil.rmtree(folder, ignore_errors=True)
