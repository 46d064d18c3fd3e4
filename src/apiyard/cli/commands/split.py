"""``apiyard split``: one file as a tidy folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption, show
from apiyard.cli.place import WorkspaceOption
from apiyard.cli.written import Notation, NotationOption, path_named


def run(
    document: Annotated[str, typer.Argument(help="Path of the document, - for standard input, or name of an API.")],
    folder: Annotated[Path, typer.Argument(help="Folder to write into; made if it is not there.")],
    replace: Annotated[bool, typer.Option("--replace", help="Write into a folder that holds something.")] = False,
    notation: NotationOption = None,
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Write a document as a folder: a main file, and a file for each path and each component.

    Bundling the folder gives a document of the same meaning. Comments are not kept.
    """
    from apiyard.core.errors import ConflictError, ForbiddenError
    from apiyard.design.transform.open_api import open_api, tree_of
    from apiyard.design.transform.rewrite import written
    from apiyard.design.transform.split import split_api
    from apiyard.spec.edit import is_json
    from apiyard.spec.save import save

    opened = open_api(path_named(document, workspace))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())) and not replace:
        raise ConflictError("the folder holds something", where=str(folder), hint="choose another one, or --replace")
    as_json = notation is Notation.JSON if notation is not None else is_json(opened.document)
    files = split_api(tree_of(opened), main="openapi.json" if as_json else "openapi.yaml")
    for name, value in files.items():
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            # A folder is made before its file is written: not behind a symbolic link either.
            raise ForbiddenError("the file lies outside the folder", where=str(path), hint="remove the symbolic link")
        path.parent.mkdir(parents=True, exist_ok=True)
        save(path, written(value, as_json=as_json).encode("utf-8"), roots=(folder,))
    said = f"[green]✓[/] {len(files)} files in {escape(str(folder))}"
    show(format, {"folder": str(folder), "files": list(files)}, said)


COMMAND = Command("split", "Write a document as a folder of files.", run)
