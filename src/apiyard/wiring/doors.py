"""The doors that targets go through: the node agent, a probe for foreign services, stored artefacts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import httpx

from apiyard.access.secret import is_secret_ref
from apiyard.core.digest import Digest
from apiyard.core.errors import NotFoundError
from apiyard.core.noun import dataclass
from apiyard.deploy.ports import Doors, ProbeAnswer, ProcessLook, ProcessWish
from apiyard.wiring.node import Node
from apiyard.wiring.node_messages import ProcessSpec
from apiyard.wiring.parts import Parts


@dataclass(frozen=True, slots=True)
class NodeDoor:
    """The node agent in the words of deploy.

    Args:
        node: the agent.
        root: the workspace, at which paths of secrets begin.
    """

    node: Node
    root: Path

    def put_artefact(self, digest: Digest, data: bytes) -> None:
        """Keep files for processes to come.

        Args:
            digest: their digest.
            data: the archive.
        """
        if not self.node.has_artefact(digest):
            self.node.put_artefact(digest, data)

    def put_process(self, wish: ProcessWish) -> None:
        """Make a process run.

        Args:
            wish: how.
        """
        self.node.put_process(
            ProcessSpec(
                id=wish.id,
                argv=wish.argv,
                env={name: self._rooted(value) for name, value in wish.env.items()},
                cwd=wish.cwd,
                port=wish.port,
                health_path=wish.health_path,
                start_seconds=wish.start_seconds,
                grace_seconds=wish.grace_seconds,
                artefact=wish.artefact,
            )
        )

    def _rooted(self, value: str) -> str:
        """The agent knows no workspace, so it is given the whole path of a secret; the secret itself is never sent."""
        if not is_secret_ref(value) or not value.startswith("file:"):
            return value
        return f"file:{self.root / Path(value.removeprefix('file:')).expanduser()}"

    def processes(self) -> Sequence[ProcessLook]:
        """Give what is seen of all processes."""
        return self.node.processes()

    def delete_process(self, id_: str, *, grace_seconds: float) -> None:
        """End a process; one that is gone is fine.

        Args:
            id_: its id.
            grace_seconds: how long it may take.
        """
        try:
            self.node.delete_process(id_, grace_seconds)
        except NotFoundError:
            return


@dataclass(frozen=True, slots=True)
class ProbeDoor:
    """Looks at services that somebody else runs."""

    def look(self, *, host: str, port: int, tls: bool, path: str, seconds: float) -> ProbeAnswer:
        """Send one GET.

        Args:
            host: host name or address.
            port: TCP port.
            tls: whether it is encrypted.
            path: the path.
            seconds: how long it may take.

        Returns:
            What came back; never an error.
        """
        place = f"[{host}]" if ":" in host else host
        url = f"{'https' if tls else 'http'}://{place}:{port}{path}"
        try:
            with httpx.stream("GET", url, timeout=seconds, follow_redirects=False, trust_env=False) as answer:
                healthy = 200 <= answer.status_code < 400
                return ProbeAnswer(healthy, f"{path} answered {answer.status_code}")
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return ProbeAnswer(healthy=False, detail=f"{url}: {error}")


def doors_of(parts: Parts) -> Doors:
    """Give the doors that targets go through.

    Args:
        parts: the parts of the control plane.

    Returns:
        The doors.
    """
    return Doors(NodeDoor(parts.node, parts.program.root), ProbeDoor(), parts.store.blobs)
