"""``apiyard keys``: who may call."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.markup import escape

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption, show, table
from apiyard.cli.place import WorkspaceOption, control_plane_at

_GROUP = typer.Typer(no_args_is_help=True)
Jti = Annotated[str, typer.Argument(help="The id of the key.")]


@_GROUP.command("issue")
def issue(
    consumer: Annotated[str, typer.Argument(help="A consumer of apiyard.yaml.")],
    environment: Annotated[str, typer.Option("--env", help="Where it will be good.")],
    application: Annotated[str, typer.Option("--app", help="With which program.", show_default="the first")] = "",
    days: Annotated[float, typer.Option(help="How long it lives.")] = 90.0,
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Issue a key; its text is shown this once and kept nowhere."""
    body = {"consumer": consumer, "environment": environment, "application": application, "days": days}
    told = control_plane_at(workspace).post("/api/keys", body)
    about = f"plan {told['plan']}, good in {told['environment']} until {told['expires'][:10]}, id {told['jti']}"
    show(format, told, f"[bold]{told['key']}[/]", f"[dim]{about}; shown this once[/]")


@_GROUP.command("list")
def list_keys(workspace: WorkspaceOption = None, format: FormatOption = Format.TEXT) -> None:
    """List keys."""
    told = control_plane_at(workspace).get("/api/keys")
    rows = [
        (each["jti"], each["consumer"], each["application"], each["environment"], _plan(each), _state(each))
        for each in told["keys"]
    ]
    show(format, told, table("", ("id", "consumer", "application", "environment", "plan", "state"), rows))


@_GROUP.command("revoke")
def revoke(jti: Jti, workspace: WorkspaceOption = None, format: FormatOption = Format.TEXT) -> None:
    """Revoke a key; when the command ends, the gateway refuses it."""
    told = control_plane_at(workspace).delete(f"/api/keys/{jti}")
    show(
        format, told, f"[green]✓[/] the key [bold]{escape(jti)}[/] of {escape(told['consumer'])} is refused from now on"
    )


@_GROUP.command("plan")
def plan(
    jti: Jti,
    name: Annotated[str, typer.Argument(help="The plan that counts; `own` for the key's own.")],
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Let another plan count than the one a key names."""
    chosen = None if name == "own" else name
    told = control_plane_at(workspace).post(f"/api/keys/{jti}/plan", {"plan": chosen})
    show(format, told, f"[green]✓[/] the plan [bold]{escape(chosen or told['plan'])}[/] counts for {escape(jti)}")


@_GROUP.command("rotate")
def rotate(workspace: WorkspaceOption = None, format: FormatOption = Format.TEXT) -> None:
    """Sign keys with a new key from now on; the former ones stay good until they end."""
    told = control_plane_at(workspace).post("/api/signing-key")
    show(format, told, f"[green]✓[/] keys are signed by [bold]{told['kid']}[/] from now on")


def _plan(key: dict[str, Any]) -> str:
    return f"{key['override']} (own: {key['plan']})" if key["override"] else str(key["plan"])


def _state(key: dict[str, Any]) -> str:
    if key["revoked"]:
        return "revoked"
    day = datetime.fromtimestamp(key["expires"], UTC).date().isoformat()
    return f"good until {day}"


COMMAND = Command("keys", "Issue, list and revoke keys of consumers.", _GROUP)
