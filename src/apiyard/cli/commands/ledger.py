"""``apiyard ledger``: the facts that every verdict rests on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from apiyard.cli.command import Command
from apiyard.cli.output import MARKS, Format, FormatOption, show, table
from apiyard.cli.place import WorkspaceOption, control_plane_at

_GROUP = typer.Typer(no_args_is_help=True)


@_GROUP.command("list")
def list_facts(
    api: Annotated[str, typer.Option(help="Only facts about this API.")] = "",
    version: Annotated[str, typer.Option(help="Only facts about this version.")] = "",
    environment: Annotated[str, typer.Option("--env", help="Only facts about this environment.")] = "",
    kind: Annotated[list[str] | None, typer.Option(help="Only this kind; may be given again.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many.")] = 30,
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """List facts, the newest first."""
    asked = {"api": api, "version": version, "environment": environment, "limit": limit}
    answer = control_plane_at(workspace).get("/api/ledger", **asked, kind=kind or "")
    rows = [row(fact) for fact in answer["facts"]]
    made = table("", ("#", "when", "", "kind", "about", "subject", "by"), [])
    for cells in rows:
        made.add_row(*cells)
    show(format, answer, made)


def row(fact: dict[str, Any]) -> list[str]:
    """Lay one fact out.

    Args:
        fact: a fact in the form of the HTTP API.

    Returns:
        Cells with markup.
    """
    about = "@".join(each for each in (fact["api"], fact["version"]) if each)
    place = f"{about} in {fact['environment']}" if about and fact["environment"] else about or fact["environment"]
    cells = [str(fact["seq"]), fact["at"][:19].replace("T", " "), MARKS[fact["verdict"]]]
    return cells + [escape(each) for each in (fact["kind"], place, fact["subject"], fact["by"])]


@_GROUP.command("verify")
def verify(workspace: WorkspaceOption = None, format: FormatOption = Format.TEXT) -> None:
    """Verify the hash chain and the signatures of its checkpoints."""
    report = control_plane_at(workspace).get("/api/ledger/chain")
    problems = [f"[red]✗[/] #{each['seq']} {each['what']}: {each['detail']}" for each in report["problems"]]
    verdict = (
        "[green]✓[/] the ledger is as it was written" if report["ok"] else "[red]✗[/] the ledger was tampered with"
    )
    sealed = f"{report['facts']} facts, {report['checkpoints']} checkpoints, sealed through #{report['sealed_through']}"
    show(format, report, f"{verdict}: {sealed}", *problems)
    if not report["ok"]:
        raise typer.Exit(1)


@_GROUP.command("withdraw")
def withdraw(
    seq: Annotated[int, typer.Argument(help="The number of the fact.", min=1)],
    why: Annotated[str, typer.Option(help="One sentence: why it does not hold any more.")],
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Say that a fact does not hold any more, such as an approval; it stays readable, and gates leave it out."""
    told = control_plane_at(workspace).post("/api/ledger/withdrawals", {"seq": seq, "why": why})
    show(format, told, f"[green]✓[/] #{seq} is withdrawn by #{told['seq']}")


@_GROUP.command("export")
def export(
    out: Annotated[Path, typer.Argument(help="The file to write; - for standard output.")],
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Write every fact and every signed checkpoint as JSON lines, for an auditor."""
    lines = control_plane_at(workspace).lines("/api/ledger/export")
    if str(out) == "-":
        sys.stdout.buffer.writelines(lines)
        return
    count = 0
    with out.open("wb") as file:
        for line in lines:
            file.write(line)
            count += 1
    show(format, {"file": str(out), "lines": count}, f"[green]✓[/] {count} lines in [bold]{escape(str(out))}[/]")


COMMAND = Command("ledger", "Read the ledger and verify its chain.", _GROUP)
