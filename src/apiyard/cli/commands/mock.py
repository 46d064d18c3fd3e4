"""``apiyard mock``: try an API before it exists."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption
from apiyard.cli.place import WorkspaceOption
from apiyard.wiring.interrupt import held_interrupt

Refs = Annotated[
    list[str] | None, typer.Argument(help="API names, paths, URLs, or API@VERSION of releases.", show_default="all")
]
SettingsOption = Annotated[Path | None, typer.Option("--settings", "-s", help="File of settings.", dir_okay=False)]
ErrorsOption = Annotated[
    str | None,
    typer.Option(help="Form of refusals: contract, where it has one, or always problem.", show_default="contract"),
]
SecurityOption = Annotated[
    bool | None,
    typer.Option("--security/--no-security", help="Ask for the contract's credentials.", show_default="security"),
]
SeedOption = Annotated[int | None, typer.Option(help="Other seeds make other values.", min=0, show_default="0")]
CheckOption = Annotated[bool, typer.Option("--check", help="List what no conforming answer is found for, and end.")]
WatchOption = Annotated[bool, typer.Option(help="Answer from a contract as its files are now.")]
RemoteOption = Annotated[bool, typer.Option("--allow-remote", help="Read contracts from http and https, too.")]
TlsOption = Annotated[bool, typer.Option("--tls", help="Answer over https, with a certificate made for it.")]
CertOption = Annotated[str, typer.Option("--tls-cert", help="Answer over https with this certificate, PEM.")]
ReplayOption = Annotated[Path | None, typer.Option(help="Answer from this cassette (apiyard proxy --record).")]
ElseOption = Annotated[str, typer.Option(help="What the cassette does not have: refuse or mock.")]
KeyOption = Annotated[str, typer.Option("--tls-key", help="The certificate's private key, PEM.")]
SandboxOption = Annotated[bool, typer.Option("--sandbox", help="Remember what callers make, change and remove.")]
SeedDataOption = Annotated[Path | None, typer.Option(help="Folder of what the sandbox begins with.", file_okay=False)]
OverridesOption = Annotated[Path | None, typer.Option(help="Folder of answers of your own.", file_okay=False)]
AllowHostOption = Annotated[
    list[str] | None, typer.Option(help="A further name to answer for, or * for any; repeatable.")
]
LogOption = Annotated[bool, typer.Option("--log", help="Tell each call, and why one is refused.")]
StateOption = Annotated[Path | None, typer.Option(help="File that keeps the sandbox's state.", dir_okay=False)]


def run(
    contracts: Refs = None,
    port: Annotated[int, typer.Option(help="TCP port; 0 for a free one.", min=0, max=65535)] = 4010,
    host: Annotated[str, typer.Option(help="Address to bind.")] = "127.0.0.1",
    allow_host: AllowHostOption = None,
    settings: SettingsOption = None,
    errors: ErrorsOption = None,
    security: SecurityOption = None,
    seed: SeedOption = None,
    check: CheckOption = False,
    log: LogOption = False,
    watch: WatchOption = True,
    allow_remote: RemoteOption = False,
    tls: TlsOption = False,
    tls_cert: CertOption = "",
    tls_key: KeyOption = "",
    sandbox: SandboxOption = False,
    seed_data: SeedDataOption = None,
    state: StateOption = None,
    overrides: OverridesOption = None,
    replay: ReplayOption = None,
    replay_else: ElseOption = "refuse",
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Answer from contracts, and refuse requests that break them, until Ctrl-C."""
    with held_interrupt():
        from apiyard.cli.mocking.given import Given
        from apiyard.cli.mocking.perform import perform
        from apiyard.cli.mocking.tell import Teller

    given = Given(
        contracts=tuple(contracts or ()),
        port=port,
        host=host,
        allow_host=tuple(allow_host or ()),
        settings=settings,
        errors=errors,
        security=security,
        seed=seed,
        log=log,
        watch=watch,
        allow_remote=allow_remote,
        tls=tls,
        tls_cert=tls_cert,
        tls_key=tls_key,
        sandbox=sandbox,
        seed_data=seed_data,
        state=state,
        overrides=overrides,
        replay=replay,
        replay_else=replay_else,
        workspace=workspace,
    )
    if check:
        from apiyard.cli.mocking.check import check as check_answers

        raise typer.Exit(check_answers(given, format))
    perform(given, Teller(format))


COMMAND = Command("mock", "Answer from a contract before its service exists.", run)
