"""``apiyard schema``: work with JSON Schemas that stand alone."""

from __future__ import annotations

from typing import Annotated

import typer

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption

_GROUP = typer.Typer(no_args_is_help=True)
_SCHEMA = "Path, REVISION:PATH of git, URL, or - for standard input."


@_GROUP.callback()
def _group() -> None:
    """Work with JSON Schemas that stand alone."""


@_GROUP.command("compare")
def compare(
    old: Annotated[str, typer.Argument(help=_SCHEMA)],
    new: Annotated[str, typer.Argument(help=_SCHEMA)],
    draft: Annotated[
        str, typer.Option("--draft", help="draft-07, 2019-09 or 2020-12.", show_default="by $schema, else 2020-12")
    ] = "",
    formats: Annotated[bool, typer.Option("--formats", help="Formats such as date-time are asserted.")] = False,
    budget: Annotated[
        int, typer.Option("--budget", min=0, help="Steps that one direction may take.", show_default="20000")
    ] = 0,
    allow_remote: Annotated[bool, typer.Option("--allow-remote", help="Documents may come from URLs.")] = False,
    format: FormatOption = Format.TEXT,
) -> None:
    """Say whether NEW accepts all that OLD accepts, and the other way; the exit code is 1 when it may not."""
    from apiyard.cli.comparing.inputs import Door
    from apiyard.cli.comparing.schemas import read_schema, tell
    from apiyard.design.compare_schemas import compare_schemas
    from apiyard.design.diffing.options import DEFAULT

    door = Door(None, allow_remote)
    found = compare_schemas(
        read_schema(old, door),
        read_schema(new, door),
        draft=draft or None,
        formats=formats,
        budget=budget or DEFAULT.budget,
    )
    tell((old, new), found, as_json=format is Format.JSON)
    if found.forward.verdict != "contained":
        raise typer.Exit(1)


COMMAND = Command("schema", "Compare JSON Schemas that stand alone.", _GROUP)
