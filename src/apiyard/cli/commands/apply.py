"""``apiyard apply``: make what the files ask for effective."""

from __future__ import annotations

from apiyard.cli.command import Command
from apiyard.cli.commands.plan import lines
from apiyard.cli.output import Format, FormatOption, show
from apiyard.cli.place import WorkspaceOption, control_plane_at, workspace_at


def run(workspace: WorkspaceOption = None, format: FormatOption = Format.TEXT) -> None:
    """Make what the files ask for effective, all or nothing."""
    from apiyard.wiring.client import desired_json
    from apiyard.wiring.desired import desired_of

    desired = desired_of(workspace_at(workspace))
    answer = control_plane_at(workspace).post("/api/apply", desired_json(desired))
    gateways = [f"  gateway [bold]{name}[/] serves {digest[7:19]}" for name, digest in answer["gateways"].items()]
    show(format, answer, *lines(answer["changed"]), *gateways)


COMMAND = Command("apply", "Make it so; a failed apply leaves the former state in force.", run)
