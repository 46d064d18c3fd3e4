"""A report for build servers, in the XML that JUnit made common."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, tostring

from apiyard.verify.failure import Failure
from apiyard.verify.form import Form
from apiyard.verify.report import KindReport, Report

# What XML 1.0 (section 2.2) allows no document to hold.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _write(report: Report) -> str:
    root = Element("testsuites", name=_safe(f"{report.title} {report.version}"), time=f"{report.seconds:.3f}")
    for kind in report.kinds:
        _suite(root, kind)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, kind: KindReport) -> None:
    suite = SubElement(root, "testsuite", name=_safe(kind.kind), time=f"{kind.seconds:.3f}")
    by_operation: dict[str, list[Failure]] = {}
    for failure in kind.failures:
        by_operation.setdefault(failure.case.operation, []).append(failure)
    operations = sorted({*kind.reached, *by_operation})
    for operation in operations:
        test = SubElement(suite, "testcase", classname=_safe(kind.kind), name=_safe(operation))
        for failure in by_operation.get(operation, ()):
            told = SubElement(test, "failure", type=failure.trouble.check, message=_safe(failure.trouble.message))
            told.text = _safe(f"{failure.case.origin}\n{failure.curl}")
    for operation, reason in sorted(kind.skipped.items()):
        test = SubElement(suite, "testcase", classname=_safe(kind.kind), name=_safe(operation))
        SubElement(test, "skipped", message=_safe(reason))
    suite.set("tests", str(len(operations) + len(kind.skipped)))
    suite.set("failures", str(len(kind.failures)))
    suite.set("skipped", str(len(kind.skipped)))


def _safe(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


FORM = Form("junit", "A build server shows it among the other tests.", ".xml", _write)
