"""Run a proxy until it is ended, telling each exchange, and say at the end what it saw."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from apiyard.cli.output import Format, console
from apiyard.cli.proxying.tally import Tally
from apiyard.core.clock import SystemClock
from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.mock.control import Control, ControlOptions, Handler
from apiyard.mock.forward.proxy import Proxy, ProxyOptions
from apiyard.mock.forward.record import Recorder
from apiyard.mock.forward.redact import secrets_of
from apiyard.mock.forward.site import ProxySite
from apiyard.mock.forward.target import read_target
from apiyard.mock.forward.upstream import Upstream
from apiyard.mock.injecting.api import faults_api
from apiyard.mock.injecting.inject import Faults
from apiyard.mock.injecting.rule import FaultOptions
from apiyard.mock.journal.api import journal_api
from apiyard.mock.journal.journal import Journal
from apiyard.mock.layer import Seen
from apiyard.mock.serve import serve
from apiyard.mock.serving.cors import Cors
from apiyard.mock.serving.hosts import Hosts, hosts_for
from apiyard.mock.serving.limits import Limits
from apiyard.mock.step import Cut, whole
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Headers, Request
from apiyard.spec.violation import Violation

_MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user asked for.

    Args:
        url: the server behind the proxy.
        host: the address to bind.
        allow_host: further names that it is found by, or ``*`` for any.
        port: the TCP port.
        refuse: whether nothing passes that breaks the contract.
        check_security: whether credentials have to be shown.
        seconds: how long the server may take to answer.
        max_body: the largest body of a request, in MiB.
        headers: set in each request.
        insecure: whether the server's certificate may be anybody's.
        record: the cassette to write; None for none.
        overwrite: whether an old one may be lost.
        redact: further names of secrets.
        faults: what is injected.
        control: who may ask the journal.
        cors: pages that may read whatever the service says of them; None leaves that to the service.
        format: text or JSON lines.
        quiet: whether only what is wrong is told.
    """

    url: str
    host: str = "127.0.0.1"
    allow_host: Sequence[str] = ()
    port: int = 0
    refuse: bool = False
    check_security: bool = True
    seconds: float = 30.0
    max_body: int = 64
    headers: Headers = ()
    insecure: bool = False
    record: Path | None = None
    overwrite: bool = False
    redact: Sequence[str] = ()
    faults: FaultOptions | None = None
    control: ControlOptions | None = None
    cors: Cors | None = None
    format: Format = Format.TEXT
    quiet: bool = False


def perform(contract: Contract, wanted: Wanted) -> Tally:
    """Run the proxy until Ctrl-C or SIGTERM.

    Args:
        contract: the contract.
        wanted: what the user asked for.

    Returns:
        What it saw.

    Raises:
        InvalidInputError: the URL is none, or the cassette cannot be written.
        UnavailableError: the port is taken.
    """
    target = read_target(wanted.url)
    voice = _Voice(wanted)
    with ExitStack() as stack:
        recorder: Recorder | None = None
        if wanted.record is not None:
            secrets = secrets_of(contract, wanted.redact)
            recorder = stack.enter_context(
                Recorder(wanted.record, target.url, secrets, clock=SystemClock(), overwrite=wanted.overwrite)
            )
        journal, faults = Journal().hide(contract), Faults(wanted.faults or FaultOptions(header=False))
        watchers = [journal.watch, voice.watch, *([recorder.watch] if recorder is not None else [])]

        size = wanted.max_body * _MEBIBYTE
        upstream = Upstream(target, seconds=wanted.seconds, headers=wanted.headers, insecure=wanted.insecure)
        proxy = Proxy(
            contract,
            upstream,
            ProxyOptions(refuse=wanted.refuse, check_security=wanted.check_security, max_body_bytes=size),
            layers=[journal.layer, faults.layer],
            watchers=watchers,
            streams=recorder.stream if recorder is not None else None,
            items=voice.stream,
        )
        parts = _parts(contract, journal, faults)

        async def connected() -> None:
            upstream.open()
            try:
                await asyncio.Event().wait()
            finally:
                await proxy.close()

        serve(
            ProxySite(
                proxy, Control(parts, wanted.control), hosts=_hosts(wanted), pages=not wanted.headers, cors=wanted.cors
            ),
            host=wanted.host,
            port=wanted.port,
            limits=Limits(body_bytes=size),
            ready=lambda url: voice.ready(url, contract),
            jobs=[connected],
        )
    voice.end(recorder)
    return voice.tally


