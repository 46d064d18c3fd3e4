"""A report for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.verify.failure import Failure
from apiyard.verify.form import Form
from apiyard.verify.report import KindReport, Report

_MOST_BODY = 300


def _write(report: Report) -> str:
    lines = [f"{report.title} {report.version} against {report.base_url} (seed {report.seed})", ""]
    lines += [_kind(kind) for kind in report.kinds]
    for number, failure in enumerate(report.failures, start=1):
        lines += ["", *_failure(number, failure)]
    for kind in report.kinds:
        lines += ["", f"{kind.kind} skipped:"] if kind.skipped else []
        lines += [f"   {operation}: {reason}" for operation, reason in sorted(kind.skipped.items())]
    lines += ["", f"{report.verdict}: {report.cases} cases in {report.seconds:.1f} s"]
    return "\n".join(_clean(line) for line in lines) + "\n"


def _kind(kind: KindReport) -> str:
    statuses = ", ".join(f"{status} x {count}" for status, count in sorted(kind.statuses.items()))
    share = f"{len(kind.reached)} of {len(kind.reached) + len(kind.skipped)} operations"
    return f"{kind.kind:10} {kind.verdict:8} {kind.cases:5} cases  {share}  {statuses}".rstrip()


def _failure(number: int, failure: Failure) -> Iterator[str]:
    trouble = failure.trouble
    times = f" ({failure.seen} times)" if failure.seen > 1 else ""
    yield f"{number}. {failure.case.operation}: {trouble.check}{times}"
    yield f"   {trouble.message}"
    if trouble.place:
        yield f"   where    {trouble.place}"
    if trouble.why:
        yield f"   promise  {trouble.why}"
    yield f"   from     {failure.case.origin}"
    if failure.reply is not None:
        body = failure.reply.body[:_MOST_BODY].decode("utf-8", "replace")
        yield f"   reply    {failure.reply.status} {failure.reply.header('content-type') or ''} {body}".rstrip()
    yield f"   replay   {failure.curl}"


def _clean(line: str) -> str:
    """Take out what a hostile service could steer the terminal with."""
    return "".join(char if char.isprintable() or char == "\n" else "\ufffd" for char in line)


FORM = Form("text", "A person reads it at the terminal.", ".txt", _write)
