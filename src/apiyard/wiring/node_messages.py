"""What a control plane and a node agent say to each other: frozen nouns and their JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from enum import StrEnum
from typing import Any, TypeVar

from apiyard.core.digest import Digest
from apiyard.core.errors import InvalidInputError
from apiyard.core.json import JsonObject
from apiyard.core.noun import dataclass, field

AGENT_SOCKET = "agent.sock"
"""The name of an agent's socket in its run directory."""

AGENT_LOG = "agent.log"
"""The file in an agent's state folder that its output goes to."""

PROCESS_ID = re.compile(r"[a-z0-9][a-z0-9@._:+-]{0,119}", re.ASCII)
MAX_SECONDS = 3600.0
MAX_WORDS = 256
MAX_WORD = 32_768

_Noun = TypeVar("_Noun")


class ProcessState(StrEnum):
    """Where a supervised process is in its life."""

    STARTING = "starting"
    HEALTHY = "healthy"
    UNHEALTHY = "unhealthy"
    EXITED = "exited"


@dataclass(frozen=True, slots=True)
class ProcessSpec:
    """A process that the agent shall keep running.

    In ``argv`` and in the values of ``env``, ``{port}`` is replaced by the chosen port, ``{artefact}`` by the
    unpacked artefact's folder, ``{work}`` by the process's own folder and ``{python}`` by the agent's interpreter.

    Args:
        id: 1 to 120 of ``a-z 0-9 @ . _ : + -``, starting with a letter or a digit; also the name of its folder.
        argv: the program and its arguments; no shell reads them.
        env: variables besides PATH and LANG, which are all that it gets otherwise.
        cwd: folder to run in, relative to the artefact (or to its own work folder when it has none).
        port: whether it listens: None for no port, 0 for a port that the agent chooses, else that port.
        health_path: path of an HTTP GET that answers 2xx or 3xx when it is well; empty: well while it runs.
        start_seconds: how long it may take until it is first well.
        threshold: how many failed health checks in a row make it unhealthy.
        grace_seconds: how long it may take to end after SIGTERM, before SIGKILL.
        artefact: digest of its files, uploaded before.
    """

    id: str
    argv: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: str = ""
    port: int | None = 0
    health_path: str = ""
    start_seconds: float = 30.0
    threshold: int = 3
    grace_seconds: float = 10.0
    artefact: Digest | None = None

    def __post_init__(self) -> None:
        """Check each part; raise InvalidInputError that names the part."""
        if PROCESS_ID.fullmatch(self.id) is None:
            raise InvalidInputError(
                "not a valid process id", piece=repr(self.id), hint="use 1 to 120 of a-z 0-9 @ . _ : + -"
            )
        where = f"process {self.id}"
        if not self.argv or len(self.argv) > MAX_WORDS or len(self.env) > MAX_WORDS:
            raise InvalidInputError(
                f"a process needs 1 to {MAX_WORDS} words and at most as many variables", where=where
            )
        for word in (*self.argv, *self.env, *self.env.values(), self.cwd, self.health_path):
            if not isinstance(word, str) or "\0" in word or len(word) > MAX_WORD:
                raise InvalidInputError(f"words are texts of at most {MAX_WORD} characters without NUL", where=where)
        if any(not name or "=" in name for name in self.env):
            raise InvalidInputError("a variable's name is not empty and has no '='", where=where)
        if self.port is not None and not 0 <= self.port <= 65_535:
            raise InvalidInputError("not a port", where=where, piece=str(self.port))
        if self.health_path and (self.port is None or not re.fullmatch(r"/[!-~]*", self.health_path)):
            raise InvalidInputError(
                "a health path starts with '/' and needs a port", where=where, piece=self.health_path
            )
        if not (
            0 < self.start_seconds <= MAX_SECONDS and 0 <= self.grace_seconds <= MAX_SECONDS and self.threshold > 0
        ):
            raise InvalidInputError(
                f"times are seconds up to {MAX_SECONDS:.0f}, the threshold is positive", where=where
            )

    def to_json(self) -> JsonObject:
        """Give the JSON that ``from_json`` reads."""
        return {**asdict(self), "argv": list(self.argv), "env": dict(self.env)}

    @classmethod
    def from_json(cls, value: Any) -> ProcessSpec:
        """Read a spec; raise InvalidInputError for another form."""
        fields = _fields(cls, value)
        if not isinstance(fields.get("argv"), list) or not isinstance(fields.get("env", {}), dict):
            raise InvalidInputError("argv is a list of texts, env an object of texts", where="process")
        if fields.get("artefact") is not None:
            fields["artefact"] = Digest(fields["artefact"])
        fields["argv"] = tuple(fields["argv"])
        return _build(cls, fields)


