"""``apiyard docs``: a reference site that needs no server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption, show
from apiyard.cli.place import WorkspaceOption
from apiyard.core.errors import UnavailableError
from apiyard.core.names import ApiName


def run(
    contracts: Annotated[list[str] | None, typer.Argument(help="API names or paths.", show_default="all")] = None,
    out: Annotated[Path, typer.Option(help="Folder to write to.")] = Path("site"),
    server: Annotated[list[str] | None, typer.Option(help="URL to try calls against.")] = None,
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Write one reference page per API and a page that lists them; they work offline."""
    from apiyard.cli.contracts import contracts_named
    from apiyard.publish.index import IndexEntry, render_index
    from apiyard.publish.reference import render_reference
    from apiyard.publish.write import write_files

    bundle = Path(__file__).parents[2] / "portal" / "static" / "vendor" / "scalar" / "standalone.js"
    try:
        script = bundle.read_bytes()
    except OSError as error:
        raise UnavailableError(
            "the reference component is not installed", where=str(bundle), hint="install apiyard from its wheel"
        ) from error
    entries: list[IndexEntry] = []
    files: list[Path] = []
    for named in contracts_named(contracts, workspace):
        name = Path(named.name).stem if "/" in named.name or "." in named.name else named.name.replace("@", "-")
        pages = render_reference(named.contract, scalar_js=script, servers=server or ())
        files += write_files(out / name, pages)
        entries.append(IndexEntry(ApiName(name), named.contract.title, named.contract.version))
    files += write_files(out, render_index(entries))
    told = {"folder": str(out), "files": [str(path) for path in files]}
    show(format, told, f"[green]✓[/] {len(entries)} references in [bold]{out}[/]: open {out / 'index.html'}")


COMMAND = Command("docs", "Write a reference site that needs no server.", run)
