"""The files that the studio may read and write: the contract, and what it refers to within its folder."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from apiyard.core.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError, TooLargeError
from apiyard.core.noun import dataclass, field

MOST = 12 * 1024 * 1024
"""The largest file that is edited, in bytes."""

_ENDINGS = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True)
class Saved:
    """A file as it is on disk.

    Args:
        name: its path below the folder.
        text: its text; None when there is no such file.
        digest: SHA-256 of its bytes in hex; empty when there is no such file.
    """

    name: str
    text: str | None
    digest: str


@dataclass(slots=True)
class Desk:
    """What lies on the desk of one studio.

    Args:
        folder: the folder of the contract, absolute and without symbolic links.
        main: the contract's file name.
        known: names of the files that may be opened: the contract and those it refers to.
    """

    folder: Path
    main: str
    known: set[str] = field(default_factory=set)

    def path(self, name: str) -> Path:
        """Give the path of a file that may be opened.

        Args:
            name: its name below the folder.

        Returns:
            The path, with symbolic links followed.

        Raises:
            ForbiddenError: it is no file of this contract, or lies outside its folder.
        """
        if name != self.main and name not in self.known:
            raise ForbiddenError("this is no file of the contract", piece=name)
        real = (self.folder / name).resolve()
        if not real.is_relative_to(self.folder) or real.suffix.lower() not in _ENDINGS:
            raise ForbiddenError("only JSON and YAML files in the contract's folder are opened", piece=name)
        return real

    def read(self, name: str) -> Saved:
        """Read a file.

        Args:
            name: its name below the folder.

        Returns:
            The file as it is.

        Raises:
            ForbiddenError: it may not be opened.
            InvalidInputError: it is no text.
            TooLargeError: it has too many bytes.
        """
        path = self.path(name)
        try:
            with path.open("rb") as file:
                data = file.read(MOST + 1)
        except FileNotFoundError:
            return Saved(name, None, "")
        except OSError as error:
            raise NotFoundError("the file cannot be read", where=name, piece=str(error.strerror)) from None
        if len(data) > MOST:
            raise TooLargeError(f"files of more than {MOST} bytes are not edited here", where=name)
        try:
            return Saved(name, data.decode("utf-8"), _digest(data))
        except UnicodeDecodeError:
            raise InvalidInputError("the file is no UTF-8 text", where=name, hint="save it as UTF-8") from None

    def write(self, name: str, text: str, digest: str) -> Saved:
        """Write a file in one step, if it is still as the writer saw it.

        Args:
            name: its name below the folder.
            text: the new text.
            digest: the digest of the file that the writer saw; empty for no file.

        Returns:
            The file as it is now.

        Raises:
            ConflictError: somebody else changed it meanwhile (code ``file-changed``).
            ForbiddenError: it may not be opened.
            TooLargeError: the text is too long.
        """
        path, data = self.path(name), text.encode("utf-8", "surrogatepass")
        if len(data) > MOST:
            raise TooLargeError(f"files of more than {MOST} bytes are not edited here", where=name)
        if self.read(name).digest != digest:
            raise ConflictError(
                "the file was changed by somebody else meanwhile",
                where=name,
                hint="look at the difference, then keep yours or take theirs",
                code="file-changed",
            )
        try:
            _replace(path, data)
        except OSError as error:
            raise ForbiddenError("the file cannot be written", where=name, piece=str(error.strerror)) from None
        return Saved(name, text, _digest(data))


def open_desk(contract: Path) -> Desk:
    """Lay a contract on a desk.

    Args:
        contract: its path; the file need not be there yet, but its folder.

    Returns:
        The desk.

    Raises:
        InvalidInputError: the name is not that of a JSON or YAML file.
        NotFoundError: there is no such folder.
    """
    if contract.suffix.lower() not in _ENDINGS:
        raise InvalidInputError("a contract is a .yaml, .yml or .json file", where=str(contract))
    folder = contract.resolve().parent if contract.exists() else contract.parent.resolve()
    if not folder.is_dir():
        raise NotFoundError("there is no such folder", where=str(folder))
    name = contract.resolve().name if contract.exists() else contract.name
    return Desk(folder, name)


def _replace(path: Path, data: bytes) -> None:
    """Write beside the file and rename, keeping its permissions, so that nobody ever reads half a file."""
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).chmod(mode)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def _umask() -> int:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("Umask:"):
            return int(line.split()[1], 8)
    return 0o022


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
