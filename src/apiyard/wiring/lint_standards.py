"""What texts are judged by: the ruleset, exceptions and baseline that ``apiyard lint`` takes, kept until changed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from apiyard.core.errors import ForbiddenError
from apiyard.core.noun import dataclass
from apiyard.design.assess import Agreed
from apiyard.design.read_ruleset import find_ruleset
from apiyard.design.reading.loaded import Loaded
from apiyard.settings.read import read_workspace
from apiyard.wiring.lint_agreed import EXCEPTIONS, Where, choose_ruleset, near_workspace, read_agreed

if TYPE_CHECKING:
    from apiyard.settings.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Place:
    """Where ``apiyard lint`` would be called.

    Args:
        ruleset: path or built-in name of the ruleset that somebody named; empty for the one that is found.
        here: the folder that is worked in, absolute; empty where nothing is looked for.
        workspace: the workspace that somebody named; empty for the one around that folder.
    """

    ruleset: str = ""
    here: str = ""
    workspace: str = ""


@dataclass(frozen=True, slots=True)
class Standards:
    """What a text is judged by.

    Args:
        loaded: the ruleset.
        agreed: what is spared.
    """

    loaded: Loaded
    agreed: Agreed


_Key = tuple[object, ...]


@dataclass(slots=True)
class StandardsShelf:
    """Gives the standards of one place; reads them again when a file of theirs is another one."""

    _kept: tuple[_Key, Standards] | None = None
    _where: Where | None = None

    def get(self, place: Place, today: date) -> Standards:
        """Give the standards of a place.

        Args:
            place: the place.
            today: the day of the judgement.

        Returns:
            The standards.

        Raises:
            InvalidInputError: a file of theirs is wrong; says where.
            NotFoundError: there is no such ruleset or baseline.
        """
        if self._kept is not None and self._kept[0] == self._key(place, today):
            return self._kept[1]
        self._kept = None
        found = self._read(place, today)
        self._kept = (self._key(place, today), found)
        return found

    def _key(self, place: Place, today: date) -> _Key:
        return (place, today, *(_stamp(each) for each in _files(place, self._where)))

    def _read(self, place: Place, today: date) -> Standards:
        if not place.here:
            self._where = None
            return Standards(choose_ruleset([place.ruleset] if place.ruleset else [], Where(Path("/"))), Agreed(today))
        root = near_workspace(Path(place.workspace or place.here))
        space = None if root is None else read_workspace(root)
        where = self._where = Where(Path(place.here), root, None if space is None else space.file.lint)
        baseline = None
        if where.root is not None and where.spec is not None and where.spec.baseline:
            baseline = where.root / where.spec.baseline
        return Standards(_ruleset(place, where, space), read_agreed(where, today=today, baseline=baseline))


def _ruleset(place: Place, where: Where, space: Workspace | None) -> Loaded:
    """Read the ruleset; functions in Python beside it are run only in a workspace that trusts them."""
    named = [place.ruleset] if place.ruleset else []
    loaded = choose_ruleset(named, where)
    if not loaded.functions or space is None:
        return loaded
    from apiyard.settings.program import make_program
    from apiyard.settings.trust import trust_of
    from apiyard.wiring.rule_functions import supply_of

    program = make_program(space.root, space.file.settings, environ=os.environ, flags={})
    try:
        return choose_ruleset(named, where, supply=supply_of(trust_of(program)))
    except ForbiddenError:  # its rules are told as not run
        return loaded


def _files(place: Place, where: Where | None) -> Iterator[Path]:
    """Give the files that decide, whether they are there or not."""
    if place.ruleset:
        yield Path(place.here, place.ruleset)
    if where is None:
        return
    for folder in dict.fromkeys(each for each in (where.folder, where.root) if each is not None):
        yield find_ruleset(folder) or folder / ".spectral.yaml"
        yield from (folder / name for name in EXCEPTIONS)
    if where.root is None or where.spec is None:
        return
    yield where.root / "apiyard.yaml"
    yield from (where.root / name for name in (where.spec.ruleset, where.spec.baseline) if name)


def _stamp(path: Path) -> tuple[str, int, int]:
    try:
        facts = path.stat()
    except (OSError, ValueError):
        return str(path), 0, 0
    return str(path), facts.st_mtime_ns, facts.st_size
