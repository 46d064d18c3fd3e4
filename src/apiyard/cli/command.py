"""The type of a command."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from apiyard.core.noun import dataclass

if TYPE_CHECKING:
    import typer


@dataclass(frozen=True, slots=True)
class Command:
    """One command of the program.

    Args:
        id: its name, equal to the file's name with hyphens.
        why: one sentence, shown in the list of commands.
        run: the function that typer calls, or a group of subcommands.
        spell: turns what was typed into what typer understands, where that differs.
        hidden: whether the list leaves it out.
    """

    id: str
    why: str
    run: Callable[..., Any] | typer.Typer
    spell: Callable[[list[str]], list[str]] = list
    hidden: bool = False
