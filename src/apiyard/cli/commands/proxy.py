"""``apiyard proxy``: put a contract between a caller and a running service."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption
from apiyard.cli.place import WorkspaceOption
from apiyard.core.errors import InvalidInputError
from apiyard.wiring.interrupt import held_interrupt


def run(
    contract: Annotated[str, typer.Argument(help="API name, path, or API@VERSION of a release.")],
    url: Annotated[str, typer.Argument(help="Where the service is: as http://HOST:PORT/PATH.")],
    port: Annotated[int, typer.Option(help="TCP port; 0 for a free one.", min=0, max=65535)] = 4020,
    host: Annotated[str, typer.Option(help="Address to bind.")] = "127.0.0.1",
    allow_host: Annotated[
        list[str] | None, typer.Option(help="A further name to answer for, or * for any; repeatable.")
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="Pass nothing on that breaks the contract.")] = False,
    record: Annotated[Path | None, typer.Option(help="Write what passes into this cassette, without secrets.")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="The cassette may be there already.")] = False,
    redact: Annotated[list[str] | None, typer.Option(help="A further name of a secret; repeatable.")] = None,
    header: Annotated[
        list[str] | None, typer.Option("--header", "-H", help="NAME: VALUE, sent to the service.")
    ] = None,
    settings: Annotated[Path | None, typer.Option(help="A file with the sections cors, faults and control.")] = None,
    insecure: Annotated[bool, typer.Option("--insecure", help="Believe any certificate of the service.")] = False,
    timeout: Annotated[float, typer.Option(help="Seconds that the service may take.", min=0.1, max=3600)] = 30.0,
    max_body: Annotated[int, typer.Option(help="Largest body of a request, in MiB.", min=1, max=1024)] = 64,
    security: Annotated[bool, typer.Option(help="Whether a request without credentials breaks the contract.")] = True,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Tell only what is wrong.")] = False,
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Forward to a service and judge both sides until Ctrl-C; the exit code is 1 when one broke the contract."""
    with held_interrupt():
        from apiyard.cli.contracts import contract_named
        from apiyard.cli.proxying.perform import Wanted, perform
        from apiyard.mock.control import ControlOptions
        from apiyard.mock.injecting.rule import FaultOptions
        from apiyard.mock.serving.cors import Cors
        from apiyard.mock.settings import Settings, read_settings

    read = read_settings(settings) if settings is not None else Settings()
    wanted = Wanted(
        url=url,
        host=host,
        allow_host=tuple(allow_host or ()),
        port=port,
        refuse=errors,
        check_security=security,
        seconds=timeout,
        max_body=max_body,
        headers=tuple(_header(each) for each in header or ()),
        insecure=insecure,
        record=record,
        overwrite=overwrite,
        redact=tuple(redact or ()),
        faults=read.of("faults", FaultOptions),
        control=read.of("control", ControlOptions),
        cors=read.of("cors", Cors),
        format=format,
        quiet=quiet,
    )
    if perform(contract_named(contract, workspace), wanted).broken:
        raise typer.Exit(1)


def _header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not colon or not name.strip() or any(char in text for char in "\r\n"):
        raise InvalidInputError("not a header", piece=text.partition(":")[0], hint="write NAME: VALUE")
    return name.strip().lower(), value.strip()


COMMAND = Command("proxy", "Judge what passes between callers and a running service, and record it.", run)
