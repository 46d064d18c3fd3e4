"""Changes as tests, in the XML that JUnit made common: what fails the comparison fails."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from apiyard.design.cause import Cause
from apiyard.design.diff_form import DiffForm
from apiyard.design.readable import clean, no_command, xml_text
from apiyard.design.telling.diff_report import Compared, DiffReport, fails, kind_of
from apiyard.design.telling.diff_spot import spots
from apiyard.design.telling.diff_words import proof_lines, proof_words, reach, server_of, side_words, turned

_MOST_REACHED = 10


def _write(report: DiffReport) -> str:
    root = Element("testsuites", name="apiyard diff")
    for compared in report.compared:
        _suite(root, compared, report)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode")


def _suite(root: Element, compared: Compared, report: DiffReport) -> None:
    suite = SubElement(root, "testsuite", name=xml_text(clean(compared.name)))
    for cause in compared.report.causes:
        name = xml_text(f"{clean(cause.message)} [{cause.fingerprint}]")
        test = SubElement(suite, "testcase", classname=xml_text(cause.check), name=name)
        accepted = compared.accepted.get(cause.fingerprint)
        told = xml_text("\n".join(no_command(clean(line)) for line in _told(compared, cause, report.look.folder)))
        if accepted is not None:
            SubElement(test, "skipped", message=xml_text(clean(accepted.told())))
        elif fails(cause, compared.fail):
            message = xml_text(clean(cause.message))
            SubElement(test, "failure", type=kind_of(cause), message=message).text = told
        else:
            SubElement(test, "system-out").text = told
    if len(suite) == 0:
        SubElement(suite, "testcase", classname="apiyard diff", name="no changes")
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))


def _told(compared: Compared, cause: Cause, folder: str) -> list[str]:
    old, new = spots(compared, cause, folder)
    named, rest = reach(cause, _MOST_REACHED)
    lines = [f"{kind_of(cause)}: {cause.message}", turned(cause), f"old {old}", f"new {new}"]
    lines += [f"reaches {each}" for each in named]
    lines += [f"and {rest}"] if rest else []
    server = server_of(compared, cause)
    for side in cause.sides:
        lines.append(f"{side.direction}: {side_words(side)}")
        if side.proof is not None:
            lines += [proof_words(side.proof), *proof_lines(side.proof, server)]
    return [line for line in lines if line]


DIFF_FORM = DiffForm("junit", "A build server shows it among the tests.", ".xml", _write)
