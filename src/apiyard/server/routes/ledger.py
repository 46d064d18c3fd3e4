"""Read the ledger and have its chain verified."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from apiyard.core.errors import unknown
from apiyard.core.evidence import EvidenceKind
from apiyard.server.identity import Admin, Doors, Viewer
from apiyard.store.seal import export_chain
from apiyard.wiring.audit import check_chain, fact_json, withdraw_fact

ROUTER = APIRouter(prefix="/api/ledger", tags=["ledger"])

_LAST = 2**63 - 1
"""No fact has a higher number: the databases count so far."""


class FactQuery(BaseModel):
    """What facts are asked for; an empty field asks for nothing in particular."""

    model_config = ConfigDict(extra="forbid")
    kind: list[str] = Field(default=[], description="Only these evidence kinds.")
    api: str = ""
    version: str = ""
    environment: str = ""
    after: int = Field(default=0, ge=0, description="Only facts with a higher number, the oldest first.")
    limit: int = Field(default=100, ge=1, le=1000)


@ROUTER.get("", operation_id="listFacts", summary="Facts, the newest first")
def list_facts(parts: Doors, _: Viewer, asked: Annotated[FactQuery, Query()]) -> dict[str, Any]:
    """Find facts by what they are about."""
    known = {each.value for each in EvidenceKind}
    for each in asked.kind:
        if each not in known:
            raise unknown("evidence kind", each, known)
    facts = parts.store.ledger.find(
        kinds=tuple(EvidenceKind(each) for each in asked.kind),
        api=asked.api,
        version=asked.version,
        environment=asked.environment,
        after=min(asked.after, _LAST),
        limit=asked.limit,
        newest_first=not asked.after,
    )
    return {"facts": [fact_json(fact) for fact in facts]}


class WithdrawalAsked(BaseModel):
    """Which fact does not hold any more, and why."""

    model_config = ConfigDict(extra="forbid")
    seq: int = Field(ge=1, le=_LAST)
    why: str = Field(min_length=1, max_length=500)


@ROUTER.post("/withdrawals", operation_id="withdrawFact", summary="Withdraw a fact; it stays readable")
def withdraw(parts: Doors, caller: Admin, asked: WithdrawalAsked) -> dict[str, Any]:
    """Append the fact that an earlier one does not hold any more; gates and searches leave that one out."""
    return fact_json(withdraw_fact(parts, asked.seq, why=asked.why, by=caller.name))


@ROUTER.get("/export", operation_id="exportLedger", summary="Facts and checkpoints as JSON lines, for an auditor")
def export(parts: Doors, _: Viewer) -> StreamingResponse:
    """Give every fact with its digest, then the signed checkpoints; each line is canonical JSON (RFC 8785)."""
    return StreamingResponse(export_chain(parts.store.database), media_type="application/x-ndjson")


@ROUTER.get("/chain", operation_id="verifyChain", summary="Is the ledger as it was written?")
def verify(parts: Doors, _: Viewer) -> dict[str, Any]:
    """Verify the hash chain and the signatures of its checkpoints."""
    report = check_chain(parts)
    return {**asdict(report), "ok": report.ok}
