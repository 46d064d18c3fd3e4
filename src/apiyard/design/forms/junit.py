"""Findings as failed tests, in the XML that JUnit made common."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from apiyard.design.form import Form
from apiyard.design.readable import clean, no_command, shown_path, xml_text
from apiyard.design.report import Judged, Remark, Report, reaches


def _write(report: Report) -> str:
    root = Element("testsuites", name="apiyard lint")
    for judged in report.judged:
        _suite(root, judged, report)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode")


def _suite(root: Element, judged: Judged, report: Report) -> None:
    suite = SubElement(root, "testsuite", name=xml_text(judged.name))
    for each in judged.remarks:
        finding = each.finding
        place = f"{shown_path(finding.location.document, report.look.folder)}:{finding.location.line}"
        test = SubElement(
            suite, "testcase", classname=xml_text(finding.rule), name=xml_text(f"{place} #{finding.location.pointer}")
        )
        if each.spared is not None:
            SubElement(test, "skipped", message=xml_text(": ".join(filter(None, (each.spared.by, each.spared.reason)))))
        elif reaches(finding.severity, report.fail):
            told = SubElement(test, "failure", type=xml_text(finding.rule), message=xml_text(finding.message))
            told.text = xml_text(_told(each, place))
        else:
            SubElement(test, "system-out").text = xml_text(_told(each, place))
    if len(suite) == 0:
        SubElement(suite, "testcase", classname="apiyard lint", name="no findings")
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))


def _told(remark: Remark, place: str) -> str:
    finding = remark.finding
    told = f"{finding.severity.value} {place}:{finding.location.column} {finding.message} ({finding.rule})"
    # One line each: a line of a stranger could be a command to what reads the build's output.
    return "\n".join(no_command(clean(line)) for line in (told, finding.hint, remark.url) if line)


FORM = Form("junit", "A build server shows it among the tests.", ".xml", _write)
