"""A report as one page without scripts: it needs nothing else and keeps a strict content security policy."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from apiyard import __version__
from apiyard.core.evidence import Verdict
from apiyard.spec.exchange import Headers, Reply, Request
from apiyard.verify.compare.difference import KIND as COMPARE
from apiyard.verify.coverage.covered import Asked, Covered
from apiyard.verify.coverage.measure import measures
from apiyard.verify.fault import Fault
from apiyard.verify.form import Form
from apiyard.verify.planning.tuning import Spared
from apiyard.verify.report import KindReport, Report
from apiyard.verify.telling.report_text import (
    clean,
    clean_lines,
    laid_out,
    meaning,
    percent,
    place_of,
    shown_headers,
    target,
)

_MOST_BODY = 4_000
_MOST_MISSING = 200
_OPEN_UP_TO = 3
_KINDS = ("kind", "verdict", "operations", "statuses", ">cases", ">seconds")
_OPERATIONS = ("operation", "", "statuses", ">cases", ">failures")
_AGAIN = "not seen when the same was sent again: it hangs on what the service holds, or on chance"
_WORDS = {
    Verdict.PASS: "keeps its word",
    Verdict.FAIL: "breaks its word",
    Verdict.WARN: "not wholly asked",
    Verdict.UNKNOWN: "nothing was asked",
    Verdict.INFO: "told",
}


def _write(report: Report) -> str:
    style = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = _text(f"{report.title} {report.version}: {report.verdict.value}")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n{''.join(_body(report))}</main>\n"
        "</body>\n</html>\n"
    )


def _text(text: object) -> str:
    return escape(clean(text), quote=True)


def _body(report: Report) -> Iterator[str]:
    yield from _top(report)
    for hint in report.hints:
        yield f'<p class="hint">{_text(hint)}</p>\n'
    if report.faults:
        yield "<h2>Failures</h2>\n"
    for fault in report.faults:
        yield from _fault(report, fault, opened=len(report.faults) <= _OPEN_UP_TO)
    if any(each.total for each in report.coverage):
        yield '<h2>Coverage</h2>\n<div class="panel">\n'
        for covered in report.coverage:
            yield from _covered(covered)
        yield "</div>\n"
    yield '<h2>Kinds of cases</h2>\n<div class="panel">'
    yield from _table(_KINDS, [_kind(each) for each in report.kinds])
    yield "</div>\n"
    if report.asked:
        yield '<h2>Operations</h2>\n<div class="panel">'
        yield from _table(_OPERATIONS, [_operation(each) for each in report.asked])
        yield "</div>\n"
    yield from _known(report)
    skipped = [(kind.kind, name, why) for kind in report.kinds for name, why in sorted(kind.skipped.items())]
    if skipped:
        yield '<h2>Not asked</h2>\n<div class="panel">'
        rows = [(_text(kind), f"<code>{_text(name)}</code>", _text(why)) for kind, name, why in skipped]
        yield from _table(("kind", "operation", "reason"), rows)
        yield "</div>\n"
    yield f"<footer>Contract <code>{_text(report.digest)}</code>, seed {report.seed}, "
    yield f"apiyard {_text(__version__)}</footer>"


def _known(report: Report) -> Iterator[str]:
    """Tell what stands in the baseline, what is gone from it, and what else a reader should know."""
    told = "known: it stands in the baseline"
    known = [each.failure for each in report.known_faults]
    rows = [(each.case.operation, each.trouble.check, told) for each in known]
    rows += [(each.operation, each.check, "gone: it was not seen any more") for each in report.gone]
    if rows:
        yield '<h2>Baseline</h2>\n<div class="panel">'
        cells = [(f"<code>{_text(name)}</code>", _text(check), told) for name, check, told in rows]
        yield from _table(("operation", "check", ""), cells)
        yield "</div>\n"
    if report.spared:
        yield '<h2>Exceptions from checks</h2>\n<div class="panel">'
        yield from _table(("check", "where", "reason", ">replies"), [_spared(each) for each in report.spared])
        yield "</div>\n"
    if report.notes:
        listed = "".join(f"<li>{_text(each)}</li>" for each in report.notes[:_MOST_MISSING])
        yield f'<h2>Notes</h2>\n<div class="panel"><ul class="notes">{listed}</ul></div>\n'


def _spared(spared: Spared) -> Sequence[str]:
    tuning = spared.tuning
    where = ", ".join((*tuning.operations, *tuning.kinds)) or "everywhere"
    how = "off" if tuning.off else ", ".join(f"{name}: {value}" for name, value in tuning.options.items())
    return (_text(f"{tuning.check} ({how})"), _text(where), _text(tuning.reason), str(spared.times))


def _top(report: Report) -> Iterator[str]:
    verdict = report.verdict
    differ = report.beside and all(kind.kind == COMPARE for kind in report.kinds if kind.failures)
    word = "they differ" if verdict is Verdict.FAIL and differ else _WORDS[verdict]
    yield (
        f'<div class="top"><div><h1>{_text(report.title)} <span class="quiet">{_text(report.version)}</span></h1>'
        f'<p class="quiet">verified against <code>{_text(report.base_url)}</code>{_beside(report)}</p></div>'
        f'<span class="pill {verdict.value}">{word}</span></div>\n<dl class="tiles">'
    )
    failures = len(report.faults)
    tiles = (
        ("failures", str(failures), ' class="bad"' if failures else ""),
        ("cases", f"{report.cases:,}".replace(",", "\u202f"), ""),
        ("operations", str(len(report.operations)), ""),
        ("kinds", str(len(report.kinds)), ""),
        ("seconds", f"{report.seconds:.1f}", ""),
    )
    for name, value, mark in tiles:
        yield f'<div class="tile"><dt>{name}</dt><dd{mark}>{value}</dd></div>'
    yield "</dl>\n"


def _beside(report: Report) -> str:
    """Name the services that it was compared with."""
    names = ", ".join(f"<code>{_text(each)}</code>" for each in report.beside)
    return f", compared with {names}" if names else ""


def _fault(report: Report, fault: Fault, *, opened: bool) -> Iterator[str]:
    failure, trouble, case = fault.failure, fault.failure.trouble, fault.failure.case
    facts = [
        ("where", _text(trouble.place)),
        ("promise", f"<code>{_text(trouble.why)}</code>" if trouble.why.startswith("/") else _text(trouble.why)),
        (
            "stands at",
            f"<code>{_text(place)}</code>" if (place := place_of(report, trouble.why)) != trouble.why else "",
        ),
        ("from", _text(f"{case.kind}: {case.origin}")),
        ("because", _text(meaning(trouble.check))),
        ("again", _AGAIN if failure.again is False else ""),
    ]
    yield f'<details class="card"{" open" if opened else ""}><summary>'
    yield f'<span class="tag fail">{_text(trouble.check)}</span>'
    yield f'<span class="name">{_text(case.operation)}</span><span class="times">{_text(fault.found)}</span>'
    yield f'<span class="message">{_text(trouble.message)}</span></summary>\n<div class="inside"><dl class="facts">'
    yield "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in facts if value)
    yield "</dl>\n"
    if case.before:
        lines = "\n".join(_text(f"{step.request.method} {target(step.request)}") for step in case.before)
        yield f"<h3>Sent before</h3><pre>{lines}</pre>"
    sent = f"<div><h3>Request</h3><pre>{_request(case.request)}</pre></div>"
    # The answers of two services stand beside each other.
    yield f'{sent}<div class="sides">' if failure.answers else f'<div class="sides">{sent}'
    for name, reply in failure.answers or (("", failure.reply),):
        whose = f"Reply of {_text(name)}" if name else "Reply"
        yield f"<div><h3>{whose}</h3><pre>{_reply(reply)}</pre></div>"
    yield "</div>"
    yield f'<h3>Replay</h3><pre class="replay">{_text(failure.curl)}</pre></div></details>\n'


def _request(request: Request) -> str:
    return _message(f"{request.method} {target(request)}", request.headers, laid_out(request, _MOST_BODY))


def _reply(reply: Reply | None) -> str:
    if reply is None:
        return "<i>none</i>"
    return _message(str(reply.status), reply.headers, laid_out(reply, _MOST_BODY))


def _message(first: str, headers: Headers, body: str) -> str:
    lines = [_text(first), *(f"<i>{_text(name)}:</i> {_text(value)}" for name, value in shown_headers(headers))]
    return "\n".join(lines) + (f"\n\n{escape(clean_lines(body), quote=True)}" if body else "")


def _covered(covered: Covered) -> Iterator[str]:
    if not covered.total:
        return
    share = covered.met / covered.total * 100
    row = (
        f'<span><b>{_text(covered.noun)}</b></span><meter min="0" max="100" low="50" high="80" optimum="100" '
        f'value="{share:.1f}" aria-label="{_text(covered.noun)}"></meter>'
        f'<span class="number quiet">{covered.met} of {covered.total}</span>'
        f'<span class="number">{percent(covered)}</span>'
    )
    known = measures().get(covered.measure)
    told = _coded(f"Of the {known.denominator}: {known.numerator}.") if known is not None else ""
    listed = "".join(f"<li><code>{_text(name)}</code></li>" for name in covered.missing[:_MOST_MISSING])
    more = len(covered.missing) - _MOST_MISSING
    listed += f"<li>and {more} more</li>" if more > 0 else ""
    missing = f'<h3>Missing</h3><ul class="missing small">{listed}</ul>' if listed else ""
    yield f'<details><summary class="measure">{row}</summary><p class="quiet small">{told}</p>{missing}</details>\n'


def _coded(text: str) -> str:
    """Write a text of this house, whose names stand between backticks."""
    return "".join(f"<code>{_text(part)}</code>" if at % 2 else _text(part) for at, part in enumerate(text.split("`")))


def _kind(kind: KindReport) -> Sequence[str]:
    whole = len(kind.reached) + len(kind.skipped)
    verdict = f'<span class="tag {kind.verdict.value}">{kind.verdict.value}</span>'
    share = f"{len(kind.reached)} of {whole}"
    return (_text(kind.kind), verdict, share, _statuses(kind.statuses.items()), str(kind.cases), f"{kind.seconds:.1f}")


def _operation(asked: Asked) -> Sequence[str]:
    failures = f'<span class="bad">{asked.failures}</span>' if asked.failures else "0"
    called = f'<span class="method">{_text(asked.method)}</span> <code>{_text(asked.path)}</code>'
    name = "" if asked.operation == f"{asked.method.lower()} {asked.path}" else _text(asked.operation)
    statuses = _statuses(asked.statuses.items())
    return (called, f'<span class="quiet">{name}</span>', statuses, str(asked.cases), failures)


def _statuses(statuses: Iterable[tuple[str, int]]) -> str:
    return "".join(
        f'<span class="status s{_text(status[:1])}">{_text(status)} <i>×{count}</i></span>'
        for status, count in sorted(statuses)
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Write a table of cells that are markup; a head with ``>`` is one of numbers."""
    marks = [' class="number"' if head.startswith(">") else "" for head in heads]
    told = "".join(f"<th{mark}>{head.lstrip('>')}</th>" for head, mark in zip(heads, marks, strict=True))
    yield f"<table><tr>{told}</tr>\n"
    for row in rows:
        yield "<tr>" + "".join(f"<td{mark}>{cell}</td>" for cell, mark in zip(row, marks, strict=True)) + "</tr>\n"
    yield "</table>"


FORM = Form("html", "A person reads it in a browser; it is one file.", ".html", _write)
