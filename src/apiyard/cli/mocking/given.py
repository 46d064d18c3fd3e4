"""The flags of ``apiyard mock`` as they were given."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from apiyard.core.noun import dataclass


@dataclass(frozen=True, slots=True)
class Given:
    """The flags, by the names of the command's parameters, with its defaults."""

    contracts: Sequence[str] = ()
    port: int = 4010
    host: str = "127.0.0.1"
    allow_host: Sequence[str] = ()
    settings: Path | None = None
    errors: str | None = None
    security: bool | None = None
    seed: int | None = None
    log: bool = False
    watch: bool = True
    allow_remote: bool = False
    tls: bool = False
    tls_cert: str = ""
    tls_key: str = ""
    sandbox: bool = False
    seed_data: Path | None = None
    state: Path | None = None
    overrides: Path | None = None
    replay: Path | None = None
    replay_else: str = "refuse"
    workspace: Path | None = None
