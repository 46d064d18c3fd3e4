"""Findings as GitLab's code quality report, a subset of Code Climate's issues."""

from __future__ import annotations

import json
from typing import Any

from apiyard.design.form import Form
from apiyard.design.readable import shown_path
from apiyard.design.report import Remark, Report

_SEVERITIES = {"error": "critical", "warn": "major", "info": "minor", "hint": "info"}


def _write(report: Report) -> str:
    found = [_issue(each, report.look.folder) for judged in report.judged for each in judged.counted]
    return json.dumps(found, indent=2, ensure_ascii=False)


def _issue(remark: Remark, folder: str) -> dict[str, Any]:
    finding = remark.finding
    (line, column), (end_line, end_column) = remark.extent.key, remark.extent.end
    return {
        "type": "issue",
        "check_name": finding.rule,
        "description": finding.message,
        "categories": ["Style"],
        "severity": _SEVERITIES[finding.severity.value],
        "fingerprint": remark.fingerprint,
        "location": {
            "path": shown_path(finding.location.document, folder),
            "positions": {"begin": {"line": line, "column": column}, "end": {"line": end_line, "column": end_column}},
        },
    }


FORM = Form("gitlab", "GitLab shows it in merge requests.", ".json", _write, names=("code-climate", "codeclimate"))
