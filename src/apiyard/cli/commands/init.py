"""``apiyard init``: begin a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption, show
from apiyard.core.errors import ConflictError
from apiyard.core.names import ApiName
from apiyard.design.draft import Auth, Wish, draft
from apiyard.settings.starter import PRODUCT

_WORKSPACE = """\
name: {name}

# In the order in which a version is promoted.
environments:
  staging: {{}}
  production: {{}}

plans:
  free: {{ requests: 60, per-seconds: 60 }}

consumers:
  first-customer: {{ plan: free }}
"""


def run(
    folder: Annotated[Path, typer.Argument(help="The folder to begin in; made when it is missing.")] = Path(),
    api: Annotated[str, typer.Option(help="Name of the first API.")] = "things",
    format: FormatOption = Format.TEXT,
) -> None:
    """Write a small workspace: apiyard.yaml, one contract and its api.yaml."""
    name = ApiName(api)
    folder = folder.resolve()
    files = {
        folder / "apiyard.yaml": _WORKSPACE.format(name=folder.name or "workspace"),
        folder / "apis" / name / "openapi.yaml": draft(Wish(name, auth=Auth.NONE)),
        folder / "apis" / name / "api.yaml": PRODUCT,
        folder / ".gitignore": ".apiyard/\n",
    }
    for path in files:
        if path.exists() and path.name != ".gitignore":
            raise ConflictError("it is there already", where=str(path), hint="choose another folder")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(text, encoding="utf-8")
    names = [str(path.relative_to(folder)) for path in files]
    show(
        format,
        {"folder": str(folder), "files": names},
        *(f"[green]✓[/] {each}" for each in names),
        "next: [bold]apiyard lint[/], then [bold]apiyard mock " + name + "[/]",
    )


COMMAND = Command("init", "Begin a workspace with a first contract.", run)
