"""Failures as SARIF 2.1.0 (OASIS), for code scanning: each at the promise of the contract that was broken."""

from __future__ import annotations

import hashlib
import json
from typing import Any
from urllib.parse import quote, urlsplit

from apiyard import __version__
from apiyard.core.finding import Location
from apiyard.spec.exchange import Headers, Reply, Request
from apiyard.verify.failure import Failure
from apiyard.verify.fault import Fault
from apiyard.verify.form import Form
from apiyard.verify.report import Report
from apiyard.verify.telling.report_text import body_text, clean_lines, meaning, shown_headers

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_MOST_BODY = 10_000
_SUPPRESSED = {"kind": "external", "status": "accepted", "justification": "in the baseline"}


def _write(report: Report) -> str:
    new, known = report.faults, report.known_faults
    names = sorted({fault.failure.trouble.check for fault in (*new, *known)})
    index = {name: number for number, name in enumerate(names)}
    driver = {
        "name": "apiyard",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(name) for name in names],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _notices(report)}],
        "results": [
            *(_result(report, fault, index) for fault in new),
            *({**_result(report, fault, index), "suppressions": [_SUPPRESSED]} for fault in known),
        ],
    }
    written = json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)
    return written.encode("utf-8", "backslashreplace").decode()


def _rule(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "shortDescription": {"text": meaning(name) or name},
        "defaultConfiguration": {"level": "error"},
    }


def _notices(report: Report) -> list[dict[str, Any]]:
    told = [f"{kind.kind} skipped {name}: {why}" for kind in report.kinds for name, why in sorted(kind.skipped.items())]
    return [{"level": "warning", "message": {"text": clean_lines(text)}} for text in (*report.hints, *told)]


def _result(report: Report, fault: Fault, index: dict[str, int]) -> dict[str, Any]:
    failure, trouble, case = fault.failure, fault.failure.trouble, fault.failure.case
    origin = f"from {case.kind}: {case.origin}" + f" ({fault.found})" * bool(fault.found)
    lines = [f"{case.operation}: {trouble.message}", origin, f"replay: {failure.curl}"]
    key = "\n".join(failure.key)
    found: dict[str, Any] = {
        "ruleId": trouble.check,
        "ruleIndex": index[trouble.check],
        "level": "error",
        "message": {"text": clean_lines("\n".join(lines))},
        "locations": [_location(report, failure)],
        "partialFingerprints": {"apiyard/v1": hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:32]},
        "occurrenceCount": fault.seen,
        "webRequest": _request(report, case.request),
        "properties": {"kinds": list(fault.kinds)},
    }
    if failure.reply is not None:
        found["webResponse"] = _response(failure.reply)
    return found


def _location(report: Report, failure: Failure) -> dict[str, Any]:
    name = {"fullyQualifiedName": failure.case.operation, "kind": "function"}
    own = next((each.pointer for each in report.asked if each.operation == failure.case.operation), "")
    place: Location | None = report.places.get(failure.trouble.why) or report.places.get(own)
    if place is None:
        return {"logicalLocations": [name]}
    artefact = {"uri": quote(place.document, safe="/:?&=#%~+@,;!*'()")}
    physical: dict[str, Any] = {"artifactLocation": artefact}
    if place.line:
        physical["region"] = {"startLine": place.line, "startColumn": max(place.column, 1)}
    return {"physicalLocation": physical, "logicalLocations": [name]}


def _request(report: Report, request: Request) -> dict[str, Any]:
    base = urlsplit(report.base_url).path.rstrip("/") if "://" in report.base_url else ""
    found: dict[str, Any] = {
        "protocol": "http",
        "version": "1.1",
        "method": request.method,
        "target": base + request.path + f"?{request.query}" * bool(request.query),
        "headers": _headers(request.headers),
    }
    if request.body:
        found["body"] = {"text": body_text(request, _MOST_BODY)}
    return found


def _response(reply: Reply) -> dict[str, Any]:
    found: dict[str, Any] = {
        "protocol": "http",
        "version": "1.1",
        "statusCode": reply.status,
        "headers": _headers(reply.headers),
    }
    if reply.body:
        found["body"] = {"text": body_text(reply, _MOST_BODY)}
    return found


def _headers(headers: Headers) -> dict[str, str]:
    return dict(shown_headers(headers))


FORM = Form("sarif", "Code scanning shows it at the promise that was broken (SARIF 2.1.0).", ".sarif", _write)
