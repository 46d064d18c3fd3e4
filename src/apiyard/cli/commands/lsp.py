"""``apiyard lsp``: the language server for editors."""

from __future__ import annotations

from typing import Annotated

import typer

from apiyard.cli.command import Command


def run(
    ruleset: Annotated[
        str,
        typer.Option("--ruleset", "-r", help="A ruleset file, or the name of a built-in one.", show_default="found"),
    ] = "",
    stdio: Annotated[bool, typer.Option("--stdio", help="Talk over standard input and output, as always.")] = False,
) -> None:
    """Answer an editor over standard input and output (Language Server Protocol)."""
    from apiyard.lsp.server import make_server

    make_server(ruleset).start_io()


COMMAND = Command("lsp", "Answer editors: findings, fixes, completion, navigation.", run)