@dataclass(frozen=True, slots=True)
class ProcessStatus:
    """How a supervised process is.

    Args:
        id: its id.
        state: where it is in its life.
        pid: its process id, None when it does not run.
        port: the port it was given, None when it listens on none.
        restarts: how often it was started again since it was put.
        exit_code: how it last ended (negative: the signal), None when it did not or nobody could see it.
        last_output: the end of what it wrote, at most 4 KiB.
        crash_loop: it ended again and again soon after its start; the next start is at most 30 s away.
        born: the identity of the running process beside its pid, which can be used again by another.
        artefact: digest of the files it runs from.
        spec_digest: digest of the spec it was put with.
    """

    id: str
    state: ProcessState
    pid: int | None = None
    port: int | None = None
    restarts: int = 0
    exit_code: int | None = None
    last_output: str = ""
    crash_loop: bool = False
    born: str = ""
    artefact: str | None = None
    spec_digest: str = ""

    def to_json(self) -> JsonObject:
        """Give the JSON that ``from_json`` reads."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Any) -> ProcessStatus:
        """Read a status; raise InvalidInputError for another form."""
        fields = _fields(cls, value)
        fields["state"] = ProcessState(fields["state"])
        return _build(cls, fields)


@dataclass(frozen=True, slots=True)
class Nack:
    """A resource that Envoy refused.

    Args:
        type_url: its type.
        names: the resources that were sent with it.
        owner: the object the resource was compiled from, such as ``orders``; empty when nobody owns it.
        text: Envoy's own words.
    """

    type_url: str
    names: Sequence[str]
    owner: str
    text: str


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of a snapshot.

    Args:
        digest: the snapshot that is effective now.
        accepted: whether that is the one that was put.
        nacks: what Envoy refused; the former snapshot is effective again when there are any.
        problems: why it did not even reach Envoy (``envoy --mode validate``).
        waited_seconds: how long the agent waited for Envoy.
        live: whether Envoy confirmed it; False when no Envoy was connected in time, which then gets it later.
    """

    digest: str
    accepted: bool
    nacks: Sequence[Nack] = ()
    problems: Sequence[str] = ()
    waited_seconds: float = 0.0
    live: bool = True

    def to_json(self) -> JsonObject:
        """Give the JSON that ``from_json`` reads."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Any) -> Applied:
        """Read it; raise InvalidInputError for another form."""
        fields = _fields(cls, value)
        fields["nacks"] = tuple(_build(Nack, _fields(Nack, nack)) for nack in fields.get("nacks", ()))
        fields["problems"] = tuple(fields.get("problems", ()))
        return _build(cls, fields)


@dataclass(frozen=True, slots=True)
class GatewayStatus:
    """How the gateway of an environment is.

    Args:
        environment: its environment.
        state: where its Envoy is in its life.
        pid: its Envoy's process id, None when it does not run.
        digest: the snapshot that is served.
        last_good_digest: the snapshot that is booted from when nobody else is there; empty when none is yet.
        listener_port: the port that the control plane named for it.
        restarts: how often its Envoy was started again.
        connected: whether its Envoy is connected to the agent.
        crash_loop: its Envoy ended again and again soon after its start.
        fallback: why the agent went back from a snapshot to the last good one, empty when it did not.
        fallback_digest: the snapshot that was gone back from.
        last_output: the end of what Envoy wrote, at most 4 KiB.
        born: the identity of the running Envoy beside its pid.
        envoy: Envoy's version as it says itself.
        xds: what was said to it since this agent started: streams, pushes, resources, acks, nacks.
    """

    environment: str
    state: ProcessState
    pid: int | None = None
    digest: str = ""
    last_good_digest: str = ""
    listener_port: int = 0
    restarts: int = 0
    connected: bool = False
    crash_loop: bool = False
    fallback: str = ""
    fallback_digest: str = ""
    last_output: str = ""
    born: str = ""
    envoy: str = ""
    xds: Mapping[str, int] = field(default_factory=dict)

    def to_json(self) -> JsonObject:
        """Give the JSON that ``from_json`` reads."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Any) -> GatewayStatus:
        """Read a status; raise InvalidInputError for another form."""
        fields = _fields(cls, value)
        fields["state"] = ProcessState(fields["state"])
        return _build(cls, fields)


