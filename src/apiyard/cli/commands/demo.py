"""``apiyard demo``: the example shop walks the whole life of an API."""

from __future__ import annotations

import shutil
import signal
import tempfile
import threading
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption, console, say_json


def run(
    once: Annotated[bool, typer.Option("--once", help="End by itself after the walk.")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the folder of the demo.")] = False,
    format: FormatOption = Format.TEXT,
) -> None:
    """Walk the example shop from contract to retirement on real parts, then stay up until Ctrl-C.

    The exit code is 0 when every step worked, and 1 otherwise. Everything happens in a folder of its own.
    """
    from apiyard.cli.demo.shop import copy_shop
    from apiyard.cli.demo.walk import STEPS, clean_up, summary, walk

    home = Path(tempfile.mkdtemp(prefix="ayd"))
    out = Console(quiet=True) if format is Format.JSON else console()
    shop = copy_shop(home)
    # `kill` ends the demo like Ctrl-C does, so that nothing is left behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    began = time.monotonic()
    try:
        done = walk(shop, out)
        passed = len(done) == len(STEPS) and all(each.passed for each in done)
        seconds = time.monotonic() - began
        out.print()
        out.print(summary(done))
        word = "[green]every step worked[/]" if passed else "[red]a step failed[/]"
        out.print(f"\n{word}: {sum(each.passed for each in done)} of {len(STEPS)} in {seconds:.0f} s")
        if format is Format.JSON:
            rows = [(each.step.title, each.passed, each.evidence, round(each.seconds, 1)) for each in done]
            say_json({"passed": passed, "seconds": round(seconds, 1), "steps": rows})
        if passed and not once:
            _stay(shop.notes, out)
    except KeyboardInterrupt:
        out.print("\ninterrupted")
        raise
    finally:
        with out.status("ending everything ..."):
            clean_up(shop)
        if keep:
            out.print(f"[dim]kept: {home}[/]")
        else:
            shutil.rmtree(home, ignore_errors=True)
    if not passed:
        raise typer.Exit(1)


def _stay(notes: dict[str, object], out: Console) -> None:
    out.print("\n[bold]The shop is open[/] until Ctrl-C:")
    out.print(f"  portal      {notes['portal']}   [dim]sign in once:[/] {notes['sign_in']}")
    out.print(f"  HTTP API    {notes['portal']}/api/openapi.json")
    out.print(f"  gateways    staging {notes['staging']}   production {notes['production']}")
    out.print(f"  a key       {notes['key']}", soft_wrap=True)
    out.print("  try         curl -H 'x-api-key: KEY' " + f"{notes['production']}/sales/orders")
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        out.print("\nclosing the shop")


COMMAND = Command("demo", "Watch the example shop walk the whole life of an API.", run)
