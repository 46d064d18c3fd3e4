"""``apiyard new``: begin something, with the least asked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption, show
from apiyard.core.errors import ConflictError, InvalidInputError, NotFoundError
from apiyard.core.names import ApiName
from apiyard.design.draft import Auth, Pages, Wish, draft
from apiyard.settings.read import find_root
from apiyard.settings.starter import PRODUCT

_GROUP = typer.Typer(no_args_is_help=True)


@_GROUP.command("api")
def api(
    name: Annotated[str, typer.Argument(help="Name of the API, such as orders; asked for on a terminal.")] = "",
    resource: Annotated[str, typer.Option(help="The things it is about, in the plural.", show_default="the name")] = "",
    title: Annotated[str, typer.Option(help="Its title.", show_default="made of the name")] = "",
    auth: Annotated[Auth, typer.Option(help="How clients prove who they are.")] = Auth.BEARER,
    pages: Annotated[Pages, typer.Option(help="How lists are given in pieces.")] = Pages.CURSOR,
    server: Annotated[
        str, typer.Option(help="Where it will be reached.", show_default="https://api.internal/NAME")
    ] = "",
    contact: Annotated[str, typer.Option(help="Mail address of those who answer questions.")] = "",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The file to write; - for standard output.", show_default=False),
    ] = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Write a good contract: a resource with pages, problem details, sign-in and examples."""
    called = ApiName(name or _asked())
    text = draft(Wish(called, resource, title, auth=auth, pages=pages, server=server, contact=contact))
    if output == Path("-"):
        sys.stdout.write(text)
        return
    files = _files(called, text, output)
    for path in files:
        if path.exists():
            raise ConflictError("it is there already", where=str(path), hint="choose another name, or -o FILE")
    for path, written in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written, encoding="utf-8")
    contract = next(iter(files))
    names = [str(path) for path in files]
    show(
        format,
        {"files": names},
        *(f"[green]✓[/] {escape(each)}" for each in names),
        f"next: [bold]apiyard studio {escape(str(contract))}[/], or [bold]apiyard lint {escape(str(contract))}[/]",
    )


def _asked() -> str:
    """Ask a person for the name; a program is told to give it."""
    if not sys.stdin.isatty():
        raise InvalidInputError(
            "the API has no name", where="apiyard new api", hint="apiyard new api NAME", code="usage"
        )
    return str(typer.prompt("Name of the API (such as orders)"))


def _files(name: ApiName, text: str, output: Path | None) -> dict[Path, str]:
    """Give the files to write: one contract, or in a workspace the contract and its api.yaml."""
    if output is not None:
        return {output: text}
    try:
        root = find_root(Path.cwd())
    except NotFoundError:
        return {Path(f"{name}.yaml"): text}
    folder = root / "apis" / name
    return {folder / "openapi.yaml": text, folder / "api.yaml": PRODUCT}


COMMAND = Command("new", "Write the first draft of a contract.", _GROUP)
