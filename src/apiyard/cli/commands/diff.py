"""``apiyard diff``: what changed between two contracts, what does it break, and what proves that?"""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Annotated

import typer

from apiyard.cli.command import Command
from apiyard.cli.linting.spelling import spelled
from apiyard.cli.place import WorkspaceOption
from apiyard.design.cause import Strictness
from apiyard.design.diff_level import FailOn

_SIDE = "Path, folder, API name, API@VERSION, REVISION:PATH of git, URL, or - for standard input."
_HELP = "One of text, json, sarif, junit, github, github-comment, gitlab, markdown, html, witnesses; repeatable."

OldArgument = Annotated[str, typer.Argument(help=_SIDE, show_default=False)]
NewArgument = Annotated[str, typer.Argument(help=_SIDE, show_default="what OLD names, as it is now")]
StrictnessOption = Annotated[
    Strictness | None, typer.Option("--strictness", "-s", help="What must keep working.", show_default="wire")
]
FormatsOption = Annotated[list[str] | None, typer.Option("--format", "-f", help=_HELP)]
OutputsOption = Annotated[
    list[str] | None, typer.Option("--output", "-o", help="FILE, or FORMAT=FILE; repeatable; - is standard output.")
]
FailOption = Annotated[
    FailOn | None, typer.Option("--fail-on", "-F", help="Fail from this verdict on.", show_default="breaking")
]
UnknownOption = Annotated[bool, typer.Option("--fail-unknown", help="The same as --fail-on unknown.")]
LevelOption = Annotated[
    list[str] | None,
    typer.Option("--level", help="CHECK=LEVEL with off, safe, unknown or breaking; repeatable."),
]
AssertOption = Annotated[
    bool | None, typer.Option("--formats/--no-formats", help="Whether formats such as date-time are asserted.")
]
BudgetOption = Annotated[
    int, typer.Option("--budget", min=0, help="Steps that one question may take.", show_default="20000")
]
ErrOption = Annotated[list[Path] | None, typer.Option("--err-ignore", help="A file of ignored changes of oasdiff.")]
WarnOption = Annotated[list[Path] | None, typer.Option("--warn-ignore", help="The same, of its warnings.")]
AcceptOption = Annotated[
    list[str] | None, typer.Option("--accept", help="Accept the change of this fingerprint, or all; repeatable.")
]
ReasonOption = Annotated[str, typer.Option("--reason", help="With --accept: why.")]
ByOption = Annotated[str, typer.Option("--by", help="With --accept: who accepts it.")]
UntilOption = Annotated[str, typer.Option("--until", help="With --accept: the last day, such as 2027-01-31.")]
RemoteOption = Annotated[bool, typer.Option("--allow-remote", help="Documents may come from URLs.")]
MostOption = Annotated[int, typer.Option("--max-changes", min=0, help="Most changes of a kind as text; 0 for all.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Tell nothing but the report.")]
ExplainOption = Annotated[str, typer.Option("--explain", help="Tell what a check is about, and leave.")]
ListOption = Annotated[bool, typer.Option("--list-checks", help="List all checks, and leave.")]


def run(
    old: OldArgument = "",
    new: NewArgument = "",
    strictness: StrictnessOption = None,
    format: FormatsOption = None,
    output: OutputsOption = None,
    fail_on: FailOption = None,
    fail_unknown: UnknownOption = False,
    level: LevelOption = None,
    formats: AssertOption = None,
    budget: BudgetOption = 0,
    err_ignore: ErrOption = None,
    warn_ignore: WarnOption = None,
    accept: AcceptOption = None,
    reason: ReasonOption = "",
    by: ByOption = "",
    until: UntilOption = "",
    allow_remote: RemoteOption = False,
    max_changes: MostOption = 100,
    quiet: QuietOption = False,
    explain: ExplainOption = "",
    list_checks: ListOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Compare two contracts; the exit code is 1 when clients of the old one would break."""
    given = locals()
    if explain or list_checks:
        from apiyard.cli.comparing.explain import say_check, say_checks

        as_json = "json" in (format or ())
        say_check(explain, as_json=as_json) if explain else say_checks(as_json=as_json)
        return
    if not old:
        raise typer.BadParameter("name the old contract and the new one", param_hint="OLD")
    # Documents are trees without circles, and the process ends soon: the collector would only look at them again.
    gc.disable()
    try:
        from apiyard.cli.comparing.perform import Given, perform

        code = perform(
            Given(**{name: value for name, value in given.items() if name not in ("explain", "list_checks")})
        )
    finally:
        gc.enable()
    raise typer.Exit(code)


COMMAND = Command("diff", "Compare two contracts: what changed, what breaks, and the proof.", run, spelled)
