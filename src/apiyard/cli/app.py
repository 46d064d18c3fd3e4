"""Put the command line together, loading only the command that was called."""

from __future__ import annotations

import importlib
import sys
from itertools import pairwise
from keyword import iskeyword
from typing import Any

import typer
import typer.core

from apiyard.cli.command import Command
from apiyard.cli.life import LIFE
from apiyard.cli.output import complain
from apiyard.core.errors import ApiyardError, UnavailableError

_PACKAGE = "apiyard.cli.commands"
_ABOUT = "API Ops in one tool: from the OpenAPI contract to a governed, deployed, watched and retired API."


class InOrder(typer.core.TyperGroup):
    """Lists commands in the order of an API's life, groups of commands among them."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Give the names in order."""
        order = [name for names in LIFE.values() for name in names]
        return sorted(super().list_commands(ctx), key=order.index)


def run(arguments: list[str]) -> int:
    """Run the command line.

    Args:
        arguments: what was typed after the program's name.

    Returns:
        The exit code: 0 fine, 1 findings, 2 wrong usage, 3 could not, 130 interrupted.
    """
    try:
        app, typed = _build(arguments)
        result = app(args=typed, prog_name="apiyard", standalone_mode=True)
    except ApiyardError as error:
        complain(error, as_json=_wants_json(arguments))
        return error.exit_code
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else 3
    except Exception as error:  # noqa: BLE001 - the last net: people get a sentence, never a traceback
        told = _surprise(error)
        complain(told, as_json=_wants_json(arguments))
        return told.exit_code
    return result if isinstance(result, int) else 0


def _surprise(error: Exception) -> ApiyardError:
    if isinstance(error, OSError) and error.strerror:
        where = str(error.filename or "")
        return UnavailableError(error.strerror.lower(), where=where, hint="look at the disk and at who may use it")
    from traceback import extract_tb  # its modules are read only when something goes wrong

    frame = extract_tb(error.__traceback__)[-1]
    return ApiyardError(
        "something went wrong inside apiyard",
        where=f"{frame.filename}:{frame.lineno}",
        piece=f"{type(error).__name__}: {error}",
        hint="this is a bug; please report it with these lines",
        code="internal",
    )


def _build(arguments: list[str]) -> tuple[typer.Typer, list[str]]:
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


def _wants_json(arguments: list[str]) -> bool:
    pairs = set(pairwise(arguments))
    return "--format=json" in arguments or ("--format", "json") in pairs or ("-f", "json") in pairs
