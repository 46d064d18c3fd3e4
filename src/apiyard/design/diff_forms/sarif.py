"""Changes as SARIF 2.1.0 (OASIS), for code scanning: at their place in the new contract, the old one beside it."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from apiyard.design.cause import Cause
from apiyard.design.check import checks
from apiyard.design.diff_form import DiffForm
from apiyard.design.telling.diff_report import Accepted, Compared, DiffReport, kind_of
from apiyard.design.telling.diff_spot import Spot, spots
from apiyard.design.telling.diff_words import operations, proof_lines, proof_words, server_of, side_words

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"breaking": "error", "unknown": "warning", "safe": "note", "documentation": "none"}
_MOST_CALLS = 20


def _write(report: DiffReport) -> str:
    found = [(compared, each) for compared in report.compared for each in compared.report.causes]
    names = sorted({each.check for _, each in found})
    driver = {
        "name": "apiyard diff",
        "version": report.version,
        "semanticVersion": report.version,
        "rules": [_rule(name) for name in names],
    }
    index = {name: number for number, name in enumerate(names)}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "results": [_result(compared, each, index, folder=report.look.folder) for compared, each in found],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _rule(name: str) -> dict[str, Any]:
    known = checks().get(name)
    if known is None:
        return {"id": name, "shortDescription": {"text": name}}
    return {"id": name, "shortDescription": {"text": known.what}, "fullDescription": {"text": known.why}}


def _result(compared: Compared, cause: Cause, index: dict[str, int], *, folder: str) -> dict[str, Any]:
    old, new = spots(compared, cause, folder)
    calls = operations(cause)
    found: dict[str, Any] = {
        "ruleId": cause.check,
        "ruleIndex": index[cause.check],
        "kind": "informational" if kind_of(cause) == "documentation" else "fail",
        "level": _LEVELS[kind_of(cause)],
        "message": {"text": _message(compared, cause)},
        "locations": [
            {
                **_location(new),
                "logicalLocations": [
                    *({"fullyQualifiedName": each, "kind": "function"} for each in calls[:_MOST_CALLS]),
                    {"fullyQualifiedName": f"#{cause.new}", "kind": "member"},
                ],
            }
        ],
        "relatedLocations": [{"id": 1, "message": {"text": f"before: {old}"}, **_location(old)}],
        "partialFingerprints": {"apiyard/v1": cause.fingerprint},
        "properties": {"verdict": cause.verdict.value, "operations": len(calls)},
    }
    accepted = compared.accepted.get(cause.fingerprint)
    if accepted is not None:
        found["suppressions"] = [_suppression(accepted)]
    return found


def _message(compared: Compared, cause: Cause) -> str:
    server = server_of(compared, cause)
    lines = [cause.message]
    for side in cause.sides:
        lines.append(f"{side.direction}: {side_words(side)}")
        if side.proof is not None:
            lines += [proof_words(side.proof), *proof_lines(side.proof, server)]
    return "\n".join(lines)


def _location(spot: Spot) -> dict[str, Any]:
    end_line, end_column = spot.extent.last
    region = {"startLine": spot.line, "startColumn": spot.column, "endLine": end_line, "endColumn": end_column}
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(spot.path, safe="/:?&=#%~+@,;!*'()")},
            "region": region if spot.own else {"startLine": spot.line, "startColumn": spot.column},
        }
    }


def _suppression(accepted: Accepted) -> dict[str, Any]:
    return {"kind": "external", "status": "accepted", "justification": accepted.told()}


DIFF_FORM = DiffForm("sarif", "Code scanning shows it (SARIF 2.1.0).", ".sarif", _write)
