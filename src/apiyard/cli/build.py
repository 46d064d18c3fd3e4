"""Put the command line together, loading only the command that was called."""

from __future__ import annotations

import importlib
import sys
from keyword import iskeyword
from typing import Any

import typer
import typer.core

from apiyard.cli.command import Command
from apiyard.cli.life import LIFE
from apiyard.core.errors import ApiyardError

_PACKAGE = "apiyard.cli.commands"
_ABOUT = "API Ops in one tool: from the OpenAPI contract to a governed, deployed, watched and retired API."


class InOrder(typer.core.TyperGroup):
    """Lists commands in the order of an API's life, groups of commands among them."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Give the names in order."""
        order = [name for names in LIFE.values() for name in names]
        return sorted(super().list_commands(ctx), key=order.index)


def build(arguments: list[str]) -> tuple[typer.Typer, list[str]]:
    """Put together what reads the arguments.

    Args:
        arguments: what was typed after the program's name.

    Returns:
        The command line, with the command that was called or with all, and the arguments as it understands them.
    """
    known = {name: stage for stage, names in LIFE.items() for name in names}
    called = next((each for each in arguments if not each.startswith("-")), "")
    # One command is loaded alone: the others would only cost start-up time. Help and completion need all.
    names = [called] if called in known else list(known)
    app = typer.Typer(
        help=_ABOUT,
        cls=InOrder,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        add_completion=True,
    )
    app.callback()(_root)
    for name in names:
        command = load(name)
        _add(app, command, known[name])
        arguments = command.spell(arguments) if name == called else arguments
    return app, arguments


def _root(
    version: bool = typer.Option(False, "--version", "-V", help="Show the version and leave."),
) -> None:
    if version:
        from apiyard import __version__

        sys.stdout.write(f"apiyard {__version__}\n")
        raise typer.Exit


def load(name: str) -> Command:
    """Load one command.

    Args:
        name: its name as typed.

    Returns:
        The command.
    """
    module = name.replace("-", "_")
    # A keyword of Python cannot name a module that others import, so its file ends in an underscore (PEP 8).
    command = importlib.import_module(f"{_PACKAGE}.{module}{'_' * iskeyword(module)}").COMMAND
    if not isinstance(command, Command) or command.id != name:
        raise ApiyardError("a command file must export COMMAND with the id of the file", where=f"{_PACKAGE}.{name}")
    return command


def _add(app: typer.Typer, command: Command, stage: str) -> None:
    if isinstance(command.run, typer.Typer):
        app.add_typer(command.run, name=command.id, help=command.why, rich_help_panel=stage, hidden=command.hidden)
    else:
        app.command(command.id, help=command.why, rich_help_panel=stage, hidden=command.hidden)(command.run)
