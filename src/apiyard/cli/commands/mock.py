"""``apiyard mock``: try an API before it exists."""

from __future__ import annotations

from typing import Annotated

import typer

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption, console, say_json
from apiyard.cli.place import WorkspaceOption


def run(
    contract: Annotated[str, typer.Argument(help="API name, path, or API@VERSION of a release.")],
    port: Annotated[int, typer.Option(help="TCP port; 0 for a free one.", min=0, max=65535)] = 4010,
    host: Annotated[str, typer.Option(help="Address to bind.")] = "127.0.0.1",
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Answer from the contract, and refuse requests that break it, until Ctrl-C."""
    from apiyard.cli.contracts import contract_named
    from apiyard.mock.app import mock_app
    from apiyard.mock.serve import serve

    found = contract_named(contract, workspace)

    def ready(url: str) -> None:
        if format is Format.JSON:
            say_json({"url": url, "title": found.title, "version": found.version})
            return
        out = console()
        out.print(f"[green]✓[/] [bold]{found.title} {found.version}[/] answers at [bold]{url}[/]", markup=True)
        first = next((each for each in found.operations if each.method == "get"), None)
        if first is not None:
            key = " -H 'authorization: Bearer any'" if first.security else ""
            out.print(f"  try: curl{key} {url}{first.path}", markup=False, soft_wrap=True)
        out.print("  Prefer: code=404, example=NAME or dynamic=true choose the answer; Ctrl-C ends it")

    serve(mock_app(found), host=host, port=port, ready=ready)


COMMAND = Command("mock", "Answer from a contract before its service exists.", run)
