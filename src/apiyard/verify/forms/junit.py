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
    suites = [_suite(root, report, kind) for kind in report.kinds]
    for name in ("tests", "failures", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, report: Report, kind: KindReport) -> Element:
    suite = SubElement(root, "testsuite", name=_safe(kind.kind), time=f"{kind.seconds:.3f}")
    known = SubElement(suite, "properties")
    told = {"contract": report.digest, "service": report.base_url, "seed": report.seed, "cases": kind.cases}
    told |= {f"coverage.{each.measure}": f"{each.met}/{each.total}" for each in report.coverage}
    told |= {"hint": " ".join(report.hints)} if report.hints else {}
    told |= {"compared-with": ", ".join(report.beside)} if report.beside else {}
    for name, value in told.items():
        SubElement(known, "property", name=name, value=_safe(str(value)))
    by_operation: dict[str, list[Failure]] = {}
    for failure in kind.failures:
        by_operation.setdefault(failure.case.operation, []).append(failure)
    operations = sorted({*kind.reached, *by_operation})
    for operation in operations:
        _test(suite, report, kind, failures=by_operation.get(operation, []), operation=operation)
    for operation, reason in sorted(kind.skipped.items()):
        test = SubElement(suite, "testcase", classname=_safe(kind.kind), name=_safe(operation))
        SubElement(test, "skipped", message=_safe(reason))
    suite.set("tests", str(len(operations) + len(kind.skipped)))
    suite.set("failures", str(len(by_operation)))
    suite.set("skipped", str(len(kind.skipped)))
    return suite


def _test(suite: Element, report: Report, kind: KindReport, *, operation: str, failures: list[Failure]) -> None:
    """Write one test; build servers read one failure of each, so all that is wrong with an operation is one."""
    test = SubElement(suite, "testcase", classname=_safe(kind.kind), name=_safe(operation))
    if not failures:
        return
    names = ", ".join(dict.fromkeys(failure.trouble.check for failure in failures))
    first = failures[0].trouble.message
    more = f" (and {len(failures) - 1} more)" if len(failures) > 1 else ""
    others = {fault.failure.key: fault.kinds for fault in report.faults}
    told = SubElement(test, "failure", type=names, message=_safe(first + more))
    told.text = _safe("\n\n".join(_told(each, others.get(each.key, ())) for each in failures))


def _told(failure: Failure, kinds: tuple[str, ...]) -> str:
    others = ", ".join(each for each in kinds if each != failure.case.kind)
    lines = [f"{failure.trouble.check}: {failure.trouble.message}", failure.case.origin, failure.curl]
    return "\n".join([*lines, f"the same was found by {others}"] if others else lines)


def _safe(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


FORM = Form("junit", "A build server shows it among the other tests.", ".xml", _write)
