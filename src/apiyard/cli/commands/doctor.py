"""``apiyard doctor``: does each part work on this machine?"""

from __future__ import annotations

from dataclasses import asdict

import typer
from rich.markup import escape

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption, show


def run(format: FormatOption = Format.TEXT) -> None:
    """Execute each part, and say what is missing and how to get it; the exit code is 1 when a needed part fails."""
    from apiyard.wiring.examine import OPTIONAL, examine

    found = examine()
    lines = []
    for each in found:
        optional = each.part in OPTIONAL
        mark = "[green]✓[/]" if each.ok else "[yellow]![/]" if optional else "[red]✗[/]"
        lines.append(f"{mark} {each.part:13} {escape(each.detail)}")
        if not each.ok:
            lines.append(f"    [dim]needed for {each.needed_for};[/] get it: {escape(each.advice)}")
    show(format, {"parts": [asdict(each) for each in found]}, *lines)
    if any(not each.ok and each.part not in OPTIONAL for each in found):
        raise typer.Exit(1)


COMMAND = Command("doctor", "Execute each part, and say what is missing and how to get it.", run)
