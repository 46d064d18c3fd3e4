"""``apiyard studio``: a local web page to design an API in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption, console, say_json
from apiyard.cli.place import WorkspaceOption, workspace_at
from apiyard.wiring.interrupt import held_interrupt

if TYPE_CHECKING:
    from apiyard.studio.serve import Opened


def run(
    contract: Annotated[
        str, typer.Argument(help="API name or path; a file that is not there yet is begun.")
    ] = "openapi.yaml",
    ruleset: Annotated[
        str, typer.Option("--ruleset", "-r", help="Path or built-in name of the ruleset.", show_default="as lint")
    ] = "",
    port: Annotated[int, typer.Option(help="TCP port of the page, on loopback; 0 for a free one.", max=65535)] = 0,
    share_host: Annotated[str, typer.Option(help="Address of the pages that links open.")] = "127.0.0.1",
    share_port: Annotated[int, typer.Option(help="Their TCP port; 0 for a free one.", min=0, max=65535)] = 0,
    share_name: Annotated[list[str] | None, typer.Option(help="Name by which others reach them.")] = None,
    open: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,  # noqa: A002 - the flag
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Design with live findings, reference and mock, by text or by forms, until Ctrl-C."""
    with held_interrupt():
        import asyncio

        from apiyard.core.clock import SystemClock
        from apiyard.studio.assets import assets
        from apiyard.studio.serve import Settings, serve
        from apiyard.wiring.lint_standards import Place

    assets()
    path = _contract(contract, workspace)
    settings = Settings(
        path,
        _state(path),
        port,
        share_host,
        share_port,
        share_names=tuple(share_name or ()),
        place=Place(ruleset, str(Path.cwd()), str(workspace.absolute()) if workspace else ""),
    )

    def ready(opened: Opened) -> None:
        _tell(opened, path, format)
        if open:
            typer.launch(opened.url)

    if asyncio.run(serve(settings, SystemClock(), ready)):
        raise KeyboardInterrupt


def _contract(ref: str, workspace: Path | None) -> Path:
    """Find the contract: a path, or the name of an API of the workspace."""
    from apiyard.settings.read import find_product

    if Path(ref).exists() or "/" in ref or "." in ref:
        return Path(ref).absolute()
    return Path(find_product(workspace_at(workspace), ref).contract).absolute()


def _state(contract: Path) -> Path:
    """Claim the state folder of the workspace that the contract stands in, or one beside the contract."""
    from apiyard.core.errors import NotFoundError
    from apiyard.settings.program import Program, ProgramFile
    from apiyard.settings.read import find_root
    from apiyard.settings.state_folder import claim_state

    folder = contract.parent
    try:
        folder = find_root(folder)
    except NotFoundError:
        folder = folder.resolve()
    return claim_state(Program(folder, ProgramFile()))


def _tell(opened: Opened, path: Path, format_: Format) -> None:
    if format_ is Format.JSON:
        say_json({"url": opened.url, "mock": opened.mock, "share": opened.share, "contract": str(path)})
        return
    out = console()
    out.print(f"[green]✓[/] the studio for [bold]{escape(path.name)}[/] is open; this link lets one browser in, once:")
    out.print(f"  {opened.url}", markup=False, soft_wrap=True)
    out.print(f"  the mock answers at {opened.mock}; Ctrl-C ends it", markup=False, soft_wrap=True)


COMMAND = Command("studio", "Design an API in a local web page.", run)
