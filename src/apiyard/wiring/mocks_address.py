"""Where mocks of all APIs answer, as the control plane wrote it down."""

from __future__ import annotations

import json

from apiyard.settings.program import Program


def mocks_address(program: Program) -> str:
    """Give the URL of the port of mocks.

    Args:
        program: settings and folders.

    Returns:
        The URL without a path; empty when no control plane runs, or none that has mocks.
    """
    try:
        return str(json.loads((program.state / "control.json").read_text()).get("mocks") or "")
    except (OSError, ValueError, AttributeError):
        return ""
