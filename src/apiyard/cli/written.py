"""Where the documents of a command come from and where they go."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from apiyard.cli.output import Format, console


class Notation(StrEnum):
    """How a document is written."""

    YAML = "yaml"
    JSON = "json"


OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", help="File to write.", show_default="standard output")
]
NotationOption = Annotated[
    Notation | None,
    typer.Option("--as", help="yaml or json.", show_default="by the extension of the output, else as the input"),
]


def path_named(ref: str, workspace: Path | None) -> str:
    """Give the path of a document.

    Args:
        ref: a path, ``-`` for standard input, or the name of an API of the workspace.
        workspace: folder of the workspace; None for the current one.

    Raises:
        UnknownNameError: there is no such API; names the nearest one.
    """
    if ref == "-" or Path(ref).exists() or "/" in ref or "." in ref:
        return ref
    from apiyard.cli.place import workspace_at
    from apiyard.settings.read import find_product

    return str(find_product(workspace_at(workspace), ref).contract)


def wants_json(output: Path | None, notation: Notation | None, *, source: bool) -> bool:
    """Say whether a document is to be written as JSON.

    Args:
        output: the file, or None for standard output.
        notation: what the user asked for.
        source: whether the input is JSON.
    """
    if notation is not None:
        return notation is Notation.JSON
    if output is not None and output.suffix in (".json", ".yaml", ".yml"):
        return output.suffix == ".json"
    return source


def write_out(text: str, output: Path | None, *, notes: Iterable[str] = (), format_: Format = Format.TEXT) -> None:
    """Write a document, and what is to be said about it to standard error.

    Args:
        text: the document.
        output: the file, or None for standard output.
        notes: sentences about it.
        format_: how they are said; as JSON they go to standard output when the document does not.

    Raises:
        InvalidInputError: the file cannot be written.
    """
    if output is None:
        sys.stdout.write(text)
    else:
        from apiyard.spec.save import save

        save(output, text.encode("utf-8"), roots=(output.resolve().parent,))
    if format_ is Format.JSON:
        told_json = json.dumps({"file": str(output) if output else None, "notes": list(notes)}, ensure_ascii=False)
        (sys.stdout if output else sys.stderr).write(told_json + "\n")
        return
    told = console(stderr=True)
    for note in notes:
        told.print(f"[yellow]![/] {escape(note)}")
    if output is not None:
        told.print(f"[green]✓[/] {escape(str(output))}")
