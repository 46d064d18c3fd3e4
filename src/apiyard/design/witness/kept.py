"""Read the files of kept cases: what ``apiyard diff -f witnesses`` wrote, or a person."""

from __future__ import annotations

from pathlib import Path

from apiyard.core.errors import ApiyardError
from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.design.witness.case import WitnessCase, from_case
from apiyard.spec import source as sources
from apiyard.spec.parse import parse


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept case as it stands in a file.

    Args:
        case: the case.
        value: its JSON, as written.
        where: its file, line and column.
    """

    case: WitnessCase
    value: Json
    where: str


def read_kept(path: Path, *, root: Path | None = None) -> tuple[Kept, ...]:
    """Read a file of kept cases.

    Args:
        path: the file, JSON or YAML: a list of cases, or one.
        root: the folder that it must lie in; None for its own.

    Returns:
        The cases, in the order of the file.

    Raises:
        InvalidInputError: the file holds something else; says where.
        NotFoundError: there is no such file.
        ForbiddenError: it lies elsewhere.
    """
    document = parse(sources.read(path, roots=(root or path.resolve().parent,)))
    listed = document.value if isinstance(document.value, list) else [document.value]
    found = []
    for at, value in enumerate(listed):
        where = str(document.locate(f"/{at}" if listed is document.value else ""))
        try:
            found.append(Kept(from_case(value), value, where))
        except ApiyardError as error:
            error.where = where
            raise
    return tuple(found)
