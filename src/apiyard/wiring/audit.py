"""The journey of the audit: seal facts, remember the last checkpoint outside the store, verify the chain."""

from __future__ import annotations

import json
from typing import Any

from apiyard.access.private_file import read_private, write_private
from apiyard.core.clock import SystemClock
from apiyard.store.chain import ChainReport, Checkpoint, Expectations, Witness
from apiyard.store.fact import Fact
from apiyard.store.seal import seal, verify_chain
from apiyard.wiring.parts import Parts

_WITNESS = "last-checkpoint.json"


def seal_facts(parts: Parts) -> Checkpoint | None:
    """Seal the facts that are not sealed yet, and remember the checkpoint beside the keys.

    Args:
        parts: the doors.

    Returns:
        The checkpoint; None when there was nothing to seal.
    """
    made = seal(parts.store.database, parts.seals, SystemClock().now())
    if made is not None:
        told = json.dumps({"number": made.number, "digest": made.digest}).encode()
        write_private(parts.program.keys / _WITNESS, told)
    return made


def check_chain(parts: Parts) -> ChainReport:
    """Verify the ledger against its checkpoints and the one that was remembered outside.

    Args:
        parts: the doors.

    Returns:
        What was found.
    """
    expected = Expectations(parts.seals.public_keys(), _witness(parts), SystemClock().now())
    return verify_chain(parts.store.database, expected)


def _witness(parts: Parts) -> Witness | None:
    kept = read_private(parts.program.keys / _WITNESS)
    if kept is None:
        return None
    told = json.loads(kept)
    return Witness(int(told["number"]), str(told["digest"]))


def fact_json(fact: Fact) -> dict[str, Any]:
    """Give a fact in the form of the HTTP API.

    Args:
        fact: the fact.

    Returns:
        Plain data.
    """
    said = fact.evidence
    return {
        "seq": fact.seq,
        "at": said.at.isoformat() if said.at else "",
        "kind": said.kind.value,
        "verdict": said.verdict.value,
        "subject": f"{said.subject.kind} {said.subject.id}",
        "digest": said.subject.digest,
        "api": said.about.api,
        "version": said.about.version,
        "environment": said.about.environment,
        "numbers": dict(said.numbers),
        "by": said.by,
    }
