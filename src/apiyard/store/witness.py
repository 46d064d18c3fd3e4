"""The last checkpoint remembered outside the store, so that a ledger whose end was cut off is found."""

from __future__ import annotations

import json
import os
from pathlib import Path

from apiyard.core.json import canonical
from apiyard.store.chain import Checkpoint, Witness
from apiyard.store.trouble import from_os


def remember(path: Path, checkpoint: Checkpoint) -> None:
    """Keep the number and the digest of a checkpoint in a file, whole or not at all.

    Args:
        path: a file apart from the store, such as one beside the signing keys.
        checkpoint: the newest one.

    Raises:
        ApiyardError: the file cannot be written.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft.write_bytes(canonical({"number": checkpoint.number, "digest": str(checkpoint.digest)}))
        draft.replace(path)
    except OSError as failure:
        raise from_os(failure, str(path)) from failure


def remembered(path: Path) -> Witness | None:
    """Give the checkpoint that is remembered.

    Args:
        path: the file.

    Returns:
        The witness; None when nothing, or nothing readable, is kept.
    """
    try:
        kept = json.loads(path.read_bytes())
        return Witness(int(kept["number"]), str(kept["digest"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
