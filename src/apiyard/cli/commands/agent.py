"""``apiyard agent``: the node agent's process."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from apiyard.cli.command import Command
from apiyard.wiring.interrupt import held_interrupt


def run(
    state: Annotated[Path, typer.Option(help="Folder of what must outlive it.")],
    run_dir: Annotated[Path, typer.Option(help="Folder of its sockets; a short path.")],
    envoy: Annotated[str | None, typer.Option(help="Path of an Envoy binary.")] = None,
    envoy_workers: Annotated[int, typer.Option(help="Worker threads of each Envoy.", min=1)] = 2,
) -> None:
    """Run the node agent in the foreground; SIGTERM leaves gateways and services running, Ctrl-C ends them."""
    with held_interrupt():
        from apiyard.agent.main import run as serve
        from apiyard.agent.options import AgentOptions

    serve(AgentOptions(state.resolve(), run_dir, envoy=envoy, envoy_workers=envoy_workers))


COMMAND = Command("agent", "Run the node agent in the foreground.", run)
