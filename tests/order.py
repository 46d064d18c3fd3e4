"""Which files of tests begin first: the longest, so that none of them is left to one worker at the end."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent
# By how long they take, the longest first; all others follow by their names.
LONGEST = (
    "peers/test_specs.py",
    "scenarios/test_faults.py",
    "scenarios/test_kill.py",
    "docs/test_tutorial.py",
    "scenarios/test_life.py",
    "house/test_tools.py",
    "wiring/test_release.py",
    "design/test_diff_real.py",
    "portal/test_browser.py",
    "wiring/test_apply.py",
    "agent/test_gateways.py",
    "envoy/test_gateway_attacks.py",
    "wiring/test_keys.py",
    "house/test_documents.py",
    "deploy/test_judge_simulated.py",
    "cli/test_commands.py",
    "cli/test_down.py",
    "packaging/test_platform.py",
    "verify/test_faulty_servers.py",
    "wiring/test_release_versions.py",
    "packaging/test_wheel.py",
    "lsp/test_server.py",
    "mock/test_conforming.py",
)


def rank(path: Path) -> int:
    """Give the place of a file in the order; the lowest begins first.

    Args:
        path: the file of a test.
    """
    name = path.relative_to(HERE).as_posix() if path.is_relative_to(HERE) else ""
    return LONGEST.index(name) if name in LONGEST else len(LONGEST)
