"""The journey of the audit: seal facts, remember the last checkpoint outside the store, verify the chain."""

from __future__ import annotations

import json
from typing import Any

from apiyard.access.private_file import read_private, write_private
from apiyard.core.clock import SystemClock
from apiyard.core.errors import ApiyardError
from apiyard.core.evidence import Evidence, EvidenceKind, Verdict
from apiyard.core.json import Json
from apiyard.govern.audit import to_line, verify_ledger
from apiyard.store.chain import ChainReport, Checkpoint, Witness
from apiyard.store.fact import Fact
from apiyard.store.seal import seal
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
    return verify_ledger(parts.store.database, parts.seals, clock=SystemClock(), witness=_witness(parts))


def _witness(parts: Parts) -> Witness | None:
    path = parts.program.keys / _WITNESS
    kept = read_private(path)
    if kept is None:
        return None
    try:
        told = json.loads(kept)
        return Witness(int(told["number"]), str(told["digest"]))
    except (ValueError, KeyError, TypeError):
        raise ApiyardError(
            "the remembered checkpoint is damaged",
            where=str(path),
            hint="restore the file; remove it only when you know why, the end of the ledger is not proven without it",
        ) from None


def withdraw_fact(parts: Parts, seq: int, *, why: str, by: str) -> Fact:
    """Say that an earlier fact does not hold any more.

    Args:
        parts: the doors.
        seq: the number of the earlier fact.
        why: one sentence.
        by: who says it.

    Returns:
        The new fact, about the same subject.

    Raises:
        NotFoundError: there is no such fact.
        InvalidInputError: it is a withdrawal itself.
    """
    said = parts.store.ledger.get(seq).evidence
    numbers: dict[str, Json] = {"withdraws": seq, "why": why}
    taken = Evidence(EvidenceKind.WITHDRAWN, said.subject, Verdict.INFO, said.about, numbers, by=by)
    return parts.store.ledger.append(taken)[0]


def fact_json(fact: Fact) -> dict[str, Any]:
    """Give a fact in the form of the HTTP API.

    Args:
        fact: the fact.

    Returns:
        Plain data.
    """
    said = fact.evidence
    line = to_line(fact)
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
        "what": line.what,
        "details": line.details,
    }
