"""``apiyard rollouts``: what goes out, and why it ended as it did."""

from __future__ import annotations

from typing import Annotated

import typer

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption, console, show, table
from apiyard.cli.place import WorkspaceOption, control_plane_at
from apiyard.cli.watch import follow

_GROUP = typer.Typer(no_args_is_help=True)
Id = Annotated[str, typer.Argument(help="The rollout; `apiyard rollouts list` tells it.")]


@_GROUP.command("list")
def list_rollouts(
    api: Annotated[str, typer.Option(help="Only of this API.")] = "",
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """List rollouts, the newest first."""
    told = control_plane_at(workspace).get("/api/rollouts", api=api)
    rows = [
        (each["rollout"], each["phase"], (each["began"] or "")[:19].replace("T", " "), each["reason"])
        for each in told["rollouts"]
    ]
    show(format, told, table("", ("rollout", "phase", "began", "why"), rows))


@_GROUP.command("show")
def show_rollout(rollout: Id, workspace: WorkspaceOption = None, format: FormatOption = Format.TEXT) -> None:
    """Show one rollout with the numbers that it rests on."""
    told = control_plane_at(workspace).get(f"/api/rollouts/{rollout}")
    rows = [(name, value) for name, value in told.items() if name != "verdict" and value is not None and value != ""]
    show(format, told, table("", ("", ""), rows), table("Verdict", ("number", "value"), told["verdict"].items()))


@_GROUP.command("watch")
def watch(rollout: Id, workspace: WorkspaceOption = None, format: FormatOption = Format.TEXT) -> None:
    """Watch a rollout to its end; the exit code is 1 when it is not promoted."""
    follow(control_plane_at(workspace), {"rollout": rollout, "changed": True}, format_=format)


@_GROUP.command("abort")
def abort(rollout: Id, workspace: WorkspaceOption = None, format: FormatOption = Format.TEXT) -> None:
    """Stop a rollout: the traffic goes back, its instances go away."""
    plane = control_plane_at(workspace)
    told = plane.post(f"/api/rollouts/{rollout}/abort")
    if format is Format.TEXT:
        console().print(f"[yellow]![/] asked [bold]{rollout}[/] to stop")
    follow(plane, {**told, "changed": True}, format_=format, wanted="aborted")


COMMAND = Command("rollouts", "List, watch and abort rollouts.", _GROUP)
