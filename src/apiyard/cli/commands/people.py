"""``apiyard people``: who signs in, and how to reach consumers."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.markup import escape

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption, show, table
from apiyard.cli.place import WorkspaceOption, control_plane_at

_GROUP = typer.Typer(no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="The sign-in name.")]
Consumer = Annotated[str, typer.Argument(help="A consumer of apiyard.yaml.")]


@_GROUP.command("add")
def add(
    name: Name,
    role: Annotated[str, typer.Option(help="viewer, approver or admin.")] = "viewer",
    reach: Annotated[str, typer.Option("--contact", help="How to reach them.")] = "",
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Let somebody sign in to the portal; the password is asked for, or read from standard input."""
    if sys.stdin.isatty():
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        password = sys.stdin.readline().rstrip("\n")
    body = {"name": name, "role": role, "password": password, "contact": reach}
    told = control_plane_at(workspace).post("/api/people", body)
    show(format, told, f"[green]✓[/] [bold]{escape(name)}[/] may sign in as {told['role']}")


@_GROUP.command("list")
def list_people(workspace: WorkspaceOption = None, format: FormatOption = Format.TEXT) -> None:
    """List who may sign in."""
    told = control_plane_at(workspace).get("/api/people")
    rows = [(each["name"], each["role"], each["contact"], each["created"][:10]) for each in told["people"]]
    show(format, told, table("", ("name", "role", "contact", "since"), rows))


@_GROUP.command("remove")
def remove(name: Name, workspace: WorkspaceOption = None, format: FormatOption = Format.TEXT) -> None:
    """Let somebody sign in no more, and forget them."""
    told = control_plane_at(workspace).delete(f"/api/people/{name}")
    show(format, told, f"[green]✓[/] [bold]{escape(name)}[/] is forgotten")


@_GROUP.command("contact")
def contact(
    consumer: Consumer,
    name: Annotated[str, typer.Option(help="The person or team.")] = "",
    email: Annotated[str, typer.Option(help="The address.")] = "",
    forget: Annotated[bool, typer.Option("--forget", help="Delete what is kept.")] = False,
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Show, keep or delete how to reach a consumer."""
    plane, path = control_plane_at(workspace), f"/api/consumers/{consumer}/contact"
    if forget:
        show(format, plane.delete(path), f"[green]✓[/] the contact of [bold]{escape(consumer)}[/] is deleted")
        return
    told = plane.put(path, {"name": name, "email": email}) if name or email else plane.get(path)
    show(format, told, f"[bold]{escape(consumer)}[/]: {escape(told['name'])} <{escape(told['email'])}>")


COMMAND = Command("people", "Let people sign in; keep and delete contacts of consumers.", _GROUP)
