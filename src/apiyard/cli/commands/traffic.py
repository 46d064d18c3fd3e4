"""``apiyard traffic``: who calls what, and how it goes."""

from __future__ import annotations

from typing import Annotated

import typer

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption, show, table
from apiyard.cli.place import WorkspaceOption, control_plane_at


def run(
    api: Annotated[str, typer.Argument(help="Only this API.")] = "",
    environment: Annotated[str, typer.Option("--env", help="Only this environment.")] = "",
    by: Annotated[str, typer.Option(help="Columns to count by, joined by commas.")] = "api,operation,version,status",
    minutes: Annotated[float, typer.Option(help="How far back.", min=0.1)] = 15,
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Count calls, the most frequent first."""
    names = [each.strip() for each in by.split(",") if each.strip()]
    told = control_plane_at(workspace).get(
        "/api/traffic", api=api, environment=environment, by=tuple(names), seconds=minutes * 60
    )
    rows = [
        (*each["key"], each["requests"], f"{100 * each['errors'] / each['judged']:.2f} %" if each["judged"] else "")
        for each in told["rows"]
    ]
    through = [
        f"[dim]{name}: records whole through {(moment or 'unknown')[:19]}, {told['missing'][name]} missing[/]"
        for name, moment in told["complete_through"].items()
    ]
    show(format, told, table("", (*names, "calls", "errors"), rows), *through)


COMMAND = Command("traffic", "Count calls by operation, version, consumer or status.", run)
