"""What deploy needs from others: a node that runs processes, and a look at a remote service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from apiyard.core.digest import Digest
from apiyard.core.noun import dataclass, field


@dataclass(frozen=True, slots=True)
class ProcessWish:
    """A process as deploy wants it; the fields are those of the node's own spec.

    Args:
        id: its id, made from its content.
        argv: program and arguments, with ``{port}``, ``{artefact}``, ``{work}`` and ``{python}`` to be replaced.
        env: variables beyond the clean environment.
        cwd: folder to run in, relative to the artefact.
        port: 0 for a port that the node chooses, else that port.
        health_path: path of the health check.
        start_seconds: how long it may take until it is first well.
        grace_seconds: how long it may take to end.
        artefact: digest of its files, which were put before.
    """

    id: str
    argv: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: str = ""
    port: int = 0
    health_path: str = ""
    start_seconds: float = 30.0
    grace_seconds: float = 10.0
    artefact: Digest | None = None


class ProcessLook(Protocol):
    """What a node says of a process."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def state(self) -> str:
        """``starting``, ``healthy``, ``unhealthy`` or ``exited``."""
        ...

    @property
    def port(self) -> int | None:
        """The port it was given."""
        ...

    @property
    def crash_loop(self) -> bool:
        """Whether it ended again and again soon after its start."""
        ...

    @property
    def last_output(self) -> str:
        """The end of what it wrote."""
        ...


class NodePort(Protocol):
    """A node agent, as far as deploy needs it; every call may be made twice without harm."""

    def put_artefact(self, digest: Digest, data: bytes) -> None:
        """Keep files for processes to come."""
        ...

    def put_process(self, wish: ProcessWish) -> None:
        """Make the process run; one with this id and content is left alone."""
        ...

    def processes(self) -> Sequence[ProcessLook]:
        """Give what is seen of all processes."""
        ...

    def delete_process(self, id_: str, *, grace_seconds: float) -> None:
        """End the process; one that is gone is fine."""
        ...


class ArtefactPort(Protocol):
    """The place where artefacts are kept by digest."""

    def get(self, digest: Digest) -> bytes:
        """Give the bytes of an artefact."""
        ...


@dataclass(frozen=True, slots=True)
class ProbeAnswer:
    """What came back from a health check.

    Args:
        healthy: whether the service answered 2xx or 3xx.
        detail: one sentence for people, such as the status or why nothing answered.
    """

    healthy: bool
    detail: str = ""


class ProbePort(Protocol):
    """The door through which a service that somebody else runs is looked at."""

    def look(self, *, host: str, port: int, tls: bool, path: str, seconds: float) -> ProbeAnswer:
        """Send one GET and give what came back; never raises for a service that does not answer."""
        ...


@dataclass(frozen=True, slots=True)
class Doors:
    """What a target may go through.

    Args:
        node: the machine's node agent.
        probe: looks at services that somebody else runs.
        artefacts: where artefacts are kept.
    """

    node: NodePort
    probe: ProbePort
    artefacts: ArtefactPort
