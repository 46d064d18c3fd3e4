"""What is on disk about a gateway: whether it is wanted, what it serves, and the last snapshot known to be good."""

from __future__ import annotations

from pathlib import Path

from apiyard.agent.disk import read_json, write_json, write_whole
from apiyard.agent.odometer import Odometer, read_odometer
from apiyard.core.errors import InvalidInputError
from apiyard.core.json import JsonObject
from apiyard.core.noun import dataclass
from apiyard.gateway.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class GatewayFiles:
    """The files of one gateway.

    Args:
        folder: its folder.
        count_file: the count of completed requests; beside the records, with which it outlives the gateway.
    """

    folder: Path
    count_file: Path

    def want(self, *, wanted: bool, listener_port: int, run_dir: Path) -> None:
        """Write down whether the gateway shall run.

        Args:
            wanted: whether it shall.
            listener_port: the port it was put with.
            run_dir: the folder of the sockets its Envoy was told.
        """
        record: JsonObject = {"wanted": wanted, "listener_port": listener_port, "run_dir": str(run_dir)}
        write_json(self.folder / "gateway.json", record, durable=True)

    def wanted(self) -> tuple[bool, int, str]:
        """Tell whether it shall run, its port, and the folder of its sockets."""
        record = read_json(self.folder / "gateway.json") or {}
        return bool(record.get("wanted")), int(record.get("listener_port") or 0), str(record.get("run_dir") or "")

    def keep_good(self, snapshot: Snapshot) -> None:
        """Write the last good snapshot; a power cut leaves the old or the new one whole.

        Args:
            snapshot: the snapshot.
        """
        write_whole(self.folder / "last-good.json", snapshot.to_bytes(), durable=True)

    def keep_served(self, snapshot: Snapshot) -> None:
        """Write what is served now, so that the next agent goes on with it while the Envoy lives.

        Args:
            snapshot: the snapshot.
        """
        write_whole(self.folder / "served.json", snapshot.to_bytes(), durable=False)

    def good(self) -> Snapshot | None:
        """Give the last good snapshot, None when there is none."""
        return _read(self.folder / "last-good.json")

    def served(self) -> Snapshot | None:
        """Give what was served last, None when nothing was."""
        return _read(self.folder / "served.json")

    def keep_odometer(self, odometer: Odometer) -> None:
        """Write the count of completed requests.

        Args:
            odometer: the count.
        """
        write_json(self.count_file, odometer.to_json())

    def odometer(self) -> Odometer:
        """Give the count of completed requests."""
        return read_odometer(read_json(self.count_file))


def _read(path: Path) -> Snapshot | None:
    try:
        return Snapshot.from_bytes(path.read_bytes())
    except (OSError, InvalidInputError):
        return None
