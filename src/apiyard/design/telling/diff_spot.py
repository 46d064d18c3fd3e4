"""Where a change stands in the source files of both sides, with the lines around it, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal

from apiyard.core.noun import dataclass
from apiyard.design.cause import Cause
from apiyard.design.frame import lines_of
from apiyard.design.readable import clean, shown_path
from apiyard.design.telling.diff_report import Compared
from apiyard.spec.contract import Contract
from apiyard.spec.extent import Extent
from apiyard.spec.parse import Document

_AROUND = 3
_MOST_ROWS = 40
# Aligning takes cubic time at worst (difflib), so what is aligned is short.
_LARGEST_BLOCK = 120
_WIDTH = 160


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on one side.

    Args:
        document: the name of the document for people, with its revision.
        path: the same without the revision, as tools of that repository name it.
        extent: where the value stands, from 1.
        own: whether the value itself stands there; else it is the place around it.
        source: the document.
    """

    document: str
    path: str
    extent: Extent
    own: bool
    source: Document

    @property
    def line(self) -> int:
        """The first line."""
        return self.extent.key[0]

    @property
    def column(self) -> int:
        """The first column."""
        return self.extent.key[1]

    def __str__(self) -> str:
        """Give ``document:line:column``."""
        return f"{self.document}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of two sources side by side.

    Args:
        old: the number of the line and its text, None where the old side has none.
        new: the same of the new side.
        kind: whether both say the same.
    """

    old: tuple[int, str] | None
    new: tuple[int, str] | None
    kind: Literal["same", "changed"]


def spots(compared: Compared, cause: Cause, folder: str = "/") -> tuple[Spot, Spot]:
    """Give the places of a change in both contracts.

    Args:
        compared: the pair.
        cause: the change.
        folder: the absolute folder that paths are told relative to.

    Returns:
        The place in the old contract and in the new one; of what is on one side only, the other is around it.
    """
    report = compared.report
    return (
        _spot(report.old, cause.old, compared.old.revision, folder=folder, own=not _added(cause)),
        _spot(report.new, cause.new, compared.new.revision, folder=folder, own=not _removed(cause)),
    )


def _added(cause: Cause) -> bool:
    return cause.before is None and len(cause.new) > len(cause.old) and cause.new.startswith(cause.old)


def _removed(cause: Cause) -> bool:
    return cause.after is None and len(cause.old) > len(cause.new) and cause.old.startswith(cause.new)


def _spot(contract: Contract, pointer: str, revision: str, /, *, folder: str, own: bool) -> Spot:
    at = contract.locate(pointer)
    document = contract.places.documents[at.document]
    path = shown_path(at.document, folder) if not revision else at.document
    name = f"{revision}:{path}" if revision else path
    return Spot(clean(name), clean(path), document.extent(at.pointer), own, document)


Lines = dict[int, Sequence[str]]
"""The lines of documents that were looked at, so that each is cut once for a report."""


def side_by_side(old: Spot, new: Spot, lines: Lines) -> tuple[Row, ...]:
    """Give the lines of both sides around a change, aligned.

    Args:
        old: the place on the old side.
        new: the place on the new side.
        lines: the lines of documents so far; those of other documents are added.

    Returns:
        At most 40 rows; lines are clean and cut when they are long.
    """
    left, right = _block(old, new, lines), _block(new, old, lines)
    rows = list(_aligned(left, right))
    first, last = _wanted(rows, old, new)
    shown = rows[max(0, first - _AROUND) : last + _AROUND + 1]
    return tuple(shown[:_MOST_ROWS])


def _block(spot: Spot, other: Spot, known: Lines) -> Sequence[tuple[int, str]]:
    if id(spot.source) not in known:
        known[id(spot.source)] = lines_of(spot.source)
    lines = known[id(spot.source)]
    start, end = spot.extent.key[0], spot.extent.last[0]
    if spot.own and not other.own:
        # What is here only is looked for among its neighbours on the other side.
        start, end = max(1, start - 40), end + 40
    end = min(max(end, start) + _AROUND, start + _LARGEST_BLOCK, len(lines))
    start = max(1, start - _AROUND)
    return [(number, _cut(lines[number - 1], spot)) for number in range(start, end + 1)]


def _cut(line: str, spot: Spot) -> str:
    text = line if len(line) <= _WIDTH else line[max(0, spot.column - 40) : spot.column + _WIDTH - 40]
    return clean(text).rstrip()


def _aligned(left: Sequence[tuple[int, str]], right: Sequence[tuple[int, str]]) -> Sequence[Row]:
    matcher = SequenceMatcher(None, [text for _, text in left], [text for _, text in right], autojunk=False)
    rows: list[Row] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            rows += [Row(one, two, "same") for one, two in zip(left[a:b], right[c:d], strict=True)]
            continue
        for at in range(max(b - a, d - c)):
            one = left[a + at] if a + at < b else None
            two = right[c + at] if c + at < d else None
            rows.append(Row(one, two, "changed"))
    return rows


def _wanted(rows: Sequence[Row], old: Spot, new: Spot) -> tuple[int, int]:
    """Give the first and the last row that the change itself stands in."""
    found = [at for at, row in enumerate(rows) if _in(row.old, old) or _in(row.new, new)]
    if not found:
        return 0, min(len(rows), _MOST_ROWS)
    differing = [at for at in found if rows[at].kind == "changed"]
    return (differing[0], differing[-1]) if differing else (found[0], found[-1])


def _in(line: tuple[int, str] | None, spot: Spot) -> bool:
    return line is not None and spot.own and spot.extent.key[0] <= line[0] <= spot.extent.last[0]
