"""Findings in exactly the JSON that Spectral writes, for programs that were made for it."""

from __future__ import annotations

import json
from typing import Any

from apiyard.design.form import Form
from apiyard.design.report import ORDER, Remark, Report


def _write(report: Report) -> str:
    found = [_result(each, urls=report.look.urls) for judged in report.judged for each in judged.counted]
    return json.dumps(found, indent="\t", ensure_ascii=False)


def _result(remark: Remark, *, urls: bool) -> dict[str, Any]:
    finding = remark.finding
    start, character, end, last = remark.region
    found: dict[str, Any] = {
        "code": finding.rule,
        "path": [str(each) for each in remark.path],
        "message": finding.message,
        "severity": ORDER.index(finding.severity),
        "range": {"start": {"line": start, "character": character}, "end": {"line": end, "character": last}},
        "source": finding.location.document,
    }
    if urls and remark.url:
        found["documentationUrl"] = remark.url
    return found


FORM = Form("spectral-json", "A program that was made for Spectral reads it.", ".json", _write)
