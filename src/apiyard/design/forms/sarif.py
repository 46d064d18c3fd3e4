"""Findings as SARIF 2.1.0 (OASIS), for code scanning."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from apiyard.design.form import Form
from apiyard.design.readable import shown_path
from apiyard.design.report import Judged, Remark, Report, Spared

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warn": "warning", "info": "note", "hint": "note"}


def _write(report: Report) -> str:
    remarks = [(judged, each) for judged in report.judged for each in judged.remarks]
    names = sorted({each.finding.rule for _, each in remarks})
    driver = {
        "name": "apiyard",
        "version": report.version,
        "semanticVersion": report.version,
        "rules": [_rule(name, (judged for judged, each in remarks if each.finding.rule == name)) for name in names],
    }
    index = {name: number for number, name in enumerate(names)}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _notices(report)}],
        "results": [_result(each, index, report.look.folder) for _, each in remarks],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _rule(name: str, judged: Iterable[Judged]) -> dict[str, Any]:
    known = next((each.rules[name] for each in judged if name in each.rules), None)
    if known is None:
        return {"id": name, "shortDescription": {"text": name}}
    found: dict[str, Any] = {
        "id": name,
        "shortDescription": {"text": known.rule.description or known.rule.why or name},
        "defaultConfiguration": {"level": _LEVELS[(known.severity or known.rule.severity).value]},
    }
    if known.rule.why:
        found["fullDescription"] = {"text": known.rule.why}
    if known.rule.documentation_url:
        found["helpUri"] = known.rule.documentation_url
    return found


def _notices(report: Report) -> list[dict[str, Any]]:
    told = {f"the rule {name} was not run: {why}" for each in report.judged for name, why in each.not_run.items()}
    return [{"level": "warning", "message": {"text": text}} for text in sorted(told)]


def _result(remark: Remark, index: dict[str, int], folder: str) -> dict[str, Any]:
    finding = remark.finding
    text = f"{finding.message}\n{finding.hint}" if finding.hint else finding.message
    found: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVELS[finding.severity.value],
        "message": {"text": text},
        "locations": [_location(remark, folder)],
        "partialFingerprints": {"apiyard/v1": remark.fingerprint},
    }
    if remark.spared is not None:
        found["suppressions"] = [_suppression(remark.spared)]
    return found


def _location(remark: Remark, folder: str) -> dict[str, Any]:
    (line, column), (end_line, end_column) = remark.extent.key, remark.extent.end
    uri = shown_path(remark.finding.location.document, folder)
    region = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(uri, safe="/:?&=#%~+@,;!*'()")},
            "region": region,
        },
        "logicalLocations": [{"fullyQualifiedName": f"#{remark.finding.location.pointer}", "kind": "member"}],
    }


def _suppression(spared: Spared) -> dict[str, Any]:
    kind = "inSource" if spared.by == "x-lint-ignore" else "external"
    told = ": ".join(filter(None, (spared.by, spared.reason)))
    return {
        "kind": kind,
        "status": "accepted",
        "justification": told + (f" (until {spared.until})" * bool(spared.until)),
    }


FORM = Form("sarif", "Code scanning shows it (SARIF 2.1.0).", ".sarif", _write)
