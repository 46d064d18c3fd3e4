"""Findings, groups, score and all that was spared, for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from apiyard.core.late import late_module
from apiyard.design.assess import reach_once
from apiyard.design.form import Form
from apiyard.design.group import Group, group
from apiyard.design.readable import shown_path
from apiyard.design.report import Judged, Remark, Report, counts
from apiyard.design.score import Score, score

if TYPE_CHECKING:
    import orjson
else:
    orjson = late_module("orjson")


def _write(report: Report) -> str:
    judged = [_judged(each, report) for each in report.judged]
    scores = [each["score"]["value"] for each in judged if each["score"] is not None]
    value = {
        "version": report.version,
        "failed": report.failed,
        "fail_severity": report.fail.value,
        "counts": counts(remark for each in report.judged for remark in each.counted),
        "score": min(scores, default=None),
        "contracts": judged,
    }
    try:
        return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()
    except TypeError:  # half a character of UTF-16, or a number beyond 64 bits
        return json.dumps(value, indent=2, ensure_ascii=False)


def _judged(judged: Judged, report: Report) -> dict[str, Any]:
    folder = report.look.folder
    reach = reach_once(judged.inventory)
    main = judged.inventory.root.uri if judged.inventory else ""
    numbers = {id(each): number for number, each in enumerate(judged.remarks)}
    groups = group(judged.broken, main, reach=reach)
    return {
        "name": judged.name,
        "ruleset": judged.ruleset,
        "counts": counts(judged.counted),
        "score": _score(score(judged.broken, reach())) if judged.inventory else None,
        "findings": [_finding(each, folder) for each in judged.remarks],
        "groups": [_group(each, numbers) for each in groups],
        "not_run": dict(sorted(judged.not_run.items())),
        "notes": list(judged.notes),
    }


def _score(told: Score) -> dict[str, Any]:
    return {
        "value": told.value,
        "arithmetic": told.told(),
        "parts": told.parts,
        "losses": [
            {
                "rule": each.rule,
                "severity": each.severity.value,
                "findings": each.findings,
                "parts": each.parts,
                "points": round(each.points, 2),
            }
            for each in told.losses
        ],
    }


def _finding(remark: Remark, folder: str) -> dict[str, Any]:
    finding = remark.finding
    end_line, end_column = remark.extent.end
    found: dict[str, Any] = {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "document": shown_path(finding.location.document, folder),
        "pointer": finding.location.pointer,
        "line": finding.location.line,
        "column": finding.location.column,
        "end_line": end_line,
        "end_column": end_column,
        "piece": finding.piece,
        "hint": finding.hint,
        "fingerprint": remark.fingerprint,
        "url": remark.url,
    }
    if remark.spared is not None:
        spared = remark.spared
        found["spared"] = {"by": spared.by, "reason": spared.reason, "until": spared.until, "place": spared.place}
    return found


def _group(each: Group, numbers: dict[int, int]) -> dict[str, Any]:
    return {
        "rule": each.rule,
        "severity": each.severity.value,
        "message": each.message,
        "component": each.component,
        "operations": list(each.operations),
        "reached": each.reached,
        "findings": [numbers[id(remark)] for remark in each.remarks],
    }


FORM = Form("json", "A program reads it: findings, groups, score and what was spared.", ".json", _write)
