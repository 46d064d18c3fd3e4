"""``apiyard status``: how everything is."""

from __future__ import annotations

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption, show, table
from apiyard.cli.place import WorkspaceOption, control_plane_at


def run(workspace: WorkspaceOption = None, format: FormatOption = Format.TEXT) -> None:
    """Show gateways, versions with their shares, and rollouts under way."""
    told = control_plane_at(workspace).get("/api/status")
    gateways = table(
        "Gateways",
        ("environment", "url", "state", "pid", "records whole through"),
        [
            (each["name"], each["url"], each["gateway"], each["pid"], (each["records_through"] or "not yet")[:19])
            for each in told["environments"]
        ],
    )
    versions = table(
        "Versions",
        ("version", "environment", "share", "stage", "instances"),
        [
            (
                f"{each['api']}@{each['version']}",
                each["environment"],
                f"{each['share_percent']:g} %",
                each["stage"],
                ", ".join(f"{one['state']}" + (f" :{one['port']}" if one["port"] else "") for one in each["instances"]),
            )
            for each in told["deployments"]
        ],
    )
    rollouts = table(
        "Rollouts under way",
        ("rollout", "phase", "why"),
        [(each["id"], each["phase"], each["reason"]) for each in told["rollouts"]],
    )
    show(format, told, gateways, versions, *([rollouts] if told["rollouts"] else []))


COMMAND = Command("status", "Show gateways, versions, shares and rollouts.", run)
