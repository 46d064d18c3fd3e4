"""``apiyard checks``: which kinds of changes does ``apiyard diff`` notice, and what is one of them about?"""

from __future__ import annotations

from typing import Annotated

import typer

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption


def run(
    check: Annotated[str, typer.Argument(help="The check that is explained.", show_default="all are listed")] = "",
    area: Annotated[str, typer.Option("--area", help="Only checks of this area, such as schema or parameter.")] = "",
    text: Annotated[str, typer.Option("--text", help="Only checks whose name or words hold this.")] = "",
    format: FormatOption = Format.TEXT,
) -> None:
    """List the checks of a comparison, or explain one with its examples and verdicts."""
    from apiyard.cli.comparing.explain import say_check, say_checks
    from apiyard.core.errors import unknown
    from apiyard.design.check import checks

    if check:
        say_check(check, as_json=format is Format.JSON)
        return
    areas = {each.area for each in checks().values()}
    if area and area not in areas:
        raise unknown("area", area, areas)
    found = [
        each
        for each in checks().values()
        if (not area or each.area == area) and text.lower() in f"{each.id} {each.what} {each.why}".lower()
    ]
    say_checks(found, as_json=format is Format.JSON)


COMMAND = Command("checks", "List the checks of diff, or explain one.", run)
