"""How entries are put into order: by kind, then by operation, what is shared once."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.core.noun import dataclass
from apiyard.design.changelog.entry import Changelog, Entry, Kind, Section

WHOLE = "The whole API"
"""What stands above changes that reach no operation."""
SHARED = "Several operations"
"""What stands above changes that reach more than one operation."""


@dataclass(frozen=True, slots=True)
class Group:
    """Changes of one operation, those that several operations share, or those of the whole API.

    Args:
        name: the operation, or what they are.
        entries: the changes.
        operation: whether the name is that of an operation.
    """

    name: str
    entries: tuple[Entry, ...]
    operation: bool


def arranged(section: Section, changelog: Changelog) -> Iterator[tuple[Kind, tuple[Group, ...]]]:
    """Give the entries of a section by kind and operation.

    Args:
        section: the section.
        changelog: the whole, which says whether changes of words are told.

    Yields:
        Each kind that has entries, with its groups: the whole API, what is shared, then operations by name.
    """
    told = [each for each in section.entries if changelog.documentation or not each.documentation]
    for kind in Kind:
        entries = [each for each in told if each.kind is kind]
        if entries:
            yield kind, tuple(_groups(entries))


def hidden(section: Section, changelog: Changelog) -> int:
    """Give how many changes of words a section has that are not told.

    Args:
        section: the section.
        changelog: the whole.
    """
    return 0 if changelog.documentation else sum(each.documentation for each in section.entries)


def _groups(entries: list[Entry]) -> Iterator[Group]:
    whole = tuple(each for each in entries if not each.operations)
    shared = tuple(each for each in entries if len(each.operations) > 1)
    if whole:
        yield Group(WHOLE, whole, operation=False)
    if shared:
        yield Group(SHARED, shared, operation=False)
    names = sorted({each.operations[0] for each in entries if len(each.operations) == 1}, key=_by_path)
    for name in names:
        yield Group(name, tuple(each for each in entries if each.operations == (name,)), operation=True)


def _by_path(call: str) -> tuple[str, str]:
    method, _, path = call.partition(" ")
    return path, method
