"""A report for programs."""

from __future__ import annotations

import json

from apiyard.core.json import Json
from apiyard.spec.exchange import Request
from apiyard.verify.fault import Fault
from apiyard.verify.form import Form
from apiyard.verify.report import Report
from apiyard.verify.telling.report_text import place_of, shown_headers


def _write(report: Report) -> str:
    value: dict[str, Json] = {
        "title": report.title,
        "version": report.version,
        "digest": report.digest,
        "base_url": report.base_url,
        "beside": list(report.beside),
        "seed": report.seed,
        "seconds": round(report.seconds, 3),
        "verdict": str(report.verdict),
        "cases": report.cases,
        "kinds": [
            {"kind": kind.kind, "verdict": str(kind.verdict), **kind.numbers(seed=report.seed)} for kind in report.kinds
        ],
        "failures": [_fault(report, fault) for fault in report.faults],
        "known": [_fault(report, fault) for fault in report.known_faults],
        "gone": [
            {"operation": each.operation, "check": each.check, "promise": each.promise, "reason": each.reason}
            for each in report.gone
        ],
        "exceptions": [
            {
                "check": each.tuning.check,
                "operations": list(each.tuning.operations),
                "kinds": list(each.tuning.kinds),
                "off": each.tuning.off,
                "reason": each.tuning.reason,
                "times": each.times,
            }
            for each in report.spared
        ],
        "coverage": {
            each.measure: {
                "noun": each.noun,
                "met": each.met,
                "total": each.total,
                "percent": None if each.percent is None else round(each.percent, 1),
                "missing": list(each.missing),
            }
            for each in report.coverage
        },
        "operations": [
            {
                "operation": each.operation,
                "method": each.method,
                "path": each.path,
                "cases": each.cases,
                "statuses": dict(each.statuses),
                "failures": each.failures,
            }
            for each in report.asked
        ],
        "hints": list(report.hints),
        "notes": list(report.notes),
    }
    return json.dumps(value, indent=2, ensure_ascii=False).encode("utf-8", "backslashreplace").decode() + "\n"


def _fault(report: Report, fault: Fault) -> dict[str, Json]:
    failure, reply = fault.failure, fault.failure.reply
    return {
        "kind": failure.case.kind,
        "kinds": list(fault.kinds),
        "operation": failure.case.operation,
        "check": failure.trouble.check,
        "message": failure.trouble.message,
        "place": failure.trouble.place,
        "promise": failure.trouble.why,
        "promise_at": place_of(report, failure.trouble.why),
        "origin": failure.case.origin,
        "seen": fault.seen,
        "again": failure.again,
        "before": [_request(step.request) for step in failure.case.before],
        "request": _request(failure.case.request),
        "status": reply.status if reply is not None else None,
        "answers": [
            {"service": name, "status": None if answer is None else answer.status} for name, answer in failure.answers
        ],
        "curl": failure.curl,
    }


def _request(request: Request) -> dict[str, Json]:
    return {
        "method": request.method,
        "path": request.path,
        "query": request.query,
        "headers": [list(pair) for pair in shown_headers(request.headers)],
        "body": request.body.decode("utf-8", "backslashreplace"),
    }


FORM = Form("json", "A program reads it.", ".json", _write)
