"""Watch a rollout to its end."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer
from rich.markup import escape

from apiyard.cli.output import Format, console, say_json
from apiyard.core.errors import UnavailableError
from apiyard.wiring.client import ControlPlane

_PATIENCE_SECONDS = 60.0
_LOOK_SECONDS = 0.5
WaitOption = Annotated[bool, typer.Option("--wait/--no-wait", help="Watch the rollout to its end.")]


def follow(
    plane: ControlPlane, told: Mapping[str, Any], *, format_: Format, wait: bool = True, wanted: str = "promoted"
) -> None:
    """Show a rollout until it ends; leave with 1 when it ends otherwise than wanted.

    Args:
        plane: the control plane.
        told: what began it: ``rollout`` and ``changed``.
        format_: how to speak.
        wait: whether to stay until it ends.
        wanted: the phase it should end in.
    """
    id_ = str(told["rollout"])
    if not told["changed"]:
        _say(format_, {**told, "phase": wanted}, "[green]✓[/] nothing to do: it serves already")
        return
    if not wait:
        _say(format_, told, f"[green]✓[/] the rollout [bold]{escape(id_)}[/] began: apiyard rollouts watch {id_}")
        return
    last: dict[str, Any] = {}
    for last in events(plane, id_):
        if format_ is Format.TEXT:
            console().print(line(last))
    if format_ is Format.JSON:
        say_json(last)
    if last.get("phase") != wanted:
        raise typer.Exit(1)


def events(plane: ControlPlane, id_: str) -> Iterator[dict[str, Any]]:
    """Give the events of a rollout until it ends; a connection that breaks is made again.

    Args:
        plane: the control plane.
        id_: the rollout.

    Yields:
        Events in the form of the HTTP API.

    Raises:
        UnavailableError: the control plane was gone for longer than a minute.
    """
    last: dict[str, Any] = {}
    until = time.monotonic() + _PATIENCE_SECONDS
    while not last.get("ended"):
        try:
            with plane.stream(f"/api/rollouts/{id_}/events", seconds=600) as found:
                for last in found:
                    until = time.monotonic() + _PATIENCE_SECONDS
                    yield last
        except UnavailableError:
            # The rollout goes on when the control plane is started again; so does this.
            if time.monotonic() > until:
                raise
            time.sleep(_LOOK_SECONDS)


def line(event: Mapping[str, Any]) -> str:
    """Tell one event in a line for people.

    Args:
        event: an event in the form of the HTTP API.

    Returns:
        The line, with markup.
    """
    phase = str(event["phase"])
    colour = {"promoted": "green", "rolled_back": "green", "stopped": "red", "aborted": "red"}.get(phase, "cyan")
    split = "  ".join(f"{version} {weight / 100:g} %" for version, weight in event["weights"].items())
    reason = f"  [dim]{escape(str(event['reason']))}[/]" if event["reason"] else ""
    text = f"[dim]{event['seconds']:6.1f} s[/] [{colour}]{phase:16}[/] {escape(split)}{reason}"
    if event["output"] and phase in {"stopped", "returning"}:
        text += f"\n[dim]{escape(str(event['output'])[-1000:])}[/]"
    return text


def _say(format_: Format, value: Mapping[str, Any], text: str) -> None:
    if format_ is Format.JSON:
        say_json(value)
    else:
        console().print(text)
