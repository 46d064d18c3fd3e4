"""``apiyard down``: end everything that ``up`` started."""

from __future__ import annotations

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption, show
from apiyard.cli.place import WorkspaceOption, program_at


def run(workspace: WorkspaceOption = None, format: FormatOption = Format.TEXT) -> None:
    """End the control plane, the agent, the gateways and the services; facts and records stay on disk."""
    from apiyard.wiring.up import down

    ended = down(program_at(workspace))
    show(
        format,
        {"ended": list(ended)},
        *([f"[green]✓[/] ended the {each}" for each in ended] or ["nothing to end: it did not run"]),
    )


COMMAND = Command("down", "End everything; facts and records stay.", run)
