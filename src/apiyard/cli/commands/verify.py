"""``apiyard verify``: does a service keep its word?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from apiyard.cli.command import Command
from apiyard.cli.place import WorkspaceOption
from apiyard.wiring.interrupt import held_interrupt

ContractArgument = Annotated[
    str | None, typer.Argument(help="API name, path, or API@VERSION of a release.", show_default="all APIs here")
]
AgainstOption = Annotated[
    str | None,
    typer.Option(
        help="Base URL of the service, mock, or package.module:app.", show_default="start it, and keep the evidence"
    ),
]
CompareOption = Annotated[
    str | None,
    typer.Option(help="Verify this and compare it: mock, URL, gateway, API@VERSION or package.module:app."),
]
WithOption = Annotated[
    list[str] | None, typer.Option("--with", help="What to compare with, by the same requests; repeatable.")
]
SettingsOption = Annotated[
    Path | None, typer.Option(help="A settings file: credentials, fixtures, exceptions from checks and more.")
]
KindsOption = Annotated[
    str | None,
    typer.Option(
        help="Joined by commas: examples, edges, fuzz, stateful; access and kept when named.",
        show_default="the first four",
    ),
]
IncludeOption = Annotated[
    list[str] | None,
    typer.Option(
        help="Operations by id, tag:, method:, path: or deprecated, as globs; repeatable.", show_default="all"
    ),
]
ExcludeOption = Annotated[list[str] | None, typer.Option(help="Operations that are left out; repeatable.")]
SeedOption = Annotated[int | None, typer.Option(help="The same seed gives the same cases.", show_default="0")]
ExamplesOption = Annotated[
    int | None, typer.Option(help="Generated cases for each operation.", min=1, show_default="60")
]
SecondsOption = Annotated[float | None, typer.Option(help="Time for the whole run.", min=0.1, show_default="30")]
ReplyOption = Annotated[float | None, typer.Option(help="Time for one reply.", min=0.01, show_default="5")]
WaitOption = Annotated[
    float | None, typer.Option(help="Seconds in which the service may start.", min=0, show_default="0")
]
WorkersOption = Annotated[
    int | None, typer.Option(help="Operations verified at the same time.", min=1, show_default="1")
]
HeaderOption = Annotated[list[str] | None, typer.Option("--header", "-H", help="NAME: VALUE, sent always.")]
RemoteOption = Annotated[bool, typer.Option("--allow-remote", help="The service is on another machine.")]
InsecureOption = Annotated[bool, typer.Option("--insecure", help="Believe any certificate of the service.")]
CasesOption = Annotated[
    list[Path] | None, typer.Option(help="A file of kept cases (apiyard diff -f witnesses); repeatable.")
]
BaselineOption = Annotated[Path | None, typer.Option(help="A file of known failures; only new ones fail.")]
UpdateOption = Annotated[
    bool, typer.Option("--update-baseline", help="Write the file of known failures anew, and do not fail.")
]
TestsOption = Annotated[
    Path | None, typer.Option(help="Also write the failures as pytest files into this folder.", file_okay=False)
]
JunitOption = Annotated[Path | None, typer.Option(help="Also write a JUnit report here.")]
FormatsOption = Annotated[
    list[str] | None, typer.Option("--format", "-f", help="One of text, json, html, sarif, junit, har; repeatable.")
]
OutputsOption = Annotated[
    list[str] | None, typer.Option("--output", "-o", help="FILE, or FORMAT=FILE; repeatable; - is standard output.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")]


def run(
    contract: ContractArgument = None,
    against: AgainstOption = None,
    compare: CompareOption = None,
    with_: WithOption = None,
    settings: SettingsOption = None,
    kinds: KindsOption = None,
    include: IncludeOption = None,
    exclude: ExcludeOption = None,
    seed: SeedOption = None,
    max_examples: ExamplesOption = None,
    seconds: SecondsOption = None,
    reply_seconds: ReplyOption = None,
    wait: WaitOption = None,
    workers: WorkersOption = None,
    header: HeaderOption = None,
    allow_remote: RemoteOption = False,
    insecure: InsecureOption = False,
    cases: CasesOption = None,
    baseline: BaselineOption = None,
    update_baseline: UpdateOption = False,
    write_tests: TestsOption = None,
    junit: JunitOption = None,
    format: FormatsOption = None,
    output: OutputsOption = None,
    quiet: QuietOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Send cases to a service and judge its replies; the exit code is 1 when one breaks the contract."""
    given = locals()
    with held_interrupt():
        from apiyard.cli.verifying.given import Given, do

    if not do(Given(**given)):
        raise typer.Exit(1)


COMMAND = Command("verify", "Check that a running service keeps its contract.", run)
