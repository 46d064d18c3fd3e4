"""A report for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from apiyard.spec.exchange import Reply
from apiyard.verify.coverage.covered import Covered
from apiyard.verify.fault import Fault, alike
from apiyard.verify.form import Form
from apiyard.verify.planning.tuning import Spared
from apiyard.verify.report import KindReport, Report
from apiyard.verify.telling.advice import advice
from apiyard.verify.telling.report_text import body_text, clean, counted, percent, place_of, target

_WIDTH = 80
_GAP = " " * 20
_MOST_BODY = 300
_MOST_MISSING = 3
_MOST_SKIPPED = 10
_MOST_ALIKE = 5
_MOST_SHOWN = 3
_MOST_NAMED = 20


def _write(report: Report) -> str:
    beside = f", compared with {', '.join(report.beside)}" if report.beside else ""
    lines = [f"{report.title} {report.version} against {report.base_url}{beside} (seed {report.seed})", ""]
    lines += [line for kind in report.kinds for line in _kind(kind)]
    for hint in report.hints:
        lines += ["", f"hint: {hint}"]
    lines += _faults(report)
    lines += _advice(report)
    for kind in report.kinds:
        lines += ["", f"{kind.kind} skipped:", *_skipped(kind)] if kind.skipped else []
    if report.known:
        lines += ["", f"known: {counted(len(report.known_faults), 'failure')} in the baseline"]
    lines += ["", "gone: these failures of the baseline were not seen any more"] if report.gone else []
    lines += [f"   {each.operation}: {each.check}  {each.promise}".rstrip() for each in report.gone]
    lines += ["", "notes", *(f"   {each}" for each in report.notes)] if report.notes else []
    lines += ["", "exceptions"] if report.spared else []
    lines += [_spared(each) for each in report.spared]
    covered = [each for each in report.coverage if each.total]
    lines += ["", "coverage", *(line for each in covered for line in _covered(each))] if covered else []
    lines += ["", f"{report.verdict}: {counted(report.cases, 'case')} in {report.seconds:.1f} s"]
    return "\n".join(clean(line) for line in lines) + "\n"


def _kind(kind: KindReport) -> Iterator[str]:
    """Tell what a kind did in a line, and the statuses below it where they would make it too long."""
    cases = f"{kind.cases:5} {'case ' if kind.cases == 1 else 'cases'}"
    share = f"{len(kind.reached)} of {counted(len(kind.reached) + len(kind.skipped), 'operation')}"
    told = f"{kind.kind:10} {kind.verdict:8} {cases}  {share}"
    statuses = ", ".join(f"{status}\u00a0x\u00a0{count}" for status, count in sorted(kind.statuses.items()))
    fits = len(told) + len(statuses) + 2 <= _WIDTH
    yield f"{told}  {statuses}".replace("\u00a0", " ").rstrip() if fits else told
    for line in () if fits else wrap(statuses, _WIDTH, initial_indent=_GAP, subsequent_indent=_GAP):
        yield line.replace("\u00a0", " ")


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


def _faults(report: Report) -> Iterator[str]:
    """Tell the faults; what is wrong in one way at many operations is shown at a few and named at the others."""
    number = 1
    for group in alike(report.faults):
        shown = group if len(group) <= _MOST_ALIKE else group[:_MOST_SHOWN]
        for fault in shown:
            yield ""
            yield from _fault(report, number, fault)
            number += 1
        rest = group[len(shown) :]
        if rest:
            last, first = number + len(rest) - 1, rest[0].failure
            status = "" if first.reply is None else f", answered {first.reply.status},"
            yield ""
            yield f"{number}. to {last}. {first.trouble.check}{status} in the same way at:"
            for line in wrap(_named(rest), _WIDTH - 3, break_on_hyphens=False, break_long_words=False):
                yield f"   {line}"
            number = last + 1


def _advice(report: Report) -> Iterator[str]:
    """Say why each check may ask, and how it is told to ask for less."""
    found = advice(report.faults)
    if found:
        yield ""
        yield "why these are told, and what under tuning: in a file of --settings would spare them"
    for each in found:
        yield from wrap(f"{each.check}: {each.why}", _WIDTH, initial_indent="   ", subsequent_indent="      ")
        yield f"      - {each.tuning}"


def _named(faults: Sequence[Fault]) -> str:
    names = list(dict.fromkeys(each.failure.case.operation for each in faults))
    more = f" and {len(names) - _MOST_NAMED} more; -f json, html and others show each whole"
    return ", ".join(names[:_MOST_NAMED]) + more * (len(names) > _MOST_NAMED)


def _fault(report: Report, number: int, fault: Fault) -> Iterator[str]:
    failure, trouble = fault.failure, fault.failure.trouble
    yield f"{number}. {failure.case.operation}: {trouble.check}" + f" ({fault.found})" * bool(fault.found)
    yield f"   {trouble.message}"
    if trouble.place:
        yield f"   where    {trouble.place}"
    if trouble.why:
        place = place_of(report, trouble.why)
        yield f"   promise  {trouble.why}" + f" ({place})" * (place != trouble.why)
    yield f"   from     {failure.case.kind}: {failure.case.origin}"
    if failure.again is False:
        yield "   again    not seen when the same was sent again: it hangs on what the service holds, or on chance"
    for step in failure.case.before:
        yield f"   after    {step.request.method} {target(step.request)}"
    if failure.answers:
        yield from (f"   {name} answers {_reply(reply)}" for name, reply in failure.answers)
    elif failure.reply is not None:
        yield f"   reply    {_reply(failure.reply)}"
    yield f"   replay   {failure.curl}"


def _reply(reply: Reply | None) -> str:
    if reply is None:
        return "nothing"
    told = (str(reply.status), reply.header("content-type"), body_text(reply, _MOST_BODY))
    return " ".join(each for each in told if each)


def _spared(spared: Spared) -> str:
    tuning = spared.tuning
    where = " at " + ", ".join(tuning.operations) if tuning.operations else ""
    how = "is not asked" if tuning.off else "is asked less"
    needed = f"{spared.times} replies" if spared.times else "needed for no reply of this run"
    return f"   {tuning.check} {how}{where} ({needed}): {tuning.reason}"


def _covered(covered: Covered) -> Iterator[str]:
    share = f"{covered.met} of {covered.total}"
    told = f"   {covered.noun:22} {share:>14}  {percent(covered):>7}"
    more = len(covered.missing) - _MOST_MISSING
    first = ", ".join(covered.missing[:_MOST_MISSING]) + f" and {more} more" * (more > 0)
    whole = f"{told}  missing: {first}" if first else told
    if len(whole) <= _WIDTH:
        yield whole
        return
    yield told
    yield from (f"      missing: {each}" for each in covered.missing[:_MOST_MISSING])
    if more > 0:
        yield f"      and {more} more"


FORM = Form("text", "A person reads it at the terminal.", ".txt", _write)
