"""Blobs: bytes kept in files that are named by their digest."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from apiyard.core.digest import Digest, digest_bytes
from apiyard.core.errors import NotFoundError
from apiyard.core.noun import dataclass
from apiyard.store.trouble import StoreError, from_os


@dataclass(frozen=True, slots=True)
class Blobs:
    """Blobs in a folder.

    Args:
        folder: where the files are; made with the first one.
    """

    folder: Path

    def put(self, data: bytes) -> Digest:
        """Keep bytes; when this returns they are on disk. Keeping the same bytes again changes nothing.

        Args:
            data: the content.

        Returns:
            The digest to get it by.

        Raises:
            ApiyardError: the disk is full or cannot be written.
        """
        digest = digest_bytes(data)
        path = self._path(digest)
        if path.is_file():
            return digest
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write_whole(path, data)
        except OSError as failure:
            raise from_os(failure, str(path)) from failure
        return digest

    def get(self, digest: Digest) -> bytes:
        """Give the bytes of a digest, checked against it.

        Args:
            digest: what ``put`` gave.

        Raises:
            NotFoundError: no such blob is kept.
            StoreError: the file holds other bytes than its name says.
        """
        path = self._path(digest)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise NotFoundError("no blob has this digest", piece=digest) from None
        except OSError as failure:
            raise from_os(failure, str(path)) from failure
        if digest_bytes(data) != digest:
            raise StoreError(
                "a blob holds other bytes than its name says",
                where=str(path),
                hint="the disk or somebody changed it: remove the file and bring the content again",
                code="store-corrupt",
            )
        return data

    def has(self, digest: Digest) -> bool:
        """Say whether a blob is kept.

        Args:
            digest: its digest.
        """
        return self._path(digest).is_file()

    def _path(self, digest: Digest) -> Path:
        name = Digest(digest).removeprefix("sha256:")
        return self.folder / name[:2] / name[2:]


def _write_whole(path: Path, data: bytes) -> None:
    descriptor, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)  # the name itself must be on disk too
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
