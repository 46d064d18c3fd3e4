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


def run(
    contract: Annotated[
        str | None, typer.Argument(help="API name, path, or API@VERSION of a release.", show_default="all APIs here")
    ] = None,
    against: Annotated[
        str | None, typer.Option(help="Base URL of the service.", show_default="start it, and keep the evidence")
    ] = None,
    kinds: Annotated[str, typer.Option(help="Kinds of cases, joined by commas.")] = "examples,fuzz",
    seed: Annotated[int, typer.Option(help="The same seed gives the same cases.")] = 0,
    max_examples: Annotated[int, typer.Option(help="Generated cases for each operation.", min=1)] = 60,
    seconds: Annotated[float, typer.Option(help="Time for the whole run.", min=0.1)] = 30.0,
    header: Annotated[list[str] | None, typer.Option("--header", "-H", help="NAME: VALUE, sent always.")] = None,
    allow_remote: Annotated[bool, typer.Option("--allow-remote", help="The service is on another machine.")] = False,
    cases: Annotated[
        list[Path] | None, typer.Option(help="A file of kept cases (apiyard diff -f witnesses); repeatable.")
    ] = None,
    junit: Annotated[Path | None, typer.Option(help="Also write a JUnit report here.")] = None,
    format: FormatsOption = None,
    output: OutputsOption = None,
    quiet: QuietOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Send cases to a running service and judge its replies; the exit code is 1 when one breaks the contract."""
    from apiyard.cli.contracts import contract_named
    from apiyard.cli.kept_cases import read_cases
    from apiyard.cli.verifying.outputs import choose
    from apiyard.cli.verifying.watch_run import watch_run
    from apiyard.verify.form import find_form
    from apiyard.verify.plan import Plan

    outputs = choose(format or (), output or ())
    if junit is not None:
        outputs.append((find_form("junit"), str(junit)))

    chosen = tuple(each.strip() for each in kinds.split(",") if each.strip())
    if against is None:
        from apiyard.cli.verifying.in_workspace import Wanted, verify_in_workspace

        wanted = Wanted(chosen, seed, max_examples, seconds)
        if not verify_in_workspace(contract, workspace, wanted, outputs=outputs, quiet=quiet):
            raise typer.Exit(1)
        return
    if contract is None:
        raise InvalidInputError("say which contract the service promises", hint="apiyard verify API --against URL")
    promised = contract_named(contract, workspace)
    kept = tuple(each for path in cases or () for each in read_cases(path, promised))
    plan = Plan(
        kinds=(*chosen, "kept") if kept and "kept" not in chosen else chosen,
        seed=seed,
        max_examples=max_examples,
        seconds=seconds,
        headers=tuple(_header(each) for each in header or ()),
        allow_remote=allow_remote,
        cases=kept,
    )
    report = watch_run(promised, against, plan, outputs=outputs, quiet=quiet)
    if report.failures:
        raise typer.Exit(1)


def _header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not colon or not name.strip():
        raise InvalidInputError("not a header", piece=text.partition(":")[0], hint="write NAME: VALUE")
    return name.strip(), value.strip()


COMMAND = Command("verify", "Check that a running service keeps its contract.", run)
