"""Run the command line: the plain way for what is called most, else with all that reads and explains arguments."""

from __future__ import annotations

import gc
import os
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

from apiyard.core.errors import ApiyardError, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMPLETES = "_APIYARD_COMPLETE"
"""Set by the shell that asks how a line goes on."""


def run(arguments: list[str]) -> int:
    """Run the command line.

    Args:
        arguments: what was typed after the program's name.

    Returns:
        The exit code: 0 fine, 1 findings, 2 wrong usage, 3 could not, 130 interrupted.
    """
    try:
        code = _plainly(arguments)
        return _fully(arguments) if code is None else code
    except ApiyardError as error:
        _complain(error, arguments)
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
        _complain(told, arguments)
        return told.exit_code


def _plainly(arguments: list[str]) -> int | None:
    """Lint, which hooks and editors call again and again, without loading what only explains arguments.

    Returns:
        The exit code; None where somebody else has to read the arguments.
    """
    if arguments[:1] != ["lint"] or _COMPLETES in os.environ:
        return None
    from apiyard.cli.linting.plain import plain

    given = plain(arguments[1:], os.environ)
    if given is None:
        return None
    # Modules and documents are trees without circles: the collector would only look at them again and again.
    gc.disable()
    try:
        from apiyard.cli.linting.perform import perform

        return perform(given)
    except BrokenPipeError:
        # Nobody reads on: what is left in the buffer must not be complained about at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    finally:
        gc.enable()


def _fully(arguments: list[str]) -> int:
    from apiyard.wiring.interrupt import held_interrupt

    with held_interrupt():
        from apiyard.cli.build import build

        app, typed = build(arguments)
    result = app(args=typed, prog_name="apiyard", standalone_mode=True)
    return result if isinstance(result, int) else 0


def _complain(error: ApiyardError, arguments: Sequence[str]) -> None:
    from apiyard.cli.output import complain

    pairs = set(pairwise(arguments))
    as_json = "--format=json" in arguments or ("--format", "json") in pairs or ("-f", "json") in pairs
    complain(error, as_json=as_json)


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
