"""What ``apiyard mock`` says."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Mapping

from rich.console import Console
from rich.markup import escape

from apiyard.cli.mocking.kit import Kit
from apiyard.cli.output import Format, console
from apiyard.core.errors import ApiyardError
from apiyard.mock.answering.credential import credentials_for
from apiyard.mock.journal.readable import readable
from apiyard.mock.layer import Seen
from apiyard.mock.serving.site import Mount, Site
from apiyard.mock.step import Answer, Cut, Refused, Wrong
from apiyard.spec.exchange import Reply

_SHOWN = 5
_WIDEST = 120


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

    def called(self, name: str, seen: Seen) -> None:
        """Tell a call.

        Args:
            name: the name of the mount that answered; empty where there is only one.
            seen: the call and what was answered; its query is not told, since it may hold secrets.
        """
        status, wrong = _status(seen.answer), _wrong(seen)
        operation = seen.operation.id if seen.operation is not None else ""
        method, path = seen.request.method, seen.request.path
        if self._format is Format.JSON:
            _say(
                {"api": name, "method": method, "path": path, "status": status, "operation": operation, "wrong": wrong}
            )
            return
        mark = "[red]✗[/]" if wrong else "[green]✓[/]"
        target = f"/{name}{path}" if name else path
        target = target if len(target) <= _WIDEST else f"{target[: _WIDEST - 3]}..."
        line = f"{mark} {escape(method)} {escape(target)} {status or ''} [dim]{escape(operation)}[/] {escape(wrong)}"
        console().print(line.rstrip(), soft_wrap=True)

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


def _status(answer: Answer) -> int:
    """Give the status that was sent; 0 where the connection ended before."""
    if isinstance(answer, Cut):
        return answer.part.status if answer.part is not None else 0
    if isinstance(answer, Wrong):
        return answer.answer.status
    return answer.reply.status if isinstance(answer, Refused) else answer.status


def _wrong(seen: Seen) -> str:
    """Say what was wrong with a call, or is wrong with its answer on purpose."""
    answer = seen.answer
    told = [f"{each.place}{f' {each.pointer}' if each.pointer else ''}: {each.message}" for each in seen.wrong_request]
    if isinstance(answer, Wrong | Cut):
        told.append(f"fault: {answer.why}")
    reply = answer.reply if isinstance(answer, Refused) else answer
    if (
        not told
        and isinstance(reply, Reply)
        and (reply is not answer or seen.operation is None)
        and reply.status >= 400
    ):
        held = readable(reply.header("content-type"), reply.body).get("json")
        told.append(str(held.get("detail", "refused")) if isinstance(held, Mapping) else "refused")
    return "; ".join(told[:_SHOWN]) + ("; ..." if len(told) > _SHOWN else "")


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
