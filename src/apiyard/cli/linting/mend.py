"""Fix what can be fixed in the files themselves, or show it as a patch."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Protocol

from apiyard.cli.linting.inputs import Opened
from apiyard.core.finding import Finding
from apiyard.core.noun import replace
from apiyard.design.apply_fixes import Fixed, fix, patch
from apiyard.design.report import Judged
from apiyard.spec.inventory import Inventory
from apiyard.spec.save import save


class Judging(Protocol):
    """Judges an input."""

    def judged(self, opened: Opened) -> Judged:
        """Judge one input."""
        ...


def mend_all(
    opened: Sequence[Opened], rules: Judging, *, only: Collection[str], dry: bool
) -> tuple[tuple[Opened, ...], list[str]]:
    """Fix the findings of all inputs; what is spared stays as it is.

    Args:
        opened: the inputs.
        rules: judges them.
        only: rules that are fixed; empty for all that can be.
        dry: whether a patch is written to standard output and no file is changed.

    Returns:
        The inputs as they are now (or would be), and what people are told.

    Raises:
        UnknownNameError: there is no fix for a rule.
        ConflictError: a file was changed in the meantime.
    """
    found: list[Opened] = []
    notes: list[str] = []
    for each in opened:
        fixed = _fixed(each, rules, only)
        if fixed is None:
            found.append(each)
            continue
        if dry:
            sys.stdout.write(patch(fixed))
        else:
            _keep(fixed)
        verb = "would be fixed" if dry else "fixed"
        notes.append(f"{each.target.name}: {len(fixed.applied)} {verb}, {len(fixed.skipped)} need a person")
        notes += [f"{finding.rule} at {finding.location}: {why}" for finding, why in fixed.skipped]
        found.append(replace(each, inventory=fixed.inventory))
    return tuple(found), notes


def _fixed(each: Opened, rules: Judging, only: Collection[str]) -> Fixed | None:
    if each.inventory is None:
        return None

    def judge(inventory: Inventory) -> list[Finding]:
        judged = rules.judged(replace(each, inventory=inventory))
        return [remark.finding for remark in judged.counted]

    return fix(each.inventory, judge(each.inventory), only=only, judge=judge)


def _keep(fixed: Fixed) -> None:
    for each in fixed.rewrites:
        path = Path(each.uri)
        roots = (path.resolve().parent,)
        save(path, each.after.encode(), roots=roots, expected=each.before.encode())
