"""``apiyard tokens``: who may use the control plane."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption, show, table
from apiyard.cli.place import WorkspaceOption, control_plane_at

_GROUP = typer.Typer(no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="What or whom the token is for.")]


@_GROUP.command("create")
def create(
    name: Name,
    role: Annotated[str, typer.Option(help="viewer, approver or admin.")] = "viewer",
    days: Annotated[float, typer.Option(help="How long it lives.")] = 30.0,
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Make an API token for a colleague or a program; its text is shown this once."""
    told = control_plane_at(workspace).post("/api/tokens", {"name": name, "role": role, "days": days})
    about = f"role {told['role']}, good until {told['expires'][:10]}; shown this once, used as APIYARD_TOKEN"
    show(format, told, f"[bold]{told['token']}[/]", f"[dim]{about}[/]")


@_GROUP.command("list")
def list_tokens(workspace: WorkspaceOption = None, format: FormatOption = Format.TEXT) -> None:
    """List API tokens."""
    told = control_plane_at(workspace).get("/api/tokens")
    rows = [
        (each["name"], each["role"], (each["expires"] or "never")[:10], "revoked" if each["revoked"] else "good")
        for each in told["tokens"]
    ]
    show(format, told, table("", ("name", "role", "until", "state"), rows))


@_GROUP.command("revoke")
def revoke(name: Name, workspace: WorkspaceOption = None, format: FormatOption = Format.TEXT) -> None:
    """Revoke an API token at once."""
    told = control_plane_at(workspace).delete(f"/api/tokens/{name}")
    show(format, told, f"[green]✓[/] the token [bold]{escape(name)}[/] opens nothing any more")


COMMAND = Command("tokens", "Make, list and revoke API tokens of the control plane.", _GROUP)