@dataclass(frozen=True, slots=True)
class RecordCounters:
    """What must add up: Envoy's own count against what the spool took and lost; all grow only.

    Args:
        completed: requests that Envoys of this environment completed, over all their restarts.
        spooled: log entries that were written to the spool.
        dropped: log entries that the full spool refused.
        pending_bytes: bytes in the spool that nobody acknowledged yet.
        at: when Envoy was asked, seconds since 1970; 0.0 when it never answered.
    """

    completed: int = 0
    spooled: int = 0
    dropped: int = 0
    pending_bytes: int = 0
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class RecordBatch:
    """Some access log messages of one environment, in the order they came.

    Args:
        environment: the environment they belong to.
        cursor: acknowledge this when they are committed; equal to the asked one when there are none.
        messages: serialised ``envoy.service.accesslog.v3.StreamAccessLogsMessage``.
        counters: what must add up.
    """

    environment: str
    cursor: str
    messages: Sequence[bytes]
    counters: RecordCounters


@dataclass(frozen=True, slots=True)
class NodeStatus:
    """How the agent and all it owns are.

    Args:
        pid: the agent's process id.
        version: apiyard's version.
        started: when it started, seconds since 1970.
        ready: whether everything on disk was picked up.
        gateways: one for each environment.
        processes: one for each service process.
        spools: counters by environment, also of gateways that are gone but have unread records.
    """

    pid: int
    version: str
    started: float
    ready: bool
    gateways: Sequence[GatewayStatus] = ()
    processes: Sequence[ProcessStatus] = ()
    spools: Mapping[str, RecordCounters] = field(default_factory=dict)

    def to_json(self) -> JsonObject:
        """Give the JSON that ``from_json`` reads."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Any) -> NodeStatus:
        """Read a status; raise InvalidInputError for another form."""
        fields = _fields(cls, value)
        fields["gateways"] = tuple(GatewayStatus.from_json(one) for one in fields.get("gateways", ()))
        fields["processes"] = tuple(ProcessStatus.from_json(one) for one in fields.get("processes", ()))
        fields["spools"] = {name: read_counters(one) for name, one in fields.get("spools", {}).items()}
        return _build(cls, fields)


def read_counters(value: Any) -> RecordCounters:
    """Read counters.

    Args:
        value: JSON from the other side.

    Returns:
        The counters.

    Raises:
        InvalidInputError: the JSON has another form.
    """
    return _build(RecordCounters, _fields(RecordCounters, value))


def _fields(cls: type, value: Any) -> dict[str, Any]:
    known = cls.__dataclass_fields__  # type: ignore[attr-defined]
    if not isinstance(value, dict) or not value.keys() <= known.keys():
        strange = sorted(set(value) - set(known)) if isinstance(value, dict) else type(value).__name__
        raise InvalidInputError(f"not the JSON of {cls.__name__}", piece=str(strange))
    return dict(value)


def _build(cls: type[_Noun], fields: dict[str, Any]) -> _Noun:
    try:
        return cls(**fields)
    except TypeError as error:
        raise InvalidInputError(f"not the JSON of {cls.__name__}", piece=str(error)) from error
