"""``apiyard version``: which version does a change ask for, and does the new contract say so?"""

from __future__ import annotations

from typing import Annotated

import typer

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption
from apiyard.cli.place import WorkspaceOption

SchemeOption = Annotated[str, typer.Option("--scheme", help="semver, date or path.", show_default="found")]
SdkOption = Annotated[bool, typer.Option("--sdk", help="Tell too which version a generated SDK needs.")]
LabelOption = Annotated[
    str, typer.Option("--pre", help="What pre-releases are called.", show_default="rc, preview or beta, by the scheme")
]
StrictnessOption = Annotated[
    str, typer.Option("--strictness", help="wire, wire-strict or source.", show_default="the workspace's, else wire")
]
RemoteOption = Annotated[bool, typer.Option("--allow-remote", help="Documents may come from URLs.")]


def run(
    old: Annotated[str, typer.Argument(help="Path, folder, API, API@VERSION, REVISION:PATH, URL or -.")],
    new: Annotated[str, typer.Argument(help="The same.", show_default="the old one as it is now")] = "",
    scheme: SchemeOption = "",
    sdk: SdkOption = False,
    pre: LabelOption = "",
    strictness: StrictnessOption = "",
    allow_remote: RemoteOption = False,
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Say which version the changes ask for; the exit code is 1 when the new contract's version does not say so."""
    from apiyard.cli.comparing.versions import Wanted, tell, versions

    wanted = Wanted(old, new, scheme, sdk, pre, strictness, allow_remote, workspace)
    found = versions(wanted)
    tell(found, format)
    if not all(each.fit.fits for each in found):
        raise typer.Exit(1)


COMMAND = Command("version", "Say which version a change asks for, and whether the contract says so.", run)
