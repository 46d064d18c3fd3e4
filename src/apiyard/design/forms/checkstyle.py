"""Findings in the XML that Checkstyle made common."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from apiyard.design.form import Form
from apiyard.design.readable import shown_path, xml_text
from apiyard.design.report import Report

_SEVERITIES = {"error": "error", "warn": "warning", "info": "info", "hint": "info"}


def _write(report: Report) -> str:
    root = Element("checkstyle", version="4.3")
    files: dict[str, Element] = {}
    for judged in report.judged:
        for name in judged.documents:
            path = shown_path(name, report.look.folder)
            if path not in files:
                files[path] = SubElement(root, "file", name=xml_text(path))
        for remark in judged.counted:
            finding = remark.finding
            path = shown_path(finding.location.document, report.look.folder)
            if path not in files:
                files[path] = SubElement(root, "file", name=xml_text(path))
            SubElement(
                files[path],
                "error",
                line=str(finding.location.line),
                column=str(finding.location.column),
                severity=_SEVERITIES[finding.severity.value],
                message=xml_text("; ".join(filter(None, (finding.message.rstrip("."), finding.hint)))),
                source=xml_text(finding.rule),
            )
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode")


FORM = Form("checkstyle", "A build server or an editor shows it.", ".xml", _write)
