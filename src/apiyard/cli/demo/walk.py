"""Walk the shop through the life of an API, telling what happens as it happens."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from apiyard.cli.demo import chapter_access, chapter_canary, chapter_design, chapter_end, chapter_release, chapter_start
from apiyard.cli.demo.children import Receiver, stop_child
from apiyard.cli.demo.shop import Shop
from apiyard.cli.demo.step import Done, Step
from apiyard.cli.demo.traffic import Traffic
from apiyard.core.errors import ApiyardError

STEPS: tuple[Step, ...] = (
    *chapter_design.STEPS,
    *chapter_start.STEPS,
    *chapter_release.STEPS,
    *chapter_access.STEPS,
    *chapter_canary.STEPS,
    *chapter_end.STEPS,
)
"""The whole walk, in order."""


def walk(shop: Shop, out: Console) -> list[Done]:
    """Take every step; a step that fails ends the walk, since the later ones stand on it.

    Args:
        shop: the shop.
        out: where progress is shown.

    Returns:
        What became of the steps that were taken.
    """
    done: list[Done] = []
    chapter = ""
    for step in STEPS:
        if step.chapter != chapter:
            chapter = step.chapter
            out.print(f"\n[bold cyan]{chapter}[/]")
        with out.status(f"{escape(step.title)} ..."):
            done.append(take(step, shop))
        last = done[-1]
        mark = "[green]✓[/]" if last.passed else "[red]✗[/]"
        out.print(f"  {mark} {escape(step.title)} [dim]{last.seconds:.1f} s[/]")
        out.print(f"    [dim]{escape(last.evidence)}[/]")
        if not last.passed:
            break
    return done


def take(step: Step, shop: Shop) -> Done:
    """Take one step.

    Args:
        step: the step.
        shop: the shop.

    Returns:
        What became of it; an error is told as its evidence.
    """
    began = time.monotonic()
    try:
        evidence, passed = step.run(shop), True
    except ApiyardError as error:
        evidence, passed = " ".join(str(error).split()), False
    except (AssertionError, OSError, KeyError, TypeError, ValueError, subprocess.SubprocessError) as error:
        evidence, passed = f"{type(error).__name__}: {error}", False
    return Done(step, passed, evidence[:600], time.monotonic() - began)


def summary(done: Sequence[Done]) -> Table:
    """Lay the steps out: each with verdict and evidence.

    Args:
        done: the steps that were taken.

    Returns:
        The table.
    """
    made = Table(title="The life of an API", title_justify="left", header_style="bold", box=None, pad_edge=False)
    made.add_column("", width=1)
    made.add_column("step", overflow="fold", ratio=2)
    made.add_column("verdict", no_wrap=True)
    made.add_column("evidence", overflow="fold", ratio=5)
    made.add_column("s", justify="right", no_wrap=True)
    for each in done:
        mark = "[green]✓[/]" if each.passed else "[red]✗[/]"
        verdict = "[green]pass[/]" if each.passed else "[red]fail[/]"
        made.add_row(mark, escape(each.step.title), verdict, escape(each.evidence), f"{each.seconds:.1f}")
    return made


def clean_up(shop: Shop) -> None:
    """End everything that the walk started; nothing is left running.

    Args:
        shop: the shop.
    """
    traffic = shop.notes.get("traffic")
    if isinstance(traffic, Traffic):
        traffic.stop()
    with suppress(subprocess.SubprocessError, OSError):
        shop.apiyard("down")
    child = shop.notes.get("httpbin")
    if isinstance(child, subprocess.Popen):
        stop_child(child)
    receiver = shop.notes.get("receiver")
    if isinstance(receiver, Receiver):
        receiver.close()
