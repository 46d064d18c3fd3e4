"""A report for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.verify.coverage.covered import Covered
from apiyard.verify.failure import Failure
from apiyard.verify.form import Form
from apiyard.verify.report import KindReport, Report
from apiyard.verify.report_text import body_text, clean, percent, place_of, target
from apiyard.verify.tuning import Spared

_MOST_BODY = 300
_MOST_MISSING = 3
_MOST_SKIPPED = 10


def _write(report: Report) -> str:
    lines = [f"{report.title} {report.version} against {report.base_url} (seed {report.seed})", ""]
    lines += [_kind(kind) for kind in report.kinds]
    for number, failure in enumerate(report.failures, start=1):
        lines += ["", *_failure(report, number, failure)]
    for kind in report.kinds:
        lines += ["", f"{kind.kind} skipped:", *_skipped(kind)] if kind.skipped else []
    if report.known:
        lines += ["", f"known: {len(report.known)} failures stand in the baseline"]
    lines += ["", "gone: these failures of the baseline were not seen any more"] if report.gone else []
    lines += [f"   {each.operation}: {each.check}  {each.promise}".rstrip() for each in report.gone]
    lines += ["", "notes", *(f"   {each}" for each in report.notes)] if report.notes else []
    lines += ["", "exceptions"] if report.spared else []
    lines += [_spared(each) for each in report.spared]
    covered = [each for each in report.coverage if each.total]
    lines += ["", "coverage", *(_covered(each) for each in covered)] if covered else []
    lines += ["", f"{report.verdict}: {report.cases} cases in {report.seconds:.1f} s"]
    return "\n".join(clean(line) for line in lines) + "\n"


def _kind(kind: KindReport) -> str:
    statuses = ", ".join(f"{status} x {count}" for status, count in sorted(kind.statuses.items()))
    share = f"{len(kind.reached)} of {len(kind.reached) + len(kind.skipped)} operations"
    return f"{kind.kind:10} {kind.verdict:8} {kind.cases:5} cases  {share}  {statuses}".rstrip()


def _skipped(kind: KindReport) -> Iterator[str]:
    by_reason: dict[str, list[str]] = {}
    for operation, reason in sorted(kind.skipped.items()):
        by_reason.setdefault(reason, []).append(operation)
    for reason, operations in by_reason.items():
        if len(operations) <= _MOST_SKIPPED:
            yield from (f"   {operation}: {reason}" for operation in operations)
        else:
            some, rest = operations[:_MOST_MISSING], len(operations) - _MOST_MISSING
            yield f"   {len(operations)} operations: {reason} ({', '.join(some)} and {rest} more)"


def _failure(report: Report, number: int, failure: Failure) -> Iterator[str]:
    trouble = failure.trouble
    times = f" ({failure.seen} times)" if failure.seen > 1 else ""
    yield f"{number}. {failure.case.operation}: {trouble.check}{times}"
    yield f"   {trouble.message}"
    if trouble.place:
        yield f"   where    {trouble.place}"
    if trouble.why:
        place = place_of(report, trouble.why)
        yield f"   promise  {trouble.why}" + f" ({place})" * (place != trouble.why)
    yield f"   from     {failure.case.origin}"
    if failure.again is False:
        yield "   again    not seen when the same was sent again: it hangs on what the service holds, or on chance"
    for step in failure.case.before:
        yield f"   after    {step.request.method} {target(step.request)}"
    if failure.reply is not None:
        body = body_text(failure.reply, _MOST_BODY)
        yield f"   reply    {failure.reply.status} {failure.reply.header('content-type') or ''} {body}".rstrip()
    yield f"   replay   {failure.curl}"


def _spared(spared: Spared) -> str:
    tuning = spared.tuning
    where = " at " + ", ".join(tuning.operations) if tuning.operations else ""
    how = "is not asked" if tuning.off else "is asked less"
    needed = f"{spared.times} replies" if spared.times else "needed for no reply of this run"
    return f"   {tuning.check} {how}{where} ({needed}): {tuning.reason}"


def _covered(covered: Covered) -> str:
    share = f"{covered.met} of {covered.total}"
    told = f"   {covered.noun:22} {share:>14}  {percent(covered):>7}"
    if not covered.missing:
        return told
    first = ", ".join(covered.missing[:_MOST_MISSING])
    more = len(covered.missing) - _MOST_MISSING
    return f"{told}  missing: {first}" + f" and {more} more" * (more > 0)


FORM = Form("text", "A person reads it at the terminal.", ".txt", _write)
