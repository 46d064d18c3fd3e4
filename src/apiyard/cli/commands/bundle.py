"""``apiyard bundle``: several files as one."""

from __future__ import annotations

from typing import Annotated

import typer

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption
from apiyard.cli.place import WorkspaceOption
from apiyard.cli.written import NotationOption, OutputOption, path_named, wants_json, write_out


def run(
    document: Annotated[str, typer.Argument(help="Path of the main file, - for standard input, or name of an API.")],
    output: OutputOption = None,
    dereferenced: Annotated[
        bool, typer.Option("--dereferenced", help="Put what references mean in their place; circles keep theirs.")
    ] = False,
    remove_unused: Annotated[
        bool, typer.Option("--remove-unused", help="Leave out components that no operation needs.")
    ] = False,
    notation: NotationOption = None,
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Write a document with all its files as one.

    What stands in other files goes into the components of the main one. Comments and layout of the main file are kept
    where its notation is kept; comments of the other files are not.
    """
    from apiyard.design.transform.dereference import dereference
    from apiyard.design.transform.open_api import open_api, tree_of
    from apiyard.design.transform.rewrite import rewrite
    from apiyard.design.transform.unused import remove_unused as without_unused
    from apiyard.spec.edit import is_json

    opened = open_api(path_named(document, workspace))
    tree, notes = tree_of(opened), []
    if remove_unused:
        tree, gone = without_unused(tree)
        notes.append(f"{len(gone)} components that nothing needs are left out")
    if dereferenced:
        tree, circles = dereference(tree, opened.limits)
        if circles:
            notes.append(f"{circles} references lead into a circle and stay")
        tree = without_unused(tree)[0] if remove_unused else tree
    as_json = wants_json(output, notation, source=is_json(opened.document))
    text, kept = rewrite(opened.document, tree, as_json=as_json)
    if not kept and b"#" in opened.document.data and not is_json(opened.document):
        notes.append("comments are not kept")
    write_out(text, output, notes=notes, format_=format)


COMMAND = Command("bundle", "Write a document with all its files as one.", run)
