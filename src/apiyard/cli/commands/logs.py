"""``apiyard logs``: what processes wrote."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption, console, say_json
from apiyard.cli.place import WorkspaceOption, control_plane_at, program_at
from apiyard.core.errors import NotFoundError

_OWN = {"server": "control.log", "agent": "agent/agent.log"}


def run(
    process: Annotated[str, typer.Argument(help="`server`, `agent`, an instance, or API@VERSION.")] = "",
    lines: Annotated[int, typer.Option("--lines", "-n", min=1, max=5000, help="How many.")] = 50,
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Show the end of what a process wrote; without a name, which there are."""
    if process in _OWN:
        path = program_at(workspace).state / _OWN[process]
        text = path.read_text("utf-8", "replace").splitlines()[-lines:] if path.exists() else []
        _say(format, process, text)
        return
    plane = control_plane_at(workspace)
    instances = {
        one["id"]: each for each in plane.get("/api/status")["deployments"] for one in each["instances"] if one["port"]
    }
    wanted = [
        id_ for id_, each in instances.items() if process in {id_, f"{each['api']}@{each['version']}", each["api"]}
    ]
    if not process:
        _list(format, [*_OWN, *instances])
        return
    for id_ in wanted or [process]:
        _say(format, id_, plane.get(f"/api/processes/{id_}/log", lines=lines)["lines"])
    if not wanted and process not in instances:
        raise NotFoundError(f"no process {process!r}", hint="apiyard logs")


def _list(format_: Format, names: list[str]) -> None:
    if format_ is Format.JSON:
        say_json({"processes": names})
    else:
        for name in names:
            console().print(name, markup=False)


def _say(format_: Format, name: str, lines: list[str]) -> None:
    if format_ is Format.JSON:
        say_json({"process": name, "lines": lines})
        return
    console(stderr=True).print(f"── {name}", style="dim", markup=False)
    # Control characters of a service must not play with the reader's terminal.
    for line in lines:
        sys.stdout.write("".join(char if char.isprintable() or char == "\t" else "·" for char in line) + "\n")


COMMAND = Command("logs", "Show what services, gateways and the platform wrote.", run)
