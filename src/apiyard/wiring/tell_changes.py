"""From the standings of a contract to the sections of a changelog."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from apiyard.core.noun import replace
from apiyard.design.changelog.entry import Section
from apiyard.design.changelog.section import Moment, section
from apiyard.design.diff import diff
from apiyard.design.diffing.options import DiffOptions
from apiyard.wiring.contract_history import Standing, Story


def tell_changes(story: Story, options: DiffOptions, *, scheme: str = "", api: str = "") -> tuple[Section, ...]:
    """Compare each standing with the one before it.

    Args:
        story: the standings.
        options: how they are compared; sunsets are held against the day of each standing.
        scheme: id of the scheme that versions are read in; empty to find it.
        api: what the API is called where there are several; empty for one.

    Returns:
        The sections, the newest first.
    """
    made = [_section(before, after, options, scheme=scheme) for before, after in story.pairs]
    return tuple(replace(each, api=api) for each in reversed(made))


def newest_first(by_api: Mapping[str, Iterable[Section]]) -> tuple[Section, ...]:
    """Put the sections of several APIs into one row.

    Args:
        by_api: the sections of each API, the newest first.

    Returns:
        All of them, the newest first; those of one day by the names of the APIs.
    """
    every = [each for name in sorted(by_api) for each in by_api[name]]
    return tuple(sorted(every, key=lambda each: each.at.timestamp() if each.at else 0.0, reverse=True))


def _section(before: Standing, after: Standing, options: DiffOptions, *, scheme: str) -> Section:
    old, new = before.read(), after.read()
    day = after.at.date() if after.at else options.today
    report = diff(old, new, options=replace(options, today=day))
    return section(old, new, report.causes, moment=Moment(after.at, after.revision, after.subject), scheme=scheme)
