"""``apiyard lint``: is the contract well written?"""

from __future__ import annotations

import gc
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from apiyard.cli.command import Command
from apiyard.cli.linting.spelling import spelled
from apiyard.cli.place import WorkspaceOption
from apiyard.core.finding import Severity

_HELP = (
    "One of text, json, spectral-json, sarif, junit, github, gitlab, checkstyle, html, stylish, markdown, teamcity; "
    "repeatable."
)


class Encoding(StrEnum):
    """How files are encoded."""

    UTF8 = "utf8"
    UTF_8 = "utf-8"
    ASCII = "ascii"
    UTF16LE = "utf16le"
    UCS2 = "ucs2"
    UCS_2 = "ucs-2"
    LATIN1 = "latin1"


Refs = Annotated[
    list[str] | None, typer.Argument(help="API names, paths, globs, URLs, or - for standard input.", show_default="all")
]
RulesetOption = Annotated[
    list[str] | None, typer.Option("--ruleset", "-r", help="Path, URL or built-in name of the ruleset.")
]
FormatsOption = Annotated[list[str] | None, typer.Option("--format", "-f", help=_HELP)]
OutputsOption = Annotated[
    list[str] | None, typer.Option("--output", "-o", help="FILE, or FORMAT=FILE; repeatable; - is standard output.")
]
FailOption = Annotated[
    Severity | None, typer.Option("--fail-severity", "-F", help="Fail from this severity on.", show_default="error")
]
FailuresOption = Annotated[bool, typer.Option("--display-only-failures", "-D", help="Tell only what makes it fail.")]
UnknownOption = Annotated[bool, typer.Option("--ignore-unknown-format", help="Other documents are no finding.")]
UnmatchedOption = Annotated[bool, typer.Option("--fail-on-unmatched-globs", help="A glob without a file is wrong.")]
StdinOption = Annotated[str, typer.Option("--stdin-filepath", help="The path that standard input pretends to have.")]
EncodingOption = Annotated[Encoding, typer.Option("--encoding", "-e", help="The encoding of the files.")]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="Tell what is done, on standard error.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Tell nothing but findings.")]
ResolverOption = Annotated[str, typer.Option("--resolver", help="Refused: code of others is not run.", hidden=True)]
SkipOption = Annotated[list[str] | None, typer.Option("--skip-rule", help="Do not tell of this rule; repeatable.")]
UrlOption = Annotated[bool, typer.Option("--show-documentation-url", help="Tell where rules are explained.")]
BaselineOption = Annotated[Path | None, typer.Option("--baseline", help="File of findings that count as known.")]
UpdateOption = Annotated[bool, typer.Option("--update-baseline", help="Write what is found now as the baseline.")]
FixOption = Annotated[bool, typer.Option("--fix", help="Fix in the files what needs no person and no caller notices.")]
FixRuleOption = Annotated[
    list[str] | None, typer.Option("--fix-rule", help="Fix only this rule, noticed or not; repeatable.")
]
DryOption = Annotated[bool, typer.Option("--dry-run", help="With --fix: show the patch, and change no file.")]
ScoreOption = Annotated[bool, typer.Option("--score", help="Show the score and its arithmetic.")]
RawOption = Annotated[bool, typer.Option("--raw", help="Do not group findings by their root cause.")]
RemoteOption = Annotated[bool, typer.Option("--allow-remote", help="Documents and rulesets may come from URLs.")]
ExplainOption = Annotated[str, typer.Option("--explain", help="Tell what a rule is about, and leave.")]
MostOption = Annotated[int, typer.Option("--max-findings", min=0, help="Most groups shown as text; 0 for all.")]


def run(
    contracts: Refs = None,
    ruleset: RulesetOption = None,
    format: FormatsOption = None,
    output: OutputsOption = None,
    fail_severity: FailOption = None,
    display_only_failures: FailuresOption = False,
    ignore_unknown_format: UnknownOption = False,
    fail_on_unmatched_globs: UnmatchedOption = False,
    stdin_filepath: StdinOption = "",
    encoding: EncodingOption = Encoding.UTF8,
    verbose: VerboseOption = False,
    quiet: QuietOption = False,
    resolver: ResolverOption = "",
    skip_rule: SkipOption = None,
    show_documentation_url: UrlOption = False,
    baseline: BaselineOption = None,
    update_baseline: UpdateOption = False,
    fix: FixOption = False,
    fix_rule: FixRuleOption = None,
    dry_run: DryOption = False,
    score: ScoreOption = False,
    raw: RawOption = False,
    allow_remote: RemoteOption = False,
    explain: ExplainOption = "",
    max_findings: MostOption = 100,
    workspace: WorkspaceOption = None,
) -> None:
    """Judge contracts; the exit code is 1 when there is a finding as bad as the fail severity."""
    given = locals()
    if resolver:
        raise typer.BadParameter("code of others is not run; --allow-remote reads URLs", param_hint="--resolver")
    # Documents are trees without circles, and the process ends soon: the collector would only look at them again.
    gc.disable()
    try:
        from apiyard.cli.linting.given import Given
        from apiyard.cli.linting.perform import perform

        code = perform(Given(**given))
    finally:
        gc.enable()
    raise typer.Exit(code)


COMMAND = Command("lint", "Judge how contracts are written.", run, spelled)
