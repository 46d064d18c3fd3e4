"""``apiyard promote``: on to the next environment."""

from __future__ import annotations

from typing import Annotated

import typer

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption
from apiyard.cli.place import WorkspaceOption, control_plane_at
from apiyard.cli.watch import WaitOption, follow


def run(
    release: Annotated[str, typer.Argument(help="API, or API@VERSION.")],
    wait: WaitOption = True,
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Roll the version out to the environment after the last one in which it serves."""
    api, _, version = release.partition("@")
    plane = control_plane_at(workspace)
    follow(plane, plane.post("/api/promotions", {"api": api, "version": version}), format_=format, wait=wait)


COMMAND = Command("promote", "Roll a version out to the next environment.", run)
