"""Findings as workflow commands, which GitHub Actions shows at the changed lines."""

from __future__ import annotations

from apiyard.design.form import Form
from apiyard.design.readable import clean, shown_path
from apiyard.design.report import Remark, Report

_LEVELS = {"error": "error", "warn": "warning", "info": "notice", "hint": "notice"}


def _write(report: Report) -> str:
    lines = [_line(each, report) for judged in report.judged for each in judged.counted]
    return "\n".join(lines)


def _line(remark: Remark, report: Report) -> str:
    finding = remark.finding
    (line, column), (end_line, end_column) = remark.extent.key, remark.extent.end
    values = {
        "title": finding.rule,
        "file": shown_path(finding.location.document, report.look.folder),
        "line": str(line),
        "endLine": str(end_line),
        "col": str(column),
        "endColumn": str(end_column),
    }
    if end_line != line:
        # Columns of a place with several lines are refused there.
        del values["col"], values["endColumn"]
    told = "\n".join(filter(None, (finding.message, finding.hint, remark.url if report.look.urls else "")))
    written = ",".join(f"{name}={_property(value)}" for name, value in values.items())
    return f"::{_LEVELS[finding.severity.value]} {written}::{_data(told)}"


def _data(text: str) -> str:
    return "%0A".join(clean(line).replace("%", "%25") for line in text.split("\n"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORM = Form("github", "GitHub Actions shows it at the lines.", ".txt", _write, names=("github-actions",))
