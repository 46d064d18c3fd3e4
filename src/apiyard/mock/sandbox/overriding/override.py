"""The noun of an answer of your own, and reading a folder of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from apiyard.core.errors import InvalidInputError, NotFoundError, TooLargeError, unknown
from apiyard.core.noun import dataclass
from apiyard.mock.sandbox.overriding.asking import Answered, Asking
from apiyard.mock.sandbox.overriding.python import load_answer
from apiyard.mock.sandbox.overriding.template import load_template

Answer: TypeAlias = Callable[[Asking], Answered | None]
"""Answers a call; None leaves it to the sandbox."""
_LOADERS: Mapping[str, Callable[[Path, bytes], Answer]] = {".py": load_answer, ".j2": load_template}
_UNFIT = re.compile(r"[^A-Za-z0-9]+")
_MOST_FILES, _MOST_BYTES = 200, 1 << 20


@dataclass(frozen=True, slots=True)
class Override:
    """An answer of your own.

    Args:
        operation: the id of the operation.
        where: the file.
        answer: answers a call.
    """

    operation: str
    where: str
    answer: Answer


def read_override_files(folder: Path) -> dict[str, bytes]:
    """Read the files of a folder of answers; none of them is run.

    Args:
        folder: the folder; folders in it are not looked at.

    Returns:
        The bytes of its files that end in ``.py`` or ``.j2``, by name.

    Raises:
        NotFoundError: there is no such folder.
        TooLargeError: there are too many files, or one is too large.
    """
    if not folder.is_dir():
        raise NotFoundError("there is no such folder of overrides", where=str(folder))
    paths = sorted(path for path in folder.iterdir() if path.suffix in _LOADERS and path.is_file())
    if len(paths) > _MOST_FILES:
        raise TooLargeError(f"a folder of overrides has at most {_MOST_FILES} files", where=str(folder))
    found: dict[str, bytes] = {}
    for path in paths:
        with path.open("rb") as file:
            found[path.name] = file.read(_MOST_BYTES + 1)
        if len(found[path.name]) > _MOST_BYTES:
            raise TooLargeError(f"the file has more than {_MOST_BYTES} bytes", where=str(path))
    return found


def load_overrides(folder: Path, files: Mapping[str, bytes]) -> list[tuple[str, Path, Answer]]:
    """Run the files of a folder that somebody trusts.

    Args:
        folder: the folder, for messages.
        files: their bytes by name.

    Returns:
        By the file's name without its ending, the file and what answers.

    Raises:
        InvalidInputError: one cannot be loaded.
        UnavailableError: a template is there, and what reads templates is not installed.
    """
    found = [(Path(name).stem, folder / name) for name in files if not name.startswith("_")]
    stems = [stem for stem, _ in found]
    twice = next((stem for stem in stems if stems.count(stem) > 1), None)
    if twice is not None:
        raise InvalidInputError("an operation is answered by two files", where=str(folder), piece=twice)
    return [(stem, path, _LOADERS[path.suffix](path, files[path.name])) for stem, path in found]


def overrides_for(
    loaded: Iterable[tuple[str, Path, Answer]], operations: Iterable[str]
) -> tuple[dict[str, Override], list[tuple[str, Path]]]:
    """Give the answers that are for the operations of one contract.

    Args:
        loaded: what was loaded.
        operations: the ids of the operations; where an id cannot be a file's name, all that is no letter or digit is
            an underscore in it.

    Returns:
        By operation, and what is for none of them.
    """
    by_name: dict[str, str] = {}
    for id_ in operations:
        by_name.setdefault(file_name(id_), id_)
        by_name[id_] = id_
    found: dict[str, Override] = {}
    left: list[tuple[str, Path]] = []
    for stem, path, answer in loaded:
        if stem in by_name:
            found[by_name[stem]] = Override(by_name[stem], str(path), answer)
        else:
            left.append((stem, path))
    return found, left


def refuse_unknown(left: Iterable[tuple[str, Path]], operations: Iterable[str]) -> None:
    """Refuse files that are for no operation.

    Raises:
        UnknownNameError: there is one; names the nearest operation.
    """
    for stem, path in left:
        raise unknown("operation", stem, [file_name(each) for each in operations], where=str(path))


def file_name(id_: str) -> str:
    """Give the name that a file for an operation has, without its ending."""
    return _UNFIT.sub("_", id_).strip("_")
