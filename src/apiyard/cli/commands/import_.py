"""``apiyard import``: take a contract over from a running service."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer
from rich.markup import escape

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption, show
from apiyard.cli.place import WorkspaceOption, workspace_at


def run(
    ref: Annotated[str, typer.Argument(help="URL or path of an OpenAPI 2.0, 3.0, 3.1 or 3.2 document.")],
    name: Annotated[str, typer.Option(help="Name of the API.", show_default="made of the title")] = "",
    service: Annotated[str, typer.Option(help="Where it runs.", show_default="where the contract came from")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="Overwrite an API of the same name.")] = False,
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Write a service's contract into the workspace as OpenAPI 3.1, with an external target."""
    from apiyard.wiring.take_contract import take_contract

    taken = take_contract(workspace_at(workspace), ref, name=name, service=service, replace=replace)
    what = (
        f"{escape(taken.title)} {escape(taken.version)}, OpenAPI {taken.source_version}, {taken.operations} operations"
    )
    show(
        format,
        asdict(taken),
        f"[green]✓[/] [bold]{taken.name}[/]: {what}",
        *(f"  {escape(each)}" for each in taken.files),
        *(f"  [yellow]mended[/] {escape(each.what)} ({each.count} times)" for each in taken.mends),
    )


COMMAND = Command("import", "Take a contract over from a running service or a file.", run)
