"""``apiyard trust``: allow the commands that a workspace names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from rich.markup import escape

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption, console, show
from apiyard.cli.place import program_at, workspace_at

if TYPE_CHECKING:
    from apiyard.settings.workspace import Workspace

_DECIDE = ("env", "folder")
"""What decides besides the command what is really run."""


def run(
    folder: Annotated[Path | None, typer.Argument(help="The workspace.", show_default="here")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Trust nothing of it any more.")] = False,
    ruleset: Annotated[
        list[Path] | None,
        typer.Option("--ruleset", "-r", help="A ruleset besides the workspace's own, for its functions."),
    ] = None,
    overrides: Annotated[
        list[Path] | None, typer.Option("--overrides", help="A folder of answers of a mock, for apiyard mock.")
    ] = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Show the commands that a workspace would run, and allow exactly these.

    Functions in Python that stand beside the workspace's ruleset are allowed with them, as they are now; so are the
    folders of a mock's answers that you name.

    What was allowed is kept in your own data folder, never in the repository; when a command changes, nothing of the
    workspace runs until you allowed it again.
    """
    from apiyard.settings.trust import trust_of
    from apiyard.wiring.commands import commands_of
    from apiyard.wiring.desired import service_bodies
    from apiyard.wiring.mock_overrides import override_code
    from apiyard.wiring.rule_functions import code_of

    trust = trust_of(program_at(folder))
    if withdraw:
        trust.withdraw()
        show(format, {"trusted": False}, "nothing of this workspace is trusted any more")
        return
    workspace = workspace_at(folder)
    commands = commands_of(service_bodies(workspace))
    rules = code_of(_functions(workspace, ruleset or []))
    answers = {place: digest for each in overrides or [] for place, digest in override_code(each).items()}
    code = {**rules, **answers}
    if format is Format.TEXT:
        out = console()
        for api, told in commands.items():
            argv = " ".join(str(word) for word in cast("Any", told)["command"])
            out.print(f"  [bold]{escape(api)}[/] runs [cyan]{escape(argv)}[/]")
            for name, value in cast("Any", told).items():
                if name in _DECIDE and value:
                    out.print(f"    [dim]{name}[/] {escape(str(value))}")
        for place, found in code.items():
            kind = "answers of mocks" if place in answers else "functions of rules"
            out.print(f"  {kind} in [cyan]{escape(place)}[/] [dim]{found}[/]")
        if not yes and not typer.confirm("Allow these to run on this machine?"):
            raise typer.Exit(3)
    digest = trust.give(commands)
    trust.give_code(code)
    show(
        format,
        {"trusted": True, "commands": commands, "digest": digest, "code": code},
        "[green]✓[/] trusted as they are now",
    )


def _functions(workspace: Workspace, others: list[Path]) -> list[Path]:
    """Give the files in Python that the workspace's ruleset and others would run."""
    from apiyard.design.read_ruleset import find_ruleset, read_ruleset

    named = workspace.file.lint.ruleset
    inside = workspace.root / named if named and (workspace.root / named).is_file() else None
    found = inside or find_ruleset(workspace.root)
    return [file for each in (found, *others) if each for file in read_ruleset(each).functions]


COMMAND = Command("trust", "Allow the commands that a workspace names to run here.", run)
