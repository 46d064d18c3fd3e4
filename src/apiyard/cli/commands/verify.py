"""``apiyard verify``: does a service keep its word?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from apiyard.cli.command import Command
from apiyard.cli.place import WorkspaceOption
from apiyard.core.errors import InvalidInputError

FormatsOption = Annotated[
    list[str] | None, typer.Option("--format", "-f", help="One of text, json, html, sarif, junit, har; repeatable.")
]
OutputsOption = Annotated[
    list[str] | None, typer.Option("--output", "-o", help="FILE, or FORMAT=FILE; repeatable; - is standard output.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")]
SettingsOption = Annotated[
    Path | None, typer.Option(help="A settings file: credentials, fixtures, exceptions from checks and more.")
]
IncludeOption = Annotated[
    list[str] | None,
    typer.Option(
        help="Operations by id, tag:, method:, path: or deprecated, as globs; repeatable.", show_default="all"
    ),
]


def run(
    contract: Annotated[
        str | None, typer.Argument(help="API name, path, or API@VERSION of a release.", show_default="all APIs here")
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            help="Base URL of the service, mock, or package.module:app.",
            show_default="start it, and keep the evidence",
        ),
    ] = None,
    settings: SettingsOption = None,
    kinds: Annotated[
        str | None, typer.Option(help="Kinds of cases, joined by commas.", show_default="examples,fuzz")
    ] = None,
    include: IncludeOption = None,
    exclude: Annotated[list[str] | None, typer.Option(help="Operations that are left out; repeatable.")] = None,
    seed: Annotated[int | None, typer.Option(help="The same seed gives the same cases.", show_default="0")] = None,
    max_examples: Annotated[
        int | None, typer.Option(help="Generated cases for each operation.", min=1, show_default="60")
    ] = None,
    seconds: Annotated[float | None, typer.Option(help="Time for the whole run.", min=0.1, show_default="30")] = None,
    reply_seconds: Annotated[float | None, typer.Option(help="Time for one reply.", min=0.01, show_default="5")] = None,
    workers: Annotated[
        int | None, typer.Option(help="Operations verified at the same time.", min=1, show_default="1")
    ] = None,
    header: Annotated[list[str] | None, typer.Option("--header", "-H", help="NAME: VALUE, sent always.")] = None,
    allow_remote: Annotated[bool, typer.Option("--allow-remote", help="The service is on another machine.")] = False,
    cases: Annotated[
        list[Path] | None, typer.Option(help="A file of kept cases (apiyard diff -f witnesses); repeatable.")
    ] = None,
    baseline: Annotated[Path | None, typer.Option(help="A file of known failures; only new ones fail.")] = None,
    update_baseline: Annotated[
        bool, typer.Option("--update-baseline", help="Write the file of known failures anew, and do not fail.")
    ] = False,
    write_tests: Annotated[
        Path | None, typer.Option(help="Also write the failures as pytest files into this folder.")
    ] = None,
    junit: Annotated[Path | None, typer.Option(help="Also write a JUnit report here.")] = None,
    format: FormatsOption = None,
    output: OutputsOption = None,
    quiet: QuietOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Send cases to a service and judge its replies; the exit code is 1 when one breaks the contract."""
    from apiyard.cli.contracts import contract_named
    from apiyard.cli.verifying.flags import Flags
    from apiyard.cli.verifying.outputs import choose
    from apiyard.cli.verifying.perform import Wishes, perform, wanted_of
    from apiyard.verify.form import find_form

    outputs = choose(format or (), output or ())
    if junit is not None:
        outputs.append((find_form("junit"), str(junit)))
    flags = Flags(
        settings=settings,
        kinds=kinds,
        seed=seed,
        max_examples=max_examples,
        seconds=seconds,
        reply_seconds=reply_seconds,
        workers=workers,
        headers=header or (),
        include=include or (),
        exclude=exclude or (),
        cases=cases or (),
        baseline=baseline,
        allow_remote=allow_remote,
    )
    wishes = Wishes(update_baseline=update_baseline, tests=write_tests, quiet=quiet)
    if against is None:
        from apiyard.cli.verifying.in_workspace import verify_in_workspace

        wanted = wanted_of(flags, wishes)
        kept = verify_in_workspace(contract, workspace, wanted, outputs=outputs, quiet=quiet)
    elif contract is None:
        raise InvalidInputError("say which contract the service promises", hint="apiyard verify API --against URL")
    else:
        kept = perform(contract_named(contract, workspace), against, flags, outputs=outputs, wishes=wishes)
    if not kept:
        raise typer.Exit(1)


COMMAND = Command("verify", "Check that a running service keeps its contract.", run)
