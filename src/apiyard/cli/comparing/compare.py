"""One run of ``apiyard diff``: open each pair, compare, set apart what was accepted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from apiyard.cli.comparing.inputs import Door, Pair, find_pairs, nothing_like, open_side
from apiyard.core.errors import ApiyardError
from apiyard.core.noun import dataclass, field
from apiyard.design.telling.diff_report import Accepted, Compared, Origin
from apiyard.spec.contract import Contract
from apiyard.wiring.diff_agreed import Agreed, Flags, agree, read_accepted, spared
from apiyard.wiring.lint_agreed import near_workspace

if TYPE_CHECKING:
    from apiyard.design.acceptance import Acceptance
    from apiyard.design.oasdiff_ignore import IgnoreFile
    from apiyard.settings.workspace import DiffSpec, Workspace


_MOST_LOST = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asked for.

    Args:
        old: the old side as typed.
        new: the new side as typed; empty for what the old one names as it is now.
        door: how contracts are read.
        flags: how they are compared.
        today: the day of the comparison.
        ignored: files of another tool that name changes to be ignored.
    """

    old: str
    new: str
    door: Door
    flags: Flags
    today: date
    ignored: tuple[IgnoreFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it.

    Args:
        compared: the pairs in order.
        failures: by name, pairs that could not be compared.
        notes: what else people are told.
    """

    compared: tuple[Compared, ...]
    failures: tuple[tuple[str, ApiyardError], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Room:
    """What the files around say."""

    root: Path | None
    space: Workspace | None
    accepted: tuple[Acceptance, ...]
    used: set[tuple[str, int]] = field(default_factory=set)

    def specs(self, pair: Pair) -> Sequence[DiffSpec]:
        """Give the settings of the workspace and of the API that a pair is about."""
        if self.space is None:
            return ()
        sides = [each for each in (pair.new, pair.old) if each is not None]
        names = {name for each in sides for name in (each.name, each.ref.partition("@")[0])}
        files = {Path(each.ref).resolve() for each in sides if each.revision is None}
        files |= {(each.revision.top / each.ref).resolve() for each in sides if each.revision is not None}
        held = [
            product.file.diff
            for name, product in self.space.products.items()
            if str(name) in names or product.contract.resolve() in files
        ]
        return (self.space.file.diff, *held[:1])


def compare_all(asked: Asked) -> Outcome:
    """Compare all that was asked for; a pair that cannot be read does not stop the others.

    Args:
        asked: what and how.

    Returns:
        What came of it.

    Raises:
        ApiyardError: the only pair cannot be read, a setting is wrong, or there is nothing to compare.
    """
    pairs = find_pairs(asked.old, asked.new, asked.door)
    room = _room(asked)
    compared: list[Compared] = []
    failures: list[tuple[str, ApiyardError]] = []
    for pair in pairs:
        agreed = agree(room.specs(pair), asked.flags, today=asked.today, accepted=room.accepted)
        try:
            compared.append(_compared(pair, agreed, asked, used=room.used))
        except ApiyardError as error:
            if len(pairs) == 1:
                raise
            failures.append((pair.name, error))
    return Outcome(tuple(compared), tuple(failures), tuple(_unmatched(asked, room.used)))


def _room(asked: Asked) -> _Room:
    here = asked.door.workspace or Path.cwd()
    root = near_workspace(here)
    space = None
    if root is not None:
        from apiyard.settings.read import read_workspace

        space = read_workspace(root)
    folders = dict.fromkeys((here, *([root] if root is not None else [])))
    return _Room(root, space, read_accepted(folders))


def _compared(pair: Pair, agreed: Agreed, asked: Asked, *, used: set[tuple[str, int]]) -> Compared:
    from apiyard.design.diff import diff

    old, new = _both(pair, asked.door)
    report = diff(old, new, options=agreed.options)
    accepted, notes = spared(report, agreed.accepted, asked.today)
    every: dict[str, Accepted] = dict(accepted)
    for file in asked.ignored:
        found, lines, told = file.match(report.causes)
        every = {**found, **every}
        used |= {(file.name, line) for line in lines}
        notes += told
    gone = Origin("(nothing)")
    return Compared(
        pair.name,
        pair.old.origin if pair.old else gone,
        pair.new.origin if pair.new else gone,
        report,
        pair.presence,
        every,
        tuple(notes),
        agreed.fail,
    )


def _both(pair: Pair, door: Door) -> tuple[Contract, Contract]:
    if pair.old is None or pair.new is None:
        side = pair.old or pair.new
        if side is None:
            raise ApiyardError("a pair has a side", where=pair.name)
        there = open_side(side, door)
        empty = nothing_like(there)
        return (empty, there) if pair.old is None else (there, empty)
    return open_side(pair.old, door), open_side(pair.new, door)


def _unmatched(asked: Asked, used: set[tuple[str, int]]) -> list[str]:
    lost = [(file.name, line) for file in asked.ignored for line in file.lines if (file.name, line.number) not in used]
    told = [f"{name}:{line.number} fits no change: {line.text}" for name, line in lost[:_MOST_LOST]]
    return [*told, *([f"{len(lost) - _MOST_LOST} more lines fit no change"] if len(lost) > _MOST_LOST else [])]
