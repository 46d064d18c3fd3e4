"""``apiyard lint``: is the contract well written?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.markup import escape

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption, show
from apiyard.cli.place import WorkspaceOption
from apiyard.core.finding import Finding

_COLOURS = {"error": "red", "warn": "yellow", "info": "blue", "hint": "dim"}


def run(
    contracts: Annotated[list[str] | None, typer.Argument(help="API names or paths.", show_default="all")] = None,
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Judge contracts; the exit code is 1 when there is an error finding."""
    from apiyard.cli.contracts import contracts_named
    from apiyard.design.lint_contract import lint

    found = [(named, lint(named.contract)) for named in contracts_named(contracts, workspace)]
    told = [
        {"name": named.name, "digest": named.contract.digest, "findings": [_plain(each) for each in findings]}
        for named, findings in found
    ]
    lines = [line for named, findings in found for line in _lines(named.name, findings)]
    show(format, {"contracts": told}, *lines)
    if any(each.severity == "error" for _, findings in found for each in findings):
        raise typer.Exit(1)


def _plain(finding: Finding) -> dict[str, Any]:
    place = finding.location
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "document": place.document,
        "pointer": place.pointer,
        "line": place.line,
        "column": place.column,
        "piece": finding.piece,
        "hint": finding.hint,
    }


def _lines(name: str, findings: Sequence[Finding]) -> list[str]:
    if not findings:
        return [f"[green]✓[/] [bold]{escape(name)}[/] is clean"]
    counts = Counter(each.severity.value for each in findings)
    told = ", ".join(f"{count} {severity}" for severity, count in counts.items())
    mark = "[red]✗[/]" if counts["error"] else "[yellow]![/]"
    lines = [f"{mark} [bold]{escape(name)}[/] {told}"]
    for each in findings:
        place = escape(f"{each.location.document}:{each.location.line}:{each.location.column}")
        colour = _COLOURS[each.severity.value]
        lines.append(f"  {place} [{colour}]{each.severity.value}[/] {escape(each.message)} [dim]{each.rule}[/]")
        if each.hint:
            lines.append(f"      [dim]{escape(each.hint)}[/]")
    return lines


COMMAND = Command("lint", "Judge how contracts are written.", run)
