"""Findings as inspections in TeamCity's service messages."""

from __future__ import annotations

from apiyard.design.form import Form
from apiyard.design.readable import clean, shown_path
from apiyard.design.report import Judged, Remark, Report

_LEVELS = {"error": "ERROR", "warn": "WARNING", "info": "WEAK WARNING", "hint": "INFO"}
_ESCAPED = str.maketrans({"|": "||", "'": "|'", "[": "|[", "]": "|]"})


def _write(report: Report) -> str:
    lines: list[str] = []
    kinds: set[str] = set()
    for judged in report.judged:
        for each in judged.counted:
            rule = each.finding.rule
            if rule not in kinds:
                kinds.add(rule)
                lines.append(_kind(rule, judged))
            lines.append(_inspection(each, report.look.folder))
    return "\n".join(lines)


def _kind(name: str, judged: Judged) -> str:
    known = judged.rules.get(name)
    why = (known.rule.description or known.rule.why) if known else ""
    return _message("inspectionType", id=name, name=name, category="openapi", description=why or name)


def _inspection(remark: Remark, folder: str) -> str:
    finding = remark.finding
    told = "; ".join(filter(None, (finding.message.rstrip("."), finding.hint)))
    values = {"file": shown_path(finding.location.document, folder), "line": str(finding.location.line)}
    return _message("inspection", typeId=finding.rule, message=told, **values, SEVERITY=_LEVELS[finding.severity.value])


def _message(kind: str, **values: str) -> str:
    written = " ".join(f"{name}='{_escaped(value)}'" for name, value in values.items())
    return f"##teamcity[{kind} {written}]"


def _escaped(text: str) -> str:
    # Other characters may stay as they are, the build log is UTF-8; a line's end is a space already.
    return clean(text).translate(_ESCAPED)


FORM = Form("teamcity", "TeamCity shows it as inspections of the build.", ".txt", _write)
