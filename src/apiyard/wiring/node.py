"""The client of a node agent, over its Unix socket."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from apiyard.core.digest import Digest
from apiyard.core.errors import ApiyardError, ConflictError, UnavailableError
from apiyard.core.json import JsonObject
from apiyard.core.noun import dataclass, field
from apiyard.gateway.snapshot import EMPTY, Snapshot
from apiyard.wiring.gone import is_gone
from apiyard.wiring.node_errors import from_problem
from apiyard.wiring.node_frames import MEDIA_TYPE, cut, difference, pack_frame, read_frame
from apiyard.wiring.node_messages import (
    AGENT_SOCKET,
    Applied,
    GatewayStatus,
    NodeStatus,
    ProcessSpec,
    ProcessStatus,
    RecordBatch,
    read_counters,
)

SOCKET = AGENT_SOCKET
"""The name of the agent's socket in its run directory."""

_SLACK_SECONDS = 30.0
_END_SECONDS = 60.0
_STALE = (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError)


@dataclass(slots=True)
class Node:
    """Talks to the agent of one machine; may be used from several threads.

    Every method raises UnavailableError when no agent answers, and the agent's own error (what, where, piece, hint,
    code) when it refuses.

    Args:
        socket: the agent's Unix socket.
    """

    socket: Path
    _sent: dict[str, Snapshot] = field(default_factory=dict)
    _client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        """Make the client; nothing is connected yet."""
        self._client = httpx.Client(
            transport=httpx.HTTPTransport(uds=str(self.socket)), base_url="http://agent", trust_env=False
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def ready(self) -> bool:
        """Whether an agent runs and has picked up what is on disk."""
        try:
            return bool(self._ask("GET", "/readyz", seconds=5.0).is_success)
        except ApiyardError:
            return False

    def status(self) -> NodeStatus:
        """Tell how the agent and all it owns are."""
        return NodeStatus.from_json(self._json("GET", "/v1/status"))

    def put_gateway(
        self, environment: str, snapshot: Snapshot, *, listener_port: int, wait_seconds: float = 15.0
    ) -> Applied:
        """Make a snapshot effective; its gateway is started when there is none yet.

        Only resources that differ from the last snapshot this client put travel.

        Args:
            environment: the gateway's environment.
            snapshot: all its resources.
            listener_port: the port it listens on, for the status and the check whether it is taken.
            wait_seconds: how long Envoy may take to confirm.

        Returns:
            What became of it; the former snapshot stays effective when it was refused.

        Raises:
            ConflictError: the port is taken by somebody else.
        """
        base = self._sent.get(environment, EMPTY)
        try:
            applied = self._put(environment, snapshot, base=base, port=listener_port, wait=wait_seconds)
        except ConflictError as error:
            if error.code != "snapshot-base":
                raise
            applied = self._put(environment, snapshot, base=EMPTY, port=listener_port, wait=wait_seconds)
        if applied.accepted:
            self._sent[environment] = snapshot
        return applied

    def _put(self, environment: str, wanted: Snapshot, *, base: Snapshot, port: int, wait: float) -> Applied:
        changed, gone = difference(base, wanted)
        header: JsonObject = {
            "base": base.digest,
            "digest": wanted.digest,
            "gone": gone,
            "listener_port": port,
            "wait_seconds": wait,
        }
        frame = pack_frame(header, changed.to_bytes())
        return Applied.from_json(self._json("PUT", _gateway(environment), frame=frame, seconds=wait + _SLACK_SECONDS))

    def validate(self, environment: str, snapshot: Snapshot) -> list[str]:
        """Let Envoy look at a snapshot in a child, without serving it; the gateway need not exist.

        Args:
            environment: the environment it is meant for.
            snapshot: all resources.

        Returns:
            What Envoy would refuse; empty when it is fine.
        """
        frame = pack_frame({"digest": snapshot.digest}, snapshot.to_bytes())
        answer = self._json("POST", f"{_gateway(environment)}/validate", frame=frame, seconds=60.0)
        return [str(problem) for problem in answer["problems"]]

    def gateway(self, environment: str) -> GatewayStatus:
        """Tell how a gateway is.

        Args:
            environment: its environment.

        Raises:
            NotFoundError: there is none.
        """
        return GatewayStatus.from_json(self._json("GET", _gateway(environment)))

    def snapshot(self, environment: str) -> Snapshot:
        """Give the snapshot that a gateway serves now.

        Args:
            environment: its environment.

        Returns:
            All its resources.

        Raises:
            NotFoundError: this environment has no gateway here.
        """
        response = self._ask("GET", f"{_gateway(environment)}/snapshot", seconds=60.0)
        _, body = read_frame(response.content)
        return Snapshot.from_bytes(body)

    def delete_gateway(self, environment: str) -> None:
        """Drain and end a gateway; nothing happens when there is none. Its unread records stay until acknowledged.

        Args:
            environment: its environment.
        """
        self._json("DELETE", _gateway(environment), seconds=_END_SECONDS)
        self._sent.pop(environment, None)

    def put_artefact(self, digest: Digest, data: bytes) -> None:
        """Upload the files of processes; nothing travels twice that is there already.

        Args:
            digest: SHA-256 of ``data``.
            data: a gzip-compressed tar archive of files and folders, without links.

        Raises:
            ConflictError: the data has another digest.
            InvalidInputError: a file lies outside, or is no file.
            TooLargeError: it crosses a bound.
        """
        if not self.has_artefact(digest):
            self._json("PUT", f"/v1/artefacts/{digest}", frame=data, seconds=120.0)

    def has_artefact(self, digest: Digest) -> bool:
        """Whether an artefact is on the node.

        Args:
            digest: its digest.
        """
        return bool(self._json("GET", f"/v1/artefacts/{digest}")["present"])

    def put_process(self, spec: ProcessSpec) -> ProcessStatus:
        """Keep a process running; nothing happens when it is wanted so already, another spec replaces it.

        Args:
            spec: what to run.

        Returns:
            Its status, right after the start.

        Raises:
            NotFoundError: its artefact was not uploaded.
            ConflictError: its port is taken.
        """
        answer = self._json("PUT", _process(spec.id), json=spec.to_json(), seconds=spec.grace_seconds + _SLACK_SECONDS)
        return ProcessStatus.from_json(answer)

    def process(self, id_: str) -> ProcessStatus:
        """Tell how a process is.

        Args:
            id_: its id.

        Raises:
            NotFoundError: nobody wants it.
        """
        return ProcessStatus.from_json(self._json("GET", _process(id_)))

    def processes(self) -> tuple[ProcessStatus, ...]:
        """Tell how all processes are, ordered by id."""
        return tuple(ProcessStatus.from_json(one) for one in self._json("GET", "/v1/processes")["processes"])

    def delete_process(self, id_: str, grace_seconds: float | None = None) -> None:
        """End a process and all it started, and forget it; nothing happens when nobody knows it.

        Args:
            id_: its id.
            grace_seconds: between SIGTERM and SIGKILL; None for what its spec says.
        """
        query = {} if grace_seconds is None else {"grace_seconds": str(grace_seconds)}
        self._json("DELETE", _process(id_), params=query, seconds=(grace_seconds or 0.0) + _END_SECONDS)

    def process_log(self, id_: str, lines: int = 200) -> list[str]:
        """Give the last lines that a process wrote.

        Args:
            id_: its id.
            lines: how many at most.

        Raises:
            NotFoundError: nobody wants it.
        """
        return list(self._json("GET", f"{_process(id_)}/log", params={"lines": str(lines)})["lines"])

    def records(
        self, environment: str, after: str = "", *, max_bytes: int = 4 * 1024 * 1024, wait_seconds: float = 0.0
    ) -> RecordBatch:
        """Read access log messages of one environment.

        Args:
            environment: the environment.
            after: the cursor of the last batch; empty for the first one that is not acknowledged.
            max_bytes: how many bytes of messages, roughly.
            wait_seconds: how long to wait for the first one.

        Returns:
            The batch; without messages when none came in time.

        Raises:
            NotFoundError: this environment has no records here.
        """
        query = {"after": after, "max_bytes": str(max_bytes), "wait_seconds": str(wait_seconds)}
        response = self._ask(
            "GET", f"{_gateway(environment)}/records", params=query, seconds=wait_seconds + _SLACK_SECONDS
        )
        header, body = read_frame(response.content)
        return RecordBatch(
            environment, str(header["cursor"]), cut(body, header["sizes"]), read_counters(header["counters"])
        )

    def ack_records(self, environment: str, cursor: str) -> None:
        """Let the node forget records that were committed.

        Args:
            environment: the environment.
            cursor: the cursor of their batch.
        """
        self._json("POST", f"{_gateway(environment)}/records/ack", json={"cursor": cursor})

    def shutdown(self, *, stop_everything: bool) -> None:
        """End the agent and wait until it has ended.

        Args:
            stop_everything: whether gateways and processes end too; else they go on and the next agent adopts them.

        Raises:
            UnavailableError: it did not end in time.
        """
        existed, pid = self.socket.exists(), 0
        try:
            wish = {"stop_everything": stop_everything}
            pid = int(self._json("POST", "/v1/shutdown", json=wish, seconds=_END_SECONDS)["pid"])
        except UnavailableError:
            if not existed or self.socket.exists():
                raise  # else it has ended while it was asked
        until = time.monotonic() + _END_SECONDS
        while time.monotonic() < until:
            if not self.socket.exists() and (not pid or is_gone(pid)):
                return
            time.sleep(0.05)
        raise UnavailableError("the node agent does not end", where=str(self.socket), hint="look into its log")

    def _json(self, method: str, path: str, *, frame: bytes | None = None, **options: Any) -> Any:
        if frame is not None:
            options |= {"content": frame, "headers": {"content-type": MEDIA_TYPE}}
        return self._ask(method, path, **options).json()

    def _ask(self, method: str, path: str, *, seconds: float = _SLACK_SECONDS, **options: Any) -> httpx.Response:
        try:
            try:
                response = self._client.request(method, path, timeout=seconds, **options)
            except _STALE:  # a kept connection to an agent that is gone; every call may be made twice
                response = self._client.request(method, path, timeout=seconds, **options)
        except httpx.TimeoutException as error:
            raise UnavailableError(
                f"the node agent did not answer within {seconds:.0f} s", where=f"{method} {path}"
            ) from error
        except httpx.HTTPError as error:
            raise UnavailableError(
                "the node agent is not running",
                where=str(self.socket),
                piece=str(error),
                hint="start the platform with: apiyard up",
                code="agent-not-running",
            ) from error
        if response.is_success:
            return response
        try:
            value = response.json()
        except ValueError:
            value = None
        raise from_problem(response.status_code, value, where=f"node agent, {method} {path}")


def _gateway(environment: str) -> str:
    return f"/v1/gateways/{quote(environment, safe='')}"


def _process(id_: str) -> str:
    return f"/v1/processes/{quote(id_, safe='')}"
