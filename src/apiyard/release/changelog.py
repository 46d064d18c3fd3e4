"""The changelog: what changed between two versions, for those who call the API."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from apiyard.core.noun import dataclass

_HEADINGS = {"breaking": "Breaking", "compatible": "Added and changed", "docs": "Documentation"}
_LONGEST = 300
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~!&])")


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change.

    Args:
        level: ``breaking``, ``compatible``, ``docs`` or another word, which is told under its own heading.
        text: one sentence.
        operation: the operation it touches; empty for the whole API.
    """

    level: str
    text: str
    operation: str = ""


def changelog(version: str, day: date, changes: Sequence[ChangeLine]) -> str:
    """Write the section of one version.

    Args:
        version: the version.
        day: the day of its release.
        changes: what changed; texts may come from anybody and are shown as plain text.

    Returns:
        CommonMark, ending with a line break.
    """
    lines = [f"## {_plain(version)} ({day.isoformat()})", ""]
    levels = dict.fromkeys((*_HEADINGS, *(change.level for change in changes)))
    for level in levels:
        told = [change for change in changes if change.level == level]
        if told:
            lines += [f"### {_HEADINGS.get(level, _plain(level).capitalize())}", ""]
            lines += [_line(change) for change in told]
            lines.append("")
    if not changes:
        lines += ["The contract did not change.", ""]
    return "\n".join(lines)


def _line(change: ChangeLine) -> str:
    operation = f"{_plain(change.operation)}: " if change.operation else ""
    return f"- {operation}{_plain(change.text)}"


def _plain(text: str) -> str:
    """Give one line of a bounded length in which no character is markup."""
    line = " ".join(text.split())
    short = line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
    return _MARKUP.sub(r"\\\1", short)
