"""``apiyard convert``: a document in a later version of OpenAPI."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption
from apiyard.cli.place import WorkspaceOption
from apiyard.cli.written import NotationOption, OutputOption, path_named, wants_json, write_out


class Version(StrEnum):
    """A version to convert to."""

    V3_0 = "3.0"
    V3_1 = "3.1"
    V3_2 = "3.2"


def run(
    document: Annotated[str, typer.Argument(help="Path of the document, - for standard input, or name of an API.")],
    to: Annotated[Version, typer.Option("--to", help="OpenAPI version.")] = Version.V3_1,
    output: OutputOption = None,
    notation: NotationOption = None,
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Write a document in a later version of OpenAPI: 2.0 as 3.0, 3.1 or 3.2, 3.0 as 3.1 or 3.2, 3.1 as 3.2.

    What cannot be carried over is told on standard error. Several files become one. From 3.0 and later, comments and
    layout of the main file are kept where its notation is kept.
    """
    from apiyard.design.transform.convert import convert
    from apiyard.design.transform.open_api import open_api
    from apiyard.design.transform.rewrite import rewrite, written
    from apiyard.spec.edit import is_json

    opened = open_api(path_named(document, workspace))
    made = convert(opened, to.value)
    as_json = wants_json(output, notation, source=is_json(opened.document))
    text, kept = written(made.tree, as_json=as_json), False
    if not opened.version.startswith("2"):
        text, kept = rewrite(opened.document, made.tree, as_json=as_json)
    notes = [f"{each.what} ({each.count} times)" for each in made.losses]
    if not kept and b"#" in opened.document.data and not is_json(opened.document):
        notes.append("comments are not kept")
    write_out(text, output, notes=notes, format_=format)


COMMAND = Command("convert", "Write a document in a later version of OpenAPI.", run)
