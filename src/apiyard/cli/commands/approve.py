"""``apiyard approve``: a second pair of eyes."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption, show
from apiyard.cli.place import WorkspaceOption, control_plane_at


def run(
    release: Annotated[str, typer.Argument(help="API@VERSION that somebody asked to release.")],
    refuse: Annotated[bool, typer.Option("--refuse", help="Say no.")] = False,
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Approve exactly the bundle that was asked for last; who asked for it cannot approve it.

    Your own API token is taken from APIYARD_TOKEN.
    """
    told = control_plane_at(workspace).post("/api/approvals", {"release": release, "refuse": refuse})
    word = "[red]refused[/]" if refuse else "[green]approved[/]"
    own = "[yellow]![/] you asked for this release yourself: your own approval counts only where the gate allows it"
    hint = [own, "  somebody else approves with their token: APIYARD_TOKEN=... apiyard approve " + escape(release)]
    show(
        format,
        told,
        f"{word} [bold]{escape(release)}[/] (bundle {told['bundle'][7:19]}) as {escape(told['by'])}",
        *(hint if told["own"] and not refuse else ()),
    )


COMMAND = Command("approve", "Approve or refuse a bundle that wants to go out.", run)
