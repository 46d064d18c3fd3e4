"""Code frames: the lines around a finding with a caret under its start."""

from __future__ import annotations

from collections.abc import Sequence

from apiyard.design.readable import clean, columns
from apiyard.spec.extent import Extent
from apiyard.spec.parse import Document

_AROUND = 1


def lines_of(document: Document) -> list[str]:
    """Give the lines of a document as they are counted in places."""
    text = document.data.decode("utf-8", "replace").removeprefix("\ufeff")
    return text.split("\n") if text.lstrip()[:1] in ("{", "[") else text.splitlines()


def marked(extent: Extent) -> tuple[int, int]:
    """Give the columns that are marked in the line of the start: the key, or the value when that has no key.

    Args:
        extent: where the value stands.

    Returns:
        The first column from 1, and how many; a value of several lines is marked by its first character.
    """
    line, column = extent.key
    ends = [end for end in (extent.key_end, extent.end) if end[0] == line and end[1] > column]
    return column, (ends[0][1] - column if ends else 1)


def frame(lines: Sequence[str], extent: Extent, *, width: int) -> list[tuple[int, str, str]]:
    """Give the lines around a place.

    Args:
        lines: the document's lines.
        extent: where the value stands.
        width: columns for a line's text; a longer line is cut around its caret.

    Returns:
        For each line its number, its text, and the caret line below it (empty but for the line of the start).
    """
    at, (column, length) = extent.key[0], marked(extent)
    first, last = max(1, at - _AROUND), min(len(lines), at + _AROUND)
    text = lines[at - 1] if at <= len(lines) else ""
    # The caret must be seen: what is left of it is cut when the line is long.
    left = max(0, column - 1 - width // 3) if len(text) > width else 0
    found = []
    for number in range(first, last + 1):
        shown = clean(_cut(lines[number - 1], left, width))
        caret = ""
        if number == at:
            before = clean(_cut(text, left, width)[: column - 1 - left])
            caret = " " * columns(before) + "^" * max(1, min(length, width - columns(before)))
        found.append((number, shown.rstrip(), caret))
    return found


def _cut(text: str, left: int, width: int) -> str:
    cut = text[left : left + width]
    if left and cut:
        cut = "…" + cut[1:]
    return cut[: width - 1] + "…" if len(text) > left + width else cut
