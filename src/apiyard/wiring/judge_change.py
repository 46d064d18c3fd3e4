"""Compare a contract with the released one, by what the workspace agreed on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from apiyard.core.names import ApiName
from apiyard.design.diff import diff
from apiyard.design.diffing.report import Report
from apiyard.design.telling.diff_report import Accepted
from apiyard.settings.program import Program
from apiyard.settings.read import NAME, read_workspace
from apiyard.settings.workspace import DiffSpec
from apiyard.spec.contract import Contract
from apiyard.wiring.diff_agreed import Flags, agree, read_accepted, spared


def judge_change(
    old: Contract, new: Contract, api: ApiName, /, *, program: Program, today: date
) -> tuple[Report, Mapping[str, Accepted]]:
    """Compare two contracts of an API.

    Args:
        old: the contract that callers rely on.
        new: the contract that they would meet.
        api: the API.
        program: the settings; they know the workspace.
        today: the day that sunsets and acceptances are held against.

    Returns:
        What changed, and by fingerprint the changes that people accepted.

    Raises:
        InvalidInputError: a file of the workspace is wrong.
        UnknownNameError: it names a check or a level that nobody knows.
    """
    agreed = agree(_specs(program, api), Flags(), today=today, accepted=read_accepted((program.root,)))
    report = diff(old, new, options=agreed.options)
    accepted, _ = spared(report, agreed.accepted, today)
    return report, accepted


def _specs(program: Program, api: ApiName) -> list[DiffSpec]:
    if not (program.root / NAME).is_file():
        return []
    space = read_workspace(program.root)
    own = space.products.get(api)
    return [space.file.diff, *([own.file.diff] if own is not None else [])]
