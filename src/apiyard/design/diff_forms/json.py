"""Changes with their sides, proofs, places and reach, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import orjson

from apiyard.design.cause import Cause, ExchangeProof, Proof, Reached, Side, SymbolProof
from apiyard.design.diff_form import DiffForm
from apiyard.design.telling.diff_report import KINDS, Compared, DiffReport, Origin, counts
from apiyard.design.telling.diff_spot import Spot, spots
from apiyard.design.telling.diff_words import proof_kind, server_of
from apiyard.design.witness.address import as_sent
from apiyard.design.witness.case import to_case
from apiyard.design.witness.curl import as_curl
from apiyard.spec.contract import Contract

_AT = ("position", "direction", "path")


def _write(report: DiffReport) -> str:
    compared = [_compared(each, report.look.folder) for each in report.compared]
    value = {
        "version": report.version,
        "failed": report.failed,
        "verdict": next(
            (each for each in ("breaking", "unknown") if any(one["verdict"] == each for one in compared)), "safe"
        ),
        "bump": report.bump.value,
        "counts": {kind: sum(each["counts"][kind] for each in compared) for kind in KINDS},
        "comparisons": compared,
    }
    try:
        return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()
    except TypeError:  # half a character of UTF-16, or a number beyond 64 bits
        return json.dumps(value, indent=2, ensure_ascii=False)


def _compared(compared: Compared, folder: str) -> dict[str, Any]:
    report = compared.report
    return {
        "name": compared.name,
        "presence": compared.presence,
        "old": _origin(compared.old, report.old),
        "new": _origin(compared.new, report.new),
        "strictness": report.strictness.value,
        "verdict": report.verdict.value,
        "bump": compared.bump.value,
        "fail_on": compared.fail.value,
        "failed": compared.failed,
        "counts": counts(compared.counted),
        "changes": [_change(compared, each, folder) for each in report.causes],
        "notes": list(compared.notes),
    }


def _origin(origin: Origin, contract: Contract) -> dict[str, Any]:
    return {
        "name": origin.name,
        "revision": origin.revision,
        "title": contract.title,
        "version": contract.version,
        "digest": str(contract.digest),
    }


def _change(compared: Compared, cause: Cause, folder: str) -> dict[str, Any]:
    old, new = spots(compared, cause, folder)
    server = server_of(compared, cause)
    found: dict[str, Any] = {
        "check": cause.check,
        "verdict": cause.verdict.value,
        "documentation": cause.documentation,
        "message": cause.message,
        "fingerprint": cause.fingerprint,
        "before": cause.before,
        "after": cause.after,
        "old": _place(old, cause.old),
        "new": _place(new, cause.new),
        "sides": [_side(cause, each, server) for each in cause.sides],
        "reach": _reach(cause.reach),
    }
    accepted = compared.accepted.get(cause.fingerprint)
    if accepted is not None:
        found["accepted"] = {"by": accepted.by, "reason": accepted.reason, "until": accepted.until}
    return found


def _reach(reach: Sequence[Reached]) -> list[dict[str, Any]]:
    """Give the places with the operations that have them; operations that are reached alike share them."""
    places: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for each in reach:
        places.setdefault((each.call, each.operation), []).append((each.position, each.direction, each.path))
    alike: dict[tuple[Any, ...], dict[str, str]] = {}
    for (call, operation), held in places.items():
        named = alike.setdefault(tuple(held), {})
        # Where one call has several names, each stands for itself.
        named = named if named.get(call, operation) == operation else alike.setdefault((operation, *held), {})
        named[call] = operation
    return [
        {"operations": named, "at": [dict(zip(_AT, each, strict=True)) for each in held if isinstance(each, tuple)]}
        for held, named in alike.items()
    ]


def _place(spot: Spot, pointer: str) -> dict[str, Any]:
    return {
        "document": spot.document,
        "line": spot.line,
        "column": spot.column,
        "end_line": spot.extent.end[0],
        "pointer": pointer,
        "is_around": not spot.own,
    }


def _side(cause: Cause, side: Side, server: str) -> dict[str, Any]:
    return {
        "direction": side.direction,
        "verdict": side.verdict.value,
        "reason": side.reason,
        "proof": None if side.proof is None else _proof(cause, side, side.proof, server=server),
    }


def _proof(cause: Cause, side: Side, proof: Proof, *, server: str) -> dict[str, Any]:
    kind = proof_kind(proof)
    if isinstance(proof, ExchangeProof):
        operation = cause.reach[0].operation if cause.reach else ""
        case = to_case(proof, check=cause.check, side=side.direction, operation=operation, origin=cause.message)
        return {
            "kind": kind,
            "violation": proof.violation,
            "pointer": proof.pointer,
            "value": proof.value,
            "curl": _curl(proof, server),
            "case": case,
        }
    if isinstance(proof, SymbolProof):
        return {"kind": kind, "symbol": proof.symbol, "before": proof.before, "after": proof.after}
    return {"kind": kind, "promise": proof.promise, "where": proof.where, "broken": proof.broken}


def _curl(proof: ExchangeProof, server: str) -> str:
    request, at = as_sent(proof, server)
    return as_curl(at, request)


DIFF_FORM = DiffForm("json", "A program reads it: changes, proofs, places and reach.", ".json", _write)
