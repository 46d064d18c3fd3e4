"""``apiyard deploy``: roll a released version out."""

from __future__ import annotations

from typing import Annotated

import typer

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption
from apiyard.cli.place import WorkspaceOption, control_plane_at
from apiyard.cli.watch import WaitOption, follow
from apiyard.core.names import parse_ref


def run(
    release: Annotated[str, typer.Argument(help="API@VERSION.")],
    environment: Annotated[str, typer.Option("--env", help="Where to.")],
    wait: WaitOption = True,
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Begin a rollout and watch it to its end; the exit code is 1 when it is not promoted."""
    name, version = parse_ref(release)
    plane = control_plane_at(workspace)
    told = plane.post("/api/deployments", {"api": name, "version": version, "environment": environment})
    follow(plane, told, format_=format, wait=wait)


COMMAND = Command("deploy", "Roll a released version out to an environment.", run)
