"""``apiyard plan``: the difference between the files and reality."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.markup import escape

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption, show
from apiyard.cli.place import WorkspaceOption, control_plane_at, workspace_at

_SIGNS = {"create": "[green]+[/]", "change": "[yellow]~[/]", "remove": "[red]-[/]", "repair": "[magenta]![/]"}


def run(workspace: WorkspaceOption = None, format: FormatOption = Format.TEXT) -> None:
    """Show what `apply` would change; nothing is touched."""
    from apiyard.wiring.client import desired_json
    from apiyard.wiring.desired import desired_of

    desired = desired_of(workspace_at(workspace))
    answer = control_plane_at(workspace).post("/api/plan", desired_json(desired))
    show(format, answer, *lines(answer["changes"]))


def lines(changes: list[dict[str, Any]]) -> Iterator[str]:
    """Tell changes in lines for people.

    Args:
        changes: changes in the form of the HTTP API.

    Yields:
        Lines with markup; values are escaped.
    """
    for item in changes:
        why = f"  [dim]{escape(item['why'])}[/]" if item["why"] else ""
        yield f"{_SIGNS[item['action']]} {item['action']} {item['kind']} [bold]{escape(item['id'])}[/]{why}"
        if item["action"] == "change":
            for field in item["fields"]:
                yield f"    {escape(field['path'])}: {_short(field['old'])} [dim]->[/] {_short(field['new'])}"
    count = len(changes)
    yield (
        f"[bold]{count} change{'s' * (count != 1)}[/]"
        if count
        else "[green]nothing to do:[/] reality is as the files say"
    )


def _short(value: object) -> str:
    text = "(none)" if value is None else str(value)
    return escape(text if len(text) <= 60 else text[:57] + "...")


COMMAND = Command("plan", "Show the difference between the files and reality.", run)
