"""``apiyard rollback``: back to the former version."""

from __future__ import annotations

from typing import Annotated

import typer

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption
from apiyard.cli.place import WorkspaceOption, control_plane_at
from apiyard.cli.watch import WaitOption, follow


def run(
    api: Annotated[str, typer.Argument(help="The API.")],
    environment: Annotated[str, typer.Option("--env", help="Where.")],
    wait: WaitOption = True,
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Give the traffic back to the version before the last promoted one."""
    plane = control_plane_at(workspace)
    follow(
        plane,
        plane.post("/api/rollbacks", {"api": api, "environment": environment}),
        format_=format,
        wait=wait,
        wanted="rolled_back",
    )


COMMAND = Command("rollback", "Give the traffic back to the former version.", run)
