"""``apiyard changelog``: what changed, told to those who call the API."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from apiyard.cli.command import Command
from apiyard.cli.place import WorkspaceOption
from apiyard.cli.written import OutputOption

_WORDS = (
    "A span of commits (HEAD~5..HEAD, v1.0.0..v1.2.0), a contract or an API, both; two contracts; or released "
    "versions (orders@1.0.0..1.2.0, orders@all)."
)
WordsArgument = Annotated[list[str] | None, typer.Argument(help=_WORDS, show_default="all APIs, from the beginning")]
ByOption = Annotated[str, typer.Option("--by", help="What makes a section: commit, tag or version.")]
SinceOption = Annotated[
    datetime | None, typer.Option("--since", formats=["%Y-%m-%d"], help="Only what changed on this day or later.")
]
FormOption = Annotated[
    str,
    typer.Option("--format", "-f", help="markdown, html, json or rss.", show_default="by the output, else markdown"),
]
LinkOption = Annotated[str, typer.Option("--link", help="Where people read about the API; feeds name it.")]
MostOption = Annotated[int, typer.Option("--most", min=1, max=1000, help="Most sections of a contract.")]
WordsOption = Annotated[bool, typer.Option("--no-words", help="Leave out what only changes words and examples.")]
StrictnessOption = Annotated[
    str, typer.Option("--strictness", help="wire, wire-strict or source.", show_default="the workspace's, else wire")
]
SchemeOption = Annotated[str, typer.Option("--scheme", help="semver, date or path.", show_default="found")]


def run(
    what: WordsArgument = None,
    by: ByOption = "commit",
    since: SinceOption = None,
    format: FormOption = "",
    output: OutputOption = None,
    link: LinkOption = "",
    most: MostOption = 50,
    no_words: WordsOption = False,
    strictness: StrictnessOption = "",
    scheme: SchemeOption = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Write what changed, by version and operation, with what callers have to do and the proof of each break."""
    from apiyard.cli.comparing.changelogs import Wanted, changelog
    from apiyard.cli.written import write_out
    from apiyard.design.changelog.form import find_form, forms

    ends = {each.suffix: name for name, each in forms().items()} | {".rss": "rss", ".htm": "html"}
    form = find_form(format or ends.get(Path(output).suffix if output else "", "markdown"))
    day = since.date() if since else None
    found = changelog(Wanted(tuple(what or ()), by, day, link, most, not no_words, strictness, scheme, workspace))
    write_out(form.write(found.changelog), output, notes=found.notes)


COMMAND = Command("changelog", "Write what changed for those who call an API.", run)
