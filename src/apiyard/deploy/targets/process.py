"""Processes on the machine, started and watched by the node agent."""

from __future__ import annotations

import re
from collections.abc import Mapping

from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass, field
from apiyard.deploy.instance import Endpoint, Health, Report
from apiyard.deploy.ports import Doors, ProcessLook, ProcessWish
from apiyard.deploy.target import Instance, Target, Upstream

_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,127}", re.ASCII)
_PATH = re.compile(r"/[!-~]{0,1000}", re.ASCII)
_HEALTH: Mapping[str, Health] = {
    "starting": Health.STARTING,
    "healthy": Health.HEALTHY,
    "unhealthy": Health.UNHEALTHY,
    "exited": Health.UNHEALTHY,
}


@dataclass(frozen=True, slots=True)
class ProcessOptions:
    """How a service is run.

    Args:
        command: program and arguments; ``{port}``, ``{artefact}``, ``{work}`` and ``{python}`` are replaced.
        env: variables; ``env:NAME`` and ``file:PATH`` refer to secrets that are looked up at the start. The process
            gets a clean environment otherwise.
        instances: how many run.
        port: 0 for ports that the node chooses; another one allows a single instance only.
        health_path: path of a GET that answers 2xx or 3xx when the service is well.
        start_seconds: how long it may take until it is first well.
        grace_seconds: how long it may take to end.
        folder: folder to run in, relative to the artefact.
        path: prefix that the service wants before the operation's path.

    Raises:
        InvalidInputError: a value out of range.
    """

    command: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    instances: int = 1
    port: int = 0
    health_path: str = "/healthz"
    start_seconds: float = 30.0
    grace_seconds: float = 10.0
    folder: str = ""
    path: str = ""

    def __post_init__(self) -> None:
        """Check the ranges."""
        if not self.command or not self.command[0]:
            raise InvalidInputError(
                "the command is empty", hint='write it as a list, such as ["{python}", "service.py"]'
            )
        if not 1 <= self.instances <= 100 or not 0 <= self.port < 65_536:
            raise InvalidInputError("instances must be 1 to 100 and port 0 to 65535")
        if self.port and self.instances > 1:
            raise InvalidInputError("several instances cannot share a port", hint="leave the port out")
        if strange := [name for name in self.env if _VARIABLE.fullmatch(name) is None]:
            raise InvalidInputError("not the name of a variable", piece=strange[0])
        if any(path and _PATH.fullmatch(path) is None for path in (self.health_path, self.path)):
            raise InvalidInputError("a path starts with '/' and has no spaces", piece=f"{self.health_path} {self.path}")
        if self.folder.startswith("/") or ".." in self.folder.split("/"):
            raise InvalidInputError("the folder must stay inside the artefact", piece=self.folder)
        if not 0 < self.start_seconds <= 3600 or not 0 <= self.grace_seconds <= 3600:
            raise InvalidInputError("times are seconds up to 3600")


def _count(options: ProcessOptions) -> int:
    return options.instances


def _start(instance: Instance, doors: Doors) -> None:
    options: ProcessOptions = instance.options
    if instance.artefact is not None:
        doors.node.put_artefact(instance.artefact, doors.artefacts.get(instance.artefact))
    wish = ProcessWish(
        id=instance.id,
        argv=options.command,
        env=options.env,
        cwd=options.folder,
        port=options.port,
        health_path=options.health_path,
        start_seconds=options.start_seconds,
        grace_seconds=options.grace_seconds,
        artefact=instance.artefact,
    )
    doors.node.put_process(wish)


def _reports(instances: tuple[Instance, ...], doors: Doors) -> Mapping[str, Report]:
    wanted = {one.id for one in instances}
    return {look.id: _report(look) for look in doors.node.processes() if look.id in wanted}


def _report(look: ProcessLook) -> Report:
    health = Health.FAILED if look.crash_loop else _HEALTH.get(str(look.state), Health.UNHEALTHY)
    return Report(look.id, health, Endpoint("127.0.0.1", look.port) if look.port else None, look.last_output)


def _stop(id_: str, doors: Doors) -> None:
    doors.node.delete_process(id_, grace_seconds=10.0)


def _upstream(options: ProcessOptions) -> Upstream:
    return Upstream(path=options.path)


TARGET = Target(
    id="process",
    why="The shortest way to run a service: no container, one machine, restarted when it ends.",
    options=ProcessOptions,
    count=_count,
    start=_start,
    reports=_reports,
    stop=_stop,
    upstream=_upstream,
    good=(
        {"command": ["{python}", "service.py", "--port", "{port}"]},
        {"command": ["./orders"], "instances": 2, "env": {"LOG": "info"}, "health-path": "/ready"},
    ),
    bad=(
        {},
        {"command": []},
        {"command": "python service.py"},
        {"command": ["./orders"], "instances": 2, "port": 8080},
        {"command": ["./orders"], "enviroment": {}},
        {"command": ["./orders"], "folder": "../elsewhere"},
        {"command": ["./orders"], "env": {"A=B": "c"}},
    ),
)
