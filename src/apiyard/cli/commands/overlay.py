"""``apiyard overlay``: apply overlays, and make one of two documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption, console, say_json
from apiyard.cli.place import WorkspaceOption
from apiyard.cli.written import NotationOption, OutputOption, path_named, wants_json, write_out

if TYPE_CHECKING:
    from apiyard.spec.parse import Document

app = typer.Typer(help="Apply overlays to documents.", no_args_is_help=True)


@app.command("apply")
def apply(
    overlay: Annotated[str, typer.Argument(help="Path of the overlay (1.0 or 1.1).")],
    document: Annotated[
        str, typer.Argument(help="Path of the document, or name of an API.", show_default="what the overlay extends")
    ] = "",
    output: OutputOption = None,
    strict: Annotated[bool, typer.Option("--strict", help="Fail when a target selects nothing.")] = False,
    notation: NotationOption = None,
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Apply the actions of an overlay to a document, in order; comments and layout of the document are kept.

    Targets that select nothing are told on standard error.
    """
    from apiyard.core.errors import InvalidInputError
    from apiyard.design.transform.overlay import apply_overlay, extends_of
    from apiyard.design.transform.rewrite import rewrite
    from apiyard.spec.edit import is_json
    from apiyard.spec.source import resolve

    rules = _document(overlay)
    if not document and not extends_of(rules):
        raise InvalidInputError("the overlay extends no document", where=overlay, hint="name the document too")
    path = path_named(document, workspace) if document else resolve(overlay, extends_of(rules))
    target = _document(path)
    made = apply_overlay(rules, target.value)
    missed = [each for each in made.actions if not each.matched]
    if missed and strict:
        names = ", ".join(each.target for each in missed)
        what = f"{len(missed)} of {len(made.actions)} targets select nothing"
        raise InvalidInputError(what, where=overlay, piece=names, hint="mend them, or leave --strict out")
    if not isinstance(made.value, dict):
        raise InvalidInputError("the result is no object", where=overlay)
    text, _ = rewrite(target, made.value, as_json=wants_json(output, notation, source=is_json(target)))
    notes = [f"action {each.number}: {each.target} selects nothing" for each in missed]
    write_out(text, output, notes=notes, format_=format)


@app.command("diff")
def diff(
    old: Annotated[str, typer.Argument(help="Path of the document as it is.")],
    new: Annotated[str, typer.Argument(help="Path of the document as it shall be.")],
    output: OutputOption = None,
    notation: NotationOption = None,
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Write the overlay (1.1) that turns one document into another."""
    from apiyard.design.transform.overlay_diff import overlay_between
    from apiyard.design.transform.rewrite import written

    before, after = _document(path_named(old, workspace)), _document(path_named(new, workspace))
    title = f"From {Path(before.uri).name} to {Path(after.uri).name}"
    made = overlay_between(before.value, after.value, title=title)
    if made is None:
        if format is Format.JSON:
            say_json({"file": None, "notes": []})
        else:
            console(stderr=True).print(f"[green]✓[/] {escape(old)} and {escape(new)} are the same")
        return
    write_out(written(made, as_json=wants_json(output, notation, source=False)), output, format_=format)


def _document(ref: str) -> Document:
    from apiyard.spec import source as sources
    from apiyard.spec.parse import parse

    roots = () if ref == sources.STDIN else (Path(ref).resolve().parent,)
    return parse(sources.read(ref, roots=roots))


COMMAND = Command("overlay", "Apply overlays to documents, or make one of two documents.", app)
