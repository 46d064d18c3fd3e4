"""Findings as a table in Markdown, for a comment on a pull request or a page of a wiki."""

from __future__ import annotations

import re

from apiyard.design.form import Form
from apiyard.design.readable import clean, shown_path
from apiyard.design.report import Remark, Report, counts, told_counts

_SPECIAL = re.compile(r"([\\`*_\[\]<>#!|~&@]|:(?=//))")
_HEAD = "| Place | Severity | Rule | Message |\n| --- | --- | --- | --- |"


def _write(report: Report) -> str:
    remarks = [each for judged in report.judged for each in judged.counted]
    rows = [_row(each, report) for each in remarks]
    total = f"**{told_counts(counts(remarks))}**"
    return "\n".join([_HEAD, *rows, "", total]) if rows else total


def _row(remark: Remark, report: Report) -> str:
    finding = remark.finding
    at = finding.location
    place = _text(f"{shown_path(at.document, report.look.folder)}:{at.line}:{at.column}")
    rule = _text(finding.rule)
    if remark.url.startswith(("https://", "http://")):
        rule = f"[{rule}](<{clean(remark.url).replace('<', '%3C').replace('>', '%3E').replace('|', '%7C')}>)"
    told = "<br>".join(_text(each) for each in (finding.message, finding.hint) if each)
    return f"| {place} | {finding.severity.value} | {rule} | {told} |"


def _text(text: str) -> str:
    """Give a text that a table cell shows as it is (CommonMark 0.31, section 2.4)."""
    return _SPECIAL.sub(r"\\\1", clean(text))


FORM = Form("markdown", "A person reads it in a pull request or a wiki.", ".md", _write, names=("md",))
