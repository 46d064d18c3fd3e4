"""``apiyard server``: the control plane's process."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from apiyard.cli.command import Command
from apiyard.cli.place import WorkspaceOption, program_at
from apiyard.wiring.interrupt import held_interrupt


def run(
    host: Annotated[str | None, typer.Option(help="Address to bind.")] = None,
    port: Annotated[int | None, typer.Option(help="TCP port; 0 picks a free one and keeps it.")] = None,
    database: Annotated[str | None, typer.Option(help="SQLAlchemy URL of the store of facts.")] = None,
    clock_file: Annotated[Path | None, typer.Option(help="File with seconds to shift the lifecycle clock by.")] = None,
    keys_dir: Annotated[Path | None, typer.Option(help="Folder of the signing keys.")] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Run the control plane in the foreground until SIGTERM or Ctrl-C; `apiyard up` starts it in the background."""
    with held_interrupt():
        from apiyard.server.main import run as serve

    clock = None if clock_file is None else str(clock_file)
    keys = None if keys_dir is None else str(keys_dir)
    serve(program_at(workspace, host=host, port=port, database=database, clock_file=clock, keys_dir=keys))


COMMAND = Command("server", "Run the control plane in the foreground.", run)
