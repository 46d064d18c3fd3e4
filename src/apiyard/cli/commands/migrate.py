"""``apiyard migrate``: turn the configuration of another linter into a ruleset."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption, say_json
from apiyard.core.errors import ConflictError, NotFoundError

if TYPE_CHECKING:
    from apiyard.core.json import Json

_IGNORED = ".redocly.lint-ignore.yaml"


def run(
    config: Annotated[Path, typer.Argument(help="The configuration of Redocly CLI.")] = Path("redocly.yaml"),
    output: Annotated[
        str,
        typer.Option("--output", "-o", help="Where the ruleset goes; - for standard output.", show_default="beside"),
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Write over a ruleset that is there.")] = False,
    format: FormatOption = Format.TEXT,
) -> None:
    """Translate redocly.yaml into a ruleset, .spectral.yaml beside it, and say what could not be translated.

    Rules that have an equal in spectral:oas become that one, others come from apiyard:redocly, configurable rules
    become rules with given and then, and what .redocly.lint-ignore.yaml ignores becomes overrides.
    """
    from apiyard.design.redocly.migrate import migrate
    from apiyard.spec.write_yaml import write_yaml

    folder = config.parent
    if not config.is_file():
        hint = "apiyard migrate PATH/redocly.yaml"
        raise NotFoundError("there is no such configuration", where=str(config), hint=hint)
    target = Path(output) if output else folder / ".spectral.yaml"
    if output != "-" and target.exists() and not force:
        raise ConflictError("it is there already", where=str(target), hint="choose --output, or --force")
    ignored = folder / _IGNORED
    made = migrate(
        _read(config), lambda name: _read(folder / name), ignored=_read(ignored) if ignored.is_file() else None
    )
    text = write_yaml(made.ruleset).rstrip("\n") + "\n"
    if output != "-":
        target.write_text(text, encoding="utf-8")
    if format is Format.JSON:
        say_json({"ruleset": made.ruleset, "file": output if output == "-" else str(target), "notes": list(made.notes)})
        return
    if output == "-":
        sys.stdout.write(text)
    _tell(made.notes, "" if output == "-" else str(target))


def _tell(notes: tuple[str, ...], target: str) -> None:
    from rich.markup import escape

    from apiyard.cli.output import console

    out = console(stderr=not target)
    if target:
        out.print(f"[green]✓[/] {escape(target)}")
    if notes:
        out.print(f"{len(notes)} {'thing is' if len(notes) == 1 else 'things are'} not quite the same:")
    for note in notes:
        out.print(f"  [yellow]•[/] {escape(note)}")


def _read(path: Path) -> Json:
    from apiyard.spec.parse import parse
    from apiyard.spec.source import read

    return parse(read(path, roots=[Path(path.absolute().anchor)])).value


COMMAND = Command("migrate", "Turn the configuration of Redocly CLI into a ruleset.", run)
