"""``apiyard diff``: what changed between two contracts, and which version does it ask for?"""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import Annotated

import typer
from rich.markup import escape

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption, show
from apiyard.cli.place import WorkspaceOption
from apiyard.core.clock import SystemClock

_MARKS = {"breaking": "[red]✗ breaking[/]  ", "compatible": "[green]+ compatible[/]", "docs": "[dim]· docs[/]      "}


def run(
    old: Annotated[str, typer.Argument(help="Path, API name, or API@VERSION of a release.")],
    new: Annotated[str, typer.Argument(help="Path, API name, or API@VERSION of a release.")],
    changelog: Annotated[bool, typer.Option("--changelog", help="Write a section of a changelog (Markdown).")] = False,
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Compare two contracts; the exit code is 1 when clients of the old one would break."""
    from apiyard.cli.contracts import contract_named
    from apiyard.design.change import required_bump
    from apiyard.design.diff import diff
    from apiyard.release.changelog import ChangeLine
    from apiyard.release.changelog import changelog as section

    later = contract_named(new, workspace)
    changes = diff(contract_named(old, workspace), later)
    if changelog:
        told = [ChangeLine(each.level.value, each.message, each.operation) for each in changes]
        sys.stdout.write(section(later.version, SystemClock().now().date(), told))
        return
    bump = required_bump(changes).value
    lines = [
        f"{_MARKS[each.level.value]} {escape(each.operation or 'document')}: {escape(each.message)}" for each in changes
    ]
    show(
        format,
        {"bump": bump, "changes": [asdict(each) for each in changes]},
        *lines,
        f"asks for a version bump of [bold]{bump}[/]",
    )
    if bump == "major":
        raise typer.Exit(1)


COMMAND = Command("diff", "Compare two contracts and say which version the change asks for.", run)
