"""Open all doors of a control plane."""

from __future__ import annotations

import secrets
from pathlib import Path

from apiyard.access.private_file import read_private, write_private
from apiyard.access.secret import Secret
from apiyard.access.signing_keys import open_ring
from apiyard.access.token import new_api_token, token_digest
from apiyard.core.clock import Clock, ShiftedClock, SystemClock
from apiyard.settings.program import Program, make_run_dir
from apiyard.store.open import open_store
from apiyard.store.people import People
from apiyard.wiring.client import TOKEN_FILE
from apiyard.wiring.gateway_intents import RouteBook
from apiyard.wiring.node import SOCKET, Node
from apiyard.wiring.parts import Parts
from apiyard.wiring.traffic import open_traffic

TOKEN_NAME = "local-operator"  # noqa: S105 - the name of a token
"""The name of the API token of whoever runs the control plane on this machine."""


def open_parts(program: Program) -> Parts:
    """Open the store, the records and the rings, and make the operator's token when there is none.

    Args:
        program: settings and folders.

    Returns:
        The parts; the caller closes them.

    Raises:
        ApiyardError: a door cannot be opened; says which and what to do.
    """
    clock = SystemClock()
    keys = open_ring(program.keys, purpose="consumers", clock=clock)
    seals = open_ring(program.keys, purpose="seals", clock=clock)
    store = open_store(program.database_url, blobs=program.state / "blobs", clock=clock)
    try:
        _operator_token(program.keys, store.people)
        traffic = open_traffic(program.state / "traffic")
    except BaseException:
        store.close()
        raise
    return Parts(
        program=program,
        store=store,
        node=Node(make_run_dir(program) / SOCKET),
        keys=keys,
        seals=seals,
        traffic=traffic,
        routes=RouteBook(store.blobs.get),
        clock=lifecycle_clock(program),
    )


def lifecycle_clock(program: Program) -> Clock:
    """Give the clock that lifecycle decisions go by.

    Args:
        program: settings; ``clock_file`` names a file with seconds to shift by, for rehearsals.

    Returns:
        The machine's clock, shifted when a file says so; an unreadable file shifts by nothing.
    """
    if not program.file.clock_file:
        return SystemClock()
    path = Path(program.file.clock_file)

    def shift() -> float:
        try:
            return float(path.read_text())
        except (OSError, ValueError):
            return 0.0

    return ShiftedClock(shift)


def _operator_token(folder: Path, people: People) -> None:
    """The token's text is kept beside the signing keys, for this user's command line; the store has its hash."""
    kept = read_private(folder / TOKEN_FILE)
    if kept is not None and people.token(token_digest(Secret(kept.decode().strip()))) is not None:
        return
    token = new_api_token()
    name = f"{TOKEN_NAME}-{secrets.token_hex(3)}"
    people.add_token(name, sha256=token_digest(token), role="admin")
    write_private(folder / TOKEN_FILE, token.reveal().encode() + b"\n")
