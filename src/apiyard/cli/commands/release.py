"""``apiyard release``: may it go out, and as what?"""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.markup import escape

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption, show
from apiyard.cli.place import WorkspaceOption, control_plane_at, workspace_at


def run(
    api: Annotated[str, typer.Argument(help="The API.")],
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Lint, compare, start and verify exactly these bytes, ask the gates, and sign the bundle when all say yes."""
    import base64

    from apiyard.release.artefact import pack
    from apiyard.settings.read import find_product
    from apiyard.spec.load import load_contract
    from apiyard.wiring.commit import source_of

    found = workspace_at(workspace)
    product = find_product(found, api)
    folder = product.file.service.artefact
    artefact = pack(product.folder / folder).data if folder else None
    commit, dirty = source_of(product.folder)
    body = {
        "api": api,
        "contract": base64.b64encode(load_contract(product.contract).bundle()).decode(),
        "artefact": None if artefact is None else base64.b64encode(artefact).decode(),
        "commit": commit,
        "dirty": dirty,
    }
    told = control_plane_at(workspace).post("/api/releases", body)
    show(format, told, *_lines(told))
    if not told["released"]:
        raise typer.Exit(1)


def _lines(told: dict[str, Any]) -> list[str]:
    name = f"[bold]{escape(told['api'])}@{escape(told['version'])}[/]"
    lines = [
        f"  {'[green]✓[/]' if each['passed'] else '[red]✗[/]'} {gate:14} {escape(each['reason'])}"
        for gate, each in told["gates"].items()
    ]
    if told["already"]:
        head = f"[green]✓[/] {name} was released before, with exactly this content"
    elif told["released"]:
        head = f"[green]✓[/] {name} is released"
    else:
        head = f"[red]✗[/] {name} may not be released"
    return [head, *lines, f"  [dim]bundle {told['bundle'][7:19]}[/]"]


COMMAND = Command("release", "Ask the gates, and sign an immutable bundle when all say yes.", run)
