"""Say results in text for people or JSON for programs; errors go to standard error in the same form."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from apiyard.core.errors import ApiyardError

# Rich takes a tenth of a second to load, so it is loaded by who prints with it.
if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table


class Format(StrEnum):
    """How a command speaks."""

    TEXT = "text"
    JSON = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="text for people, json for programs.")]


def console(*, stderr: bool = False) -> Console:
    """Make a console that honours NO_COLOR and the width of the terminal.

    Args:
        stderr: whether it writes to standard error.

    Returns:
        The console; text without a terminal is never cut to a width.
    """
    from apiyard.cli.terminal import CleanConsole

    stream = sys.stderr if stderr else sys.stdout
    return CleanConsole(
        stderr=stderr,
        soft_wrap=not stream.isatty(),
        highlight=False,
        # A place such as openapi.yaml:100:5 is no picture of a hundred points.
        emoji=False,
        width=None if stream.isatty() else 160,
    )


def say_json(value: object) -> None:
    """Write one JSON value to standard output.

    Args:
        value: a JSON value.
    """
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False, default=str) + "\n")


def complain(error: ApiyardError, *, as_json: bool) -> None:
    """Write an error to standard error.

    Args:
        error: the error.
        as_json: whether a program reads it.
    """
    if as_json:
        sys.stderr.write(json.dumps(facts_of(error), ensure_ascii=False) + "\n")
        return
    from rich.markup import escape

    out = console(stderr=True)
    out.print(f"[bold red]error[/] [dim]{error.code}[/] {escape(error.what)}")
    for label, text in (("at", error.where), ("found", error.piece), ("hint", error.hint)):
        if text:
            out.print(f"  [dim]{label:>5}[/] {escape(text)}")


def facts_of(error: ApiyardError) -> dict[str, object]:
    """Give an error as plain data.

    Args:
        error: the error.

    Returns:
        Its parts by name.
    """
    return {
        "error": error.what,
        "code": error.code,
        "where": error.where,
        "piece": error.piece,
        "hint": error.hint,
        "retryable": error.retryable,
    }


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """Lay rows out as a table.

    Args:
        title: its title; empty for none.
        columns: the headings.
        rows: the cells; everything is escaped.

    Returns:
        The table, to be printed by a console.
    """
    from rich.markup import escape
    from rich.table import Table

    made = Table(title=title or None, title_justify="left", header_style="bold", box=None, pad_edge=False)
    for column in columns:
        made.add_column(column, overflow="fold")
    for row in rows:
        made.add_row(*(escape("" if cell is None else str(cell)) for cell in row))
    return made


def show(format_: Format, value: object, *texts: object) -> None:
    """Show a result in the chosen form.

    Args:
        format_: the form.
        value: the result as plain data, for programs.
        texts: what people see: markup or tables, one after the other.
    """
    if format_ is Format.JSON:
        say_json(value)
        return
    out = console()
    for text in texts:
        out.print(text)


MARKS: Mapping[str, str] = {
    "pass": "[green]✓[/]",
    "fail": "[red]✗[/]",
    "warn": "[yellow]![/]",
    "info": "[blue]·[/]",
    "unknown": "[yellow]?[/]",
}
"""The mark of each verdict."""
