"""Where a command works: the workspace, its settings, and the control plane that serves it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

# Loaded when they are asked for: a command that needs no workspace starts without them.
if TYPE_CHECKING:
    from apiyard.settings.program import Program
    from apiyard.settings.workspace import Workspace
    from apiyard.wiring.client import ControlPlane

WorkspaceOption = Annotated[
    Path | None,
    typer.Option("--workspace", "-w", help="Folder of apiyard.yaml.", envvar="APIYARD_WORKSPACE", show_default="here"),
]


def workspace_at(folder: Path | None) -> Workspace:
    """Read the workspace that a command works on.

    Args:
        folder: what the user passed; None for the current folder or a parent of it.

    Returns:
        The workspace.
    """
    from apiyard.settings.read import find_root, read_workspace

    return read_workspace(find_root(folder or Path.cwd()))


def program_at(folder: Path | None, **flags: object) -> Program:
    """Give the settings of the workspace that a command works on.

    Args:
        folder: what the user passed; None for the current folder or a parent of it.
        flags: settings that were given as flags; None means not given.

    Returns:
        The settings in force.
    """
    from apiyard.settings.program import make_program

    workspace = workspace_at(folder)
    return make_program(workspace.root, workspace.file.settings, environ=os.environ, flags=flags)


def control_plane_at(folder: Path | None) -> ControlPlane:
    """Find the control plane of the workspace that a command works on.

    Args:
        folder: what the user passed; None for the current folder or a parent of it.

    Returns:
        The door to it.
    """
    from apiyard.wiring.client import connect

    return connect(program_at(folder))