def _parts(contract: Contract, journal: Journal, faults: Faults) -> dict[str, Handler]:
    """Give what answers below ``/__apiyard``."""
    ids = frozenset(each.id for each in contract.operations)
    return {"journal": journal_api(journal, lambda: {"": ids}), "faults": faults_api(faults, lambda: ids)}


def _hosts(wanted: Wanted) -> Hosts | None:
    """Give the names by which the proxy may be found; who may steer it by a name may call it by that, too."""
    steered = () if wanted.control is None else wanted.control.hosts
    known = hosts_for(wanted.host, wanted.allow_host)
    return known and hosts_for(wanted.host, (*wanted.allow_host, *steered))


class _Voice:
    """Says what happens, a line for each exchange."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self.tally = Tally()

    def ready(self, url: str, contract: Contract) -> None:
        if self._wanted.format is Format.JSON:
            self._line({"url": url, "to": self._wanted.url, "title": contract.title, "version": contract.version})
            return
        out = console()
        name = f"{contract.title} {contract.version}"
        out.print(f"[green]✓[/] [bold]{_escaped(name)}[/] at [bold]{url}[/] → {_escaped(self._wanted.url)}")
        does = "is refused" if self._wanted.refuse else "is passed on and told here and in x-apiyard-violations"
        out.print(f"  what breaks the contract {does}; Ctrl-C ends it")

    def watch(self, seen: Seen) -> None:
        told = self.tally.add(seen)
        if self._wanted.quiet and not told:
            return
        reply = whole(seen.answer)
        status = reply.status if reply is not None else 0 if isinstance(seen.answer, Cut) else _status(seen)
        self._tell(seen.request, status, seen.operation.id if seen.operation else "", told)

    def stream(self, request: Request, wrong: tuple[Violation, ...]) -> None:
        told = self.tally.add_stream(request, wrong)
        if told:
            self._tell(request, 0, "", told)

    def end(self, recorder: Recorder | None) -> None:
        facts: dict[str, Json] = {"sum": self.tally.facts()}
        if recorder is not None:
            facts["recorded"] = recorder.count
        if self._wanted.format is Format.JSON:
            self._line(facts)
        else:
            self._sum(recorder)
        if recorder is not None and recorder.problem:
            console(stderr=True).print(f"[yellow]![/] {_escaped(recorder.problem)}; later exchanges are not in it")

    def _sum(self, recorder: Recorder | None) -> None:
        out, tally = console(), self.tally
        mark = "[red]✗[/]" if tally.broken else "[green]✓[/]"
        failed = sum(tally.failed.values())
        lost = f", {failed} not answered or not judged" if failed else ""
        out.print(f"\n{mark} {tally.total} exchanges, {tally.broken} broke the contract{lost}")
        for told, count in tally.kinds.most_common(20):
            out.print(f"  {count:>5} × {_escaped(told)}", soft_wrap=True)
        if recorder is not None:
            without = f", {recorder.too_large} too large for it" if recorder.too_large else ""
            out.print(f"  {recorder.count} exchanges in {_escaped(str(recorder.path))}{without}")

    def _tell(self, request: Request, status: int, operation: str, told: str) -> None:
        if self._wanted.format is Format.JSON:
            self._line(
                {
                    "method": request.method,
                    "path": request.path,
                    "status": status,
                    "operation": operation,
                    "wrong": told,
                }
            )
            return
        mark = "[red]✗[/]" if told else "[green]✓[/]"
        target = request.path if len(request.path) <= 120 else f"{request.path[:117]}..."
        line = f"{mark} {request.method} {_escaped(target)} {status or ''} [dim]{_escaped(operation)}[/]"
        console().print(line if not told else f"{line} {_escaped(told)}", soft_wrap=True)

    def _line(self, value: object) -> None:
        sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def _status(seen: Seen) -> int:
    answer = getattr(seen.answer, "answer", seen.answer)
    return int(getattr(answer, "status", 0))


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(text)
