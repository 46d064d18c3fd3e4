"""What a team agreed on for lint: the ruleset, exceptions and the baseline, from flags, files and the workspace."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from apiyard.core.errors import InvalidInputError, NotFoundError
from apiyard.core.finding import Location
from apiyard.core.noun import dataclass
from apiyard.design.assess import Agreed
from apiyard.design.exception import LintException
from apiyard.design.read_ruleset import builtin, find_ruleset, read_ruleset
from apiyard.design.readable import relative_path
from apiyard.design.report import NOT_RUN, Judged
from apiyard.design.spare import Exceptions
from apiyard.spec import source as sources
from apiyard.spec.limits import Limits
from apiyard.spec.parse import Document, parse

if TYPE_CHECKING:
    from apiyard.design.baseline import Baseline
    from apiyard.design.reading.load_definition import Supply
    from apiyard.design.reading.loaded import Loaded
    from apiyard.settings.workspace import LintSpec

DEFAULT = "apiyard:recommended"
EXCEPTIONS = (".apiyard-lint-exceptions.yaml", ".apiyard-lint-exceptions.yml")
_WORKSPACE = "apiyard.yaml"
_SMALL = Limits(max_bytes=4 * 1024 * 1024)
_LARGE = Limits(max_bytes=256 * 1024 * 1024)


@dataclass(frozen=True, slots=True)
class _List:
    """A file of exceptions."""

    exceptions: tuple[LintException, ...] = ()


def near_workspace(folder: Path) -> Path | None:
    """Give the folder of the workspace around a folder, if there is one.

    Args:
        folder: the folder.
    """
    here = folder.resolve()
    return next((each for each in (here, *here.parents) if (each / _WORKSPACE).is_file()), None)


@dataclass(frozen=True, slots=True)
class Where:
    """Where agreements are looked for.

    Args:
        folder: the folder that is worked in.
        root: folder of the workspace around it; None without one.
        spec: what the workspace declares; None without one.
    """

    folder: Path
    root: Path | None = None
    spec: LintSpec | None = None


def choose_ruleset(
    named: Sequence[str], where: Where, *, allow_remote: bool = False, supply: Supply | None = None
) -> Loaded:
    """Read the ruleset: the named one, that of the current folder, that of the workspace, or the default.

    Args:
        named: what the user passed.
        where: where it is looked for.
        allow_remote: whether addresses may be read.
        supply: loads trusted functions in Python.

    Returns:
        The ruleset.

    Raises:
        InvalidInputError: it is wrong, or several are named.
        NotFoundError: there is none of that name.
    """
    if len(named) > 1:
        hint = f"write one that extends them: extends: [{', '.join(named)}]"
        raise InvalidInputError("one ruleset can be asked at a time", where="--ruleset", piece=named[1], hint=hint)
    if named:
        return read_ruleset(named[0], allow_remote=allow_remote, supply=supply)
    found = find_ruleset(where.folder)
    if found is None and where.spec is not None and where.root is not None and where.spec.ruleset:
        inside = where.root / where.spec.ruleset
        name = str(inside) if inside.is_file() else where.spec.ruleset
        return read_ruleset(name, allow_remote=allow_remote, supply=supply)
    if found is None and where.root is not None:
        found = find_ruleset(where.root)
    if found is None:
        return builtin(DEFAULT)
    return read_ruleset(str(found), allow_remote=allow_remote, supply=supply)


def read_agreed(where: Where, *, today: date, baseline: Path | None = None, new: bool = False) -> Agreed:
    """Read what is spared.

    Args:
        where: where it is looked for.
        today: the day of the judgement.
        baseline: the file of the baseline; None for none.
        new: whether the baseline is about to be written, and may be missing.

    Returns:
        The agreements.

    Raises:
        InvalidInputError: a file is wrong; says where.
        NotFoundError: there is no such baseline.
    """
    folder = where.root or where.folder
    exceptions = Exceptions(folder=str(folder))
    if where.spec is not None and where.root is not None and where.spec.exceptions:
        document = _document(where.root / _WORKSPACE)
        exceptions = _placed(where.spec.exceptions, document, "/lint/exceptions", folder=folder)
    else:
        for place in dict.fromkeys((where.folder, folder)):
            file = next((place / name for name in EXCEPTIONS if (place / name).is_file()), None)
            if file is not None:
                exceptions = _read_exceptions(file)
                break
    known = _read_baseline(baseline, new=new)
    return Agreed(today, str(where.folder), str(_folder_of(baseline, folder)), exceptions, known)


def _folder_of(baseline: Path | None, folder: Path) -> Path:
    return folder if baseline is None else baseline.resolve().parent


def _document(path: Path) -> Document:
    shown = os.path.relpath(path)
    return parse(
        sources.read(str(path) if shown.startswith("..") else shown, roots=(path.parent,), limits=_SMALL), _SMALL
    )


def _read_exceptions(file: Path) -> Exceptions:
    from apiyard.core.options import Pointed, read_options

    document = _document(file)
    value: Any = document.value
    at, inner = ("", {"exceptions": value}) if isinstance(value, list) else ("/exceptions", value)

    def locate(pointer: str) -> str:
        return str(document.locate(pointer.removeprefix("/exceptions") if at == "" else pointer))

    read = read_options(_List, inner, where=Pointed(locate), noun="field")
    return _placed(read.exceptions, document, at, folder=file.parent)


def _placed(each: Sequence[LintException], document: Document, at: str, *, folder: Path) -> Exceptions:
    places: list[Location] = [document.locate(f"{at}/{number}") for number in range(len(each))]
    return Exceptions(tuple(each), tuple(places), str(folder))


def _read_baseline(path: Path | None, *, new: bool) -> Baseline | None:
    if path is None or new:
        return None
    if not path.is_file():
        raise NotFoundError("there is no such baseline", where=str(path), hint="write it with --update-baseline")
    from apiyard.design.baseline import read_baseline

    return read_baseline(sources.read(path, roots=(path.parent,), limits=_LARGE).data, where=str(path))


def keep_baseline(path: Path, judged: Sequence[Judged], agreed: Agreed) -> int:
    """Write what was found as the baseline; the file is replaced whole.

    Args:
        path: the file.
        judged: the inputs; what waivers and exceptions spare does not belong to it.
        agreed: tells what names of documents are relative to.

    Returns:
        How many findings it holds.
    """
    found = [each for one in judged for each in one.counted if each.finding.rule != NOT_RUN]
    from apiyard.design.baseline import write_baseline
    from apiyard.spec.save import save

    data = write_baseline(
        {
            "rule": each.finding.rule,
            "document": relative_path(each.finding.location.document, agreed.here, agreed.folder),
            "pointer": each.finding.location.pointer,
            "message": each.finding.message,
            "fingerprint": each.fingerprint,
        }
        for each in found
    )
    save(path, data, roots=(path.resolve().parent,))
    return len(found)
