"""What ``apiyard mock`` says."""

from __future__ import annotations

import json
import shlex
import sys

from rich.console import Console
from rich.markup import escape

from apiyard.cli.mocking.kit import Kit
from apiyard.cli.output import Format, console
from apiyard.core.errors import ApiyardError
from apiyard.mock.credential import credentials_for
from apiyard.mock.serving.site import Mount, Site


class Teller:
    """Speaks to the user, in text or as JSON lines.

    Args:
        format_: how.
    """

    def __init__(self, format_: Format) -> None:
        self._format = format_

    def ready(self, site: Site, kit: Kit, url: str) -> None:
        """Say where it listens.

        Args:
            site: what answers.
            kit: what it was put together from.
            url: where.
        """
        if self._format is Format.JSON:
            self._ready_json(site, url)
            return
        out = console()
        if len(site.mounts) == 1:
            only = site.mounts[0]
            out.print(f"[green]✓[/] [bold]{_title(only)}[/] answers at [bold]{url}[/]")
            _example(out, only, url)
        for each in site.mounts if len(site.mounts) > 1 else ():
            out.print(f"[green]✓[/] [bold]{_title(each)}[/] answers at [bold]{url}/{escape(each.name)}[/]")
        for note in kit.notes:
            out.print(f"  {note}", markup=False, soft_wrap=True)
        out.print("  Prefer: code=404, example=NAME or dynamic=true choose the answer; Ctrl-C ends it")

    def reloaded(self, name: str, error: ApiyardError | None) -> None:
        """Say that a contract was read anew, or why the former one still answers.

        Args:
            name: the name of its mount.
            error: why the change is broken; None when it is in force.
        """
        if self._format is Format.JSON:
            told = {"error": str(error), "code": error.code} if error is not None else {}
            _say({"reloaded": name, "in_force": error is None, **told})
        elif error is None:
            console().print(f"[green]✓[/] {escape(name)} changed, and answers as it is now")
        else:
            console().print(f"[red]✗[/] {escape(name)} changed and cannot be read; the former one still answers")
            console().print(str(error), markup=False, soft_wrap=True)

    def _ready_json(self, site: Site, url: str) -> None:
        if len(site.mounts) == 1:
            only = site.mounts[0].contract
            _say({"url": url, "title": only.title, "version": only.version})
            return
        apis = [
            {
                "name": each.name,
                "url": f"{url}/{each.name}",
                "title": each.contract.title,
                "version": each.contract.version,
            }
            for each in site.mounts
        ]
        _say({"url": url, "apis": apis})


def _say(value: object) -> None:
    """Write a line of JSON that a program which reads along sees at once."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _title(mount: Mount) -> str:
    return escape(f"{mount.contract.title} {mount.contract.version}")


def _example(out: Console, mount: Mount, url: str) -> None:
    first = next((each for each in mount.contract.operations if each.method == "get"), None)
    if first is not None:
        shown = credentials_for(mount.contract, first)
        headers = "".join(f" -H {shlex.quote(each)}" for each in shown if not each.startswith("?"))
        query = "&".join(each[1:] for each in shown if each.startswith("?"))
        address = f"{url}{first.path}?{query}" if query else f"{url}{first.path}"
        insecure = " -k" if url.startswith("https") else ""
        out.print(f"  try: curl{insecure}{headers} {shlex.quote(address)}", markup=False, soft_wrap=True)
