"""A report for programs."""

from __future__ import annotations

import json

from apiyard.core.json import Json
from apiyard.verify.failure import Failure
from apiyard.verify.form import Form
from apiyard.verify.report import Report


def _write(report: Report) -> str:
    value: dict[str, Json] = {
        "title": report.title,
        "version": report.version,
        "digest": report.digest,
        "base_url": report.base_url,
        "seed": report.seed,
        "seconds": round(report.seconds, 3),
        "verdict": str(report.verdict),
        "cases": report.cases,
        "kinds": [
            {"kind": kind.kind, "verdict": str(kind.verdict), **kind.numbers(seed=report.seed)} for kind in report.kinds
        ],
        "failures": [_failure(failure) for failure in report.failures],
    }
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _failure(failure: Failure) -> dict[str, Json]:
    request, reply = failure.case.request, failure.reply
    return {
        "kind": failure.case.kind,
        "operation": failure.case.operation,
        "check": failure.trouble.check,
        "message": failure.trouble.message,
        "place": failure.trouble.place,
        "promise": failure.trouble.why,
        "origin": failure.case.origin,
        "seen": failure.seen,
        "request": {
            "method": request.method,
            "path": request.path,
            "query": request.query,
            "headers": [list(pair) for pair in request.headers],
            "body": request.body.decode("utf-8", "backslashreplace"),
        },
        "status": reply.status if reply is not None else None,
        "curl": failure.curl,
    }


FORM = Form("json", "A program reads it.", ".json", _write)
