"""Findings in one line each, by document."""

from __future__ import annotations

from apiyard.design.form import Form
from apiyard.design.readable import clean, columns, shown_path
from apiyard.design.report import Remark, Report, counts, told_counts

_WORDS = {"warn": "warning"}


def _write(report: Report) -> str:
    remarks = [each for judged in report.judged for each in judged.counted]
    documents: dict[str, list[Remark]] = {}
    for each in remarks:
        documents.setdefault(shown_path(each.finding.location.document, report.look.folder), []).append(each)
    lines = []
    for name, listed in documents.items():
        lines += [clean(name), *_rows(listed), ""]
    return "\n".join([*lines, told_counts(counts(remarks))])


def _rows(remarks: list[Remark]) -> list[str]:
    rows = [
        (
            f"{each.finding.location.line}:{each.finding.location.column}",
            _WORDS.get(each.finding.severity.value, each.finding.severity.value),
            clean(each.finding.rule),
            clean(each.finding.message),
        )
        for each in remarks
    ]
    widths = [max(columns(row[at]) for row in rows) for at in range(3)]
    return ["  " + "  ".join([*(row[at].ljust(widths[at]) for at in range(3)), row[3]]) for row in rows]


FORM = Form("stylish", "A person, or a program that reads lines.", ".txt", _write)
