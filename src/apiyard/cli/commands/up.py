"""``apiyard up``: start everything that this workspace needs on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from apiyard.cli.command import Command
from apiyard.cli.commands.plan import lines
from apiyard.cli.output import Format, FormatOption, console, show
from apiyard.cli.place import WorkspaceOption, program_at, workspace_at

_NOTHING: dict[str, Any] = {"changed": [], "gateways": {}}


def run(
    host: Annotated[str | None, typer.Option(help="Address of the control plane.")] = None,
    port: Annotated[
        int | None, typer.Option(help="Port of the control plane; 0 picks a free one.", min=0, max=65535)
    ] = None,
    database: Annotated[str | None, typer.Option(help="SQLAlchemy URL of the store of facts.")] = None,
    clock_file: Annotated[Path | None, typer.Option(help="File with seconds to shift the lifecycle clock by.")] = None,
    no_apply: Annotated[bool, typer.Option("--no-apply", help="Start only; apply nothing.")] = False,
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Start the node agent and the control plane, then apply the files; what runs already is left alone."""
    from apiyard.settings.trust import trust_of
    from apiyard.wiring.client import connect, desired_json
    from apiyard.wiring.commands import commands_of
    from apiyard.wiring.desired import desired_of, service_bodies
    from apiyard.wiring.up import undo, up

    clock = None if clock_file is None else str(clock_file.resolve())
    program = program_at(workspace, host=host, port=port, database=database, clock_file=clock)
    files = workspace_at(workspace)
    # Before anything is started: nothing of a workspace runs that nobody trusted.
    trust_of(program).check(commands_of(service_bodies(files)))
    desired = None if no_apply else desired_of(files)
    running = up(program)
    plane = connect(program)
    try:
        applied = _NOTHING if desired is None else plane.post("/api/apply", desired_json(desired))
    except KeyboardInterrupt:
        undo(program, running.started)
        raise
    ticket = plane.post("/api/sign-in-tickets", {"user": "operator", "seconds": 600})
    told = {
        "url": running.url,
        "mocks": running.mocks,
        "pid": running.pid,
        "started": list(running.started),
        "sign_in": ticket["url"],
    }
    status = plane.get("/api/status")
    show(format, {**told, **applied, "environments": status["environments"]})
    if format is Format.TEXT:
        out = console()
        started = ", ".join(running.started) or "nothing: it ran already"
        out.print(f"[green]✓[/] started {started}")
        for line in lines(applied["changed"]) if desired is not None else ():
            out.print(line)
        for each in status["environments"]:
            out.print(f"  gateway [bold]{escape(each['name']):12}[/] {each['url']}  [dim]{each['gateway']}[/]")
        out.print(f"  portal  [bold]{'':12}[/] {running.url}")
        if running.mocks:
            out.print(f"  mocks   [bold]{'':12}[/] {running.mocks}/mocks")
        out.print(f"  [dim]sign in once, within ten minutes:[/] {ticket['url']}")


COMMAND = Command("up", "Start the control plane, the node agent and the gateways.", run)
