"""The differences between apiyard and Spectral that are meant, each with its reason."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from tests.peers.verdict import Verdicts

_TABLE = Path(__file__).with_name("differences.toml")
OURS, THEIRS = "ours", "theirs"


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry of the table.

    Args:
        group: the name of the group of documents.
        document: a glob of names of documents; ``[`` and ``]`` stand for themselves.
        verdict: a glob of verdicts.
        side: who alone says it, ``ours`` or ``theirs``.
        reason: why it is meant.
    """

    group: str
    document: str
    verdict: str
    side: str
    reason: str

    def covers(self, verdict: tuple[str, str], side: str) -> bool:
        """Say whether a verdict that only one side gives is this difference."""
        document, text = verdict
        return side == self.side and _fits(document, self.document) and _fits(text, self.verdict)


def _fits(text: str, glob: str) -> bool:
    return fnmatchcase(text, glob.replace("[", "[[]"))


@cache
def differences() -> tuple[Difference, ...]:
    """Read the table."""
    table = tomllib.loads(_TABLE.read_text("utf-8"))["difference"]
    return tuple(
        Difference(group, document, verdict, entry["side"], entry["reason"])
        for entry in table
        for group in entry["groups"]
        for document in entry["documents"]
        for verdict in entry["verdicts"]
    )


def judge(group: str, ours: Verdicts, theirs: Verdicts) -> list[str]:
    """Compare what both say.

    Args:
        group: the name of the group of documents.
        ours: the verdicts of apiyard on the whole group.
        theirs: those of Spectral.

    Returns:
        What is not right: verdicts of one side that no entry of the table explains, and entries that explain nothing.
    """
    known = [each for each in differences() if each.group == group]
    needed: set[Difference] = set()
    wrong: list[str] = []
    for side, alone in ((OURS, ours - theirs), (THEIRS, theirs - ours)):
        for verdict in sorted(alone):
            explained = [each for each in known if each.covers(verdict, side)]
            needed.update(explained)
            if not explained:
                wrong.append(f"only {side}: {verdict[0]}: {verdict[1]}")
    wrong += [f"not needed any more: {each}" for each in known if each not in needed]
    return wrong


def show(wrong: Iterable[str]) -> str:
    """Give a bounded text of what is not right."""
    listed = list(wrong)
    return "\n".join([*listed[:60], f"... {len(listed)} in all" if len(listed) > 60 else ""])
