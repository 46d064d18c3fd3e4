"""The service processes of a node: put, looked at, removed, and picked up again by the next agent."""

from __future__ import annotations

import asyncio
import random
import shutil
from functools import partial
from pathlib import Path

from apiyard.agent.artefacts import Artefacts
from apiyard.agent.disk import make_private, read_json, write_json
from apiyard.agent.launch import Launch
from apiyard.agent.life import Rules
from apiyard.agent.output import last_lines
from apiyard.agent.port import choose_port, is_free
from apiyard.agent.run_record import FILE as RUN_FILE
from apiyard.agent.service import is_well, next_port, plan_service
from apiyard.agent.unit import Unit
from apiyard.core.clock import Clock
from apiyard.core.digest import Digest, digest_json
from apiyard.core.errors import ApiyardError, ConflictError, NotFoundError, TooLargeError
from apiyard.core.noun import dataclass, field
from apiyard.wiring.node_messages import ProcessSpec, ProcessState, ProcessStatus

SPEC = "spec.json"
MAX_PROCESSES = 500
KEPT_ARTEFACTS = 20


@dataclass(slots=True)
class _Service:
    spec: ProcessSpec
    digest: Digest
    unit: Unit


@dataclass(slots=True)
class Supervisor:
    """Keeps the wanted service processes running.

    Args:
        folder: holds one folder for each process.
        artefacts: the files they run from.
        clock: the time.
        chance: the randomness of port choice.
    """

    folder: Path
    artefacts: Artefacts
    clock: Clock
    chance: random.Random = field(default_factory=random.Random)
    _services: dict[str, _Service] = field(default_factory=dict)
    _locks: dict[str, asyncio.Lock] = field(default_factory=dict)

    async def begin(self) -> None:
        """Pick up what an earlier agent left: adopt what runs, start what should, end what should not."""
        make_private(self.folder)
        self.artefacts.remove_halves()
        for place in sorted(self.folder.iterdir()):
            record = read_json(place / SPEC) or {}
            try:
                spec = ProcessSpec.from_json(record.get("spec"))
            except (ApiyardError, TypeError, ValueError):
                record, spec = {}, ProcessSpec(id="unreadable", argv=("-",))
            service = self._make(spec, place)
            if record.get("wanted"):
                self._services[spec.id] = service
                service.unit.begin()
            else:
                await service.unit.end(spec.grace_seconds)
                shutil.rmtree(place, ignore_errors=True)

    async def put(self, spec: ProcessSpec) -> ProcessStatus:
        """Want a process: nothing happens when it is wanted so already, else it is started or replaced.

        Args:
            spec: what to run.

        Returns:
            Its status, right after the start.

        Raises:
            NotFoundError: its artefact was not uploaded.
            ConflictError: its port is taken.
            TooLargeError: there are too many processes.
        """
        async with self._locks.setdefault(spec.id, asyncio.Lock()):
            known = self._services.get(spec.id)
            if known is not None and known.digest == digest_json(spec.to_json()):
                return self.status(spec.id)
            self._check(spec, known)
            if known is not None:
                await known.unit.end(known.spec.grace_seconds)
            place = make_private(self.folder / spec.id)
            (place / RUN_FILE).unlink(missing_ok=True)  # restarts are counted anew
            write_json(place / SPEC, {"spec": spec.to_json(), "wanted": True}, durable=True)
            service = self._services[spec.id] = self._make(spec, place)
            service.unit.begin()
            return self.status(spec.id)

    async def delete(self, id_: str, grace: float | None = None) -> None:
        """End a process with all it started, and forget it; nothing happens when nobody knows it.

        Args:
            id_: its id.
            grace: seconds between SIGTERM and SIGKILL, None for what its spec says.
        """
        async with self._locks.setdefault(id_, asyncio.Lock()):
            service = self._services.get(id_)
            if service is None:
                return
            place = service.unit.folder
            write_json(place / SPEC, {"spec": service.spec.to_json(), "wanted": False}, durable=True)
            await service.unit.end(service.spec.grace_seconds if grace is None else grace)
            shutil.rmtree(place, ignore_errors=True)
            del self._services[id_]
        self._locks.pop(id_, None)
        used = frozenset(str(one.spec.artefact) for one in self._services.values() if one.spec.artefact)
        await asyncio.to_thread(self.artefacts.clean, used, KEPT_ARTEFACTS)

    def status(self, id_: str) -> ProcessStatus:
        """Tell how a process is.

        Args:
            id_: its id.

        Raises:
            NotFoundError: nobody wants it.
        """
        service = self._find(id_)
        unit = service.unit
        return ProcessStatus(
            id=id_,
            state=unit.life.state if unit.run is not None else ProcessState.STARTING,
            pid=unit.pid,
            port=unit.run.port if unit.run is not None else service.spec.port or None,
            restarts=unit.life.restarts,
            exit_code=unit.life.exit_code,
            last_output=unit.last_output(),
            crash_loop=unit.life.crash_loop,
            born=unit.run.birth if unit.run is not None and unit.pid else "",
            artefact=service.spec.artefact,
            spec_digest=service.digest,
        )

    def all(self) -> tuple[ProcessStatus, ...]:
        """Tell how all processes are, ordered by id."""
        return tuple(self.status(id_) for id_ in sorted(self._services))

    def log(self, id_: str, lines: int) -> tuple[str, ...]:
        """Give the last lines that a process wrote.

        Args:
            id_: its id.
            lines: how many at most.

        Raises:
            NotFoundError: nobody wants it.
        """
        return last_lines(self._find(id_).unit.output, lines)

    async def let_go(self) -> None:
        """Leave all processes running and stop watching them."""
        await asyncio.gather(*(service.unit.let_go() for service in self._services.values()))

    async def end_all(self) -> None:
        """End all processes; they stay wanted, and the next agent starts them again on their ports."""
        await asyncio.gather(*(one.unit.end(one.spec.grace_seconds) for one in self._services.values()))

    def _find(self, id_: str) -> _Service:
        if id_ not in self._services:
            raise NotFoundError(
                "no such process on this node", piece=repr(id_[:120]), hint="it was never put, or deleted"
            )
        return self._services[id_]

    def _check(self, spec: ProcessSpec, known: _Service | None) -> None:
        if spec.artefact is not None:
            self.artefacts.find(spec.artefact)
        if known is None and len(self._services) >= MAX_PROCESSES:
            raise TooLargeError(f"a node runs at most {MAX_PROCESSES} processes")
        kept = known is not None and known.unit.run is not None and known.unit.run.port == spec.port
        if spec.port and not kept and not is_free(spec.port):
            raise ConflictError(
                f"port {spec.port} is taken",
                where=f"process {spec.id}",
                hint="end what listens there, or give port 0 and let the agent choose",
                code="port-taken",
            )

    def _make(self, spec: ProcessSpec, place: Path) -> _Service:
        unit = Unit(
            place,
            plan=partial(self._plan, spec, place),
            probe=partial(is_well, spec),
            rules=Rules(start_seconds=spec.start_seconds, threshold=spec.threshold),
            clock=self.clock,
        )
        return _Service(spec, digest_json(spec.to_json()), unit)

    def _plan(self, spec: ProcessSpec, place: Path, former: int | None) -> Launch:
        port = next_port(spec, former, lambda: choose_port(self._promised(), self.chance))
        return plan_service(spec, port, folder=place, artefacts=self.artefacts)

    def _promised(self) -> frozenset[int]:
        runs = (service.unit.run for service in self._services.values())
        return frozenset(run.port for run in runs if run is not None and run.port is not None)
