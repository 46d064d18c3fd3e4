"""Findings as one page without scripts: it needs nothing else and keeps a strict content security policy."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from apiyard.design.assess import reach_once
from apiyard.design.form import Form
from apiyard.design.frame import frame, lines_of
from apiyard.design.group import Group, group
from apiyard.design.readable import clean, shown_path
from apiyard.design.report import NOT_RUN, ORDER, Judged, Remark, Report, counts, told_counts
from apiyard.design.score import Score, score

_MOST_PLACES = 50
_MOST_OPERATIONS = 30
_OPEN_UP_TO = 12
_LOW, _MIDDLING = 50, 80
_ROUND = 239
_WIDTH = 110
_Sources = dict[str, Sequence[str]]


def _write(report: Report) -> str:
    style = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    body = "".join(_body(report))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>Lint report</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>"
    )


def _text(text: object) -> str:
    return escape(clean(str(text)), quote=True)


def _body(report: Report) -> Iterator[str]:
    numbers = counts(remark for judged in report.judged for remark in judged.counted)
    verdict = ("fails", "verdict") if report.failed else ("passes", "verdict fine")
    yield (
        f'<div class="top"><div><h1>Lint report</h1><p class="quiet">{_text(told_counts(numbers))} in '
        f"{len(report.judged)} document{'s' * (len(report.judged) != 1)}; apiyard {_text(report.version)}</p></div>"
        f'<span class="{verdict[1]}">{verdict[0]} at {report.fail.value}</span></div>\n'
    )
    if numbers:
        yield '<fieldset class="filters" aria-label="Severities to see">'
        for severity in ORDER:
            if severity.value in numbers:
                name = severity.value
                yield (
                    f'<label><input type="checkbox" id="see-{name}" checked autocomplete="off"> '
                    f'<span class="tag {name}">{name}</span> {numbers[name]}</label>'
                )
        yield "</fieldset>\n"
    sources: _Sources = {}
    for judged in report.judged:
        yield from _judged(judged, report, sources)


def _judged(judged: Judged, report: Report, sources: _Sources) -> Iterator[str]:
    reach = reach_once(judged.inventory)
    told = score(judged.broken, reach()) if judged.inventory else None
    yield f'<section><div class="head"><div><h2>{_text(judged.name)}</h2><p class="quiet small">'
    yield _text(told_counts(counts(judged.counted)))
    yield f"; ruleset {_text(judged.ruleset)}</p></div>" if judged.ruleset else "</p></div>"
    yield _ring(told) if told else ""
    yield "</div>\n"
    main = judged.inventory.root.uri if judged.inventory else ""
    groups = group(judged.broken, main, reach=reach)
    for each in groups:
        yield from _group(each, judged, report.look.folder, sources=sources, opened=len(groups) <= _OPEN_UP_TO)
    yield from _table("Spared", ("rule", "place", "by", "reason"), _spared(judged, report.look.folder))
    not_run = [(each.finding.message,) for each in judged.counted if each.finding.rule == NOT_RUN]
    yield from _table("Not run", ("rule and reason",), not_run)
    yield from _table("Notes", ("note",), [(each,) for each in judged.notes])
    if told and told.losses:
        yield from _arithmetic(told)
    yield "</section>\n"


def _ring(told: Score) -> str:
    kind = "low" if told.value < _LOW else "middling" if told.value < _MIDDLING else "high"
    circle = '<circle cx="45" cy="45" r="38"'
    return (
        f'<div class="score {kind}"><svg viewBox="0 0 90 90" aria-hidden="true">{circle}/>{circle} class="value" '
        f'stroke-dasharray="{_ROUND * told.value / 100:.1f} {_ROUND}"/></svg><div><b>{told.value}</b>'
        '<div class="quiet small">score of 100</div></div></div>'
    )


def _group(each: Group, judged: Judged, folder: str, *, sources: _Sources, opened: bool) -> Iterator[str]:
    first, name = each.remarks[0], each.severity.value
    times = f"{len(each.remarks)} times" if len(each.remarks) > 1 else ""
    yield f'<details class="card {name}"{" open" if opened else ""}><summary><span class="tag {name}">{name}</span>'
    yield f'<span class="rule">{_text(each.rule)}</span><span class="times">{times}</span>'
    yield f'<span class="message">{_text(each.message)}</span></summary><div class="inside">'
    yield f'<p class="small quiet"><code>{_text(_place(first, folder))}</code></p>'
    yield _frame(first, judged, sources)
    if first.finding.hint:
        yield f'<p class="hint-line">{_text(first.finding.hint)}</p>'
    if each.remarks[1:]:
        yield f'<p class="small quiet">Also at</p><ul class="places small">{"".join(_places(each, folder))}</ul>'
    if each.operations:
        shown = each.operations[:_MOST_OPERATIONS]
        more = f" and {each.reached - len(shown)} more" if each.reached > len(shown) else ""
        listed = ", ".join(f"<code>{_text(name)}</code>" for name in shown)
        told = f"all {each.reached} operations" if each.all_operations else f"{listed}{more}"
        yield f'<p class="small"><span class="quiet">Reaches</span> {told}</p>'
    if first.url.startswith(("https://", "http://")):
        yield f'<p class="small"><a href="{_text(first.url)}" rel="noopener noreferrer">About this rule</a></p>'
    yield "</div></details>\n"


def _places(each: Group, folder: str) -> Iterator[str]:
    for remark in each.remarks[1 : _MOST_PLACES + 1]:
        other = remark.finding.message if remark.finding.message != each.message else ""
        yield f"<li><code>{_text(_place(remark, folder))}</code> {_text(other)}</li>"
    if len(each.remarks) > _MOST_PLACES + 1:
        yield f"<li>and {len(each.remarks) - _MOST_PLACES - 1} more</li>"


def _place(remark: Remark, folder: str) -> str:
    at = remark.finding.location
    return f"{shown_path(at.document, folder)}:{at.line}:{at.column}"


def _frame(remark: Remark, judged: Judged, sources: _Sources) -> str:
    name = remark.finding.location.document
    if name not in judged.documents:
        return ""
    if name not in sources:
        sources[name] = lines_of(judged.documents[name])
    rows = []
    for number, text, caret in frame(sources[name], remark.extent, width=_WIDTH):
        rows.append(f"<i>{number:6} │ </i>{_text(text)}")
        if caret:
            rows.append(f"<i>       │ </i><mark>{caret}</mark>")
    return f'<pre class="{remark.finding.severity.value}">{chr(10).join(rows)}</pre>'


def _spared(judged: Judged, folder: str) -> Iterator[tuple[str, str, str, str]]:
    for each in judged.remarks:
        if each.spared is not None:
            until = f" (until {each.spared.until})" if each.spared.until else ""
            yield each.finding.rule, _place(each, folder), each.spared.by, each.spared.reason + until


def _arithmetic(told: Score) -> Iterator[str]:
    rows = [
        (f"{each.points:.1f}", each.rule, each.severity.value, f"{each.parts} of {told.parts}") for each in told.losses
    ]
    yield from _table(f"Score: {told.told()}", ("points", "rule", "severity", "parts reached"), rows)


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    listed = list(rows)
    if not listed:
        return
    head = "".join(f"<th>{_text(each)}</th>" for each in columns)
    body = "".join(f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in row)}</tr>" for row in listed)
    yield f'<details class="card"><summary><span>{_text(title)}</span></summary>'
    yield f'<div class="inside"><table><tr>{head}</tr>{body}</table></div></details>\n'


FORM = Form("html", "A person reads it in a browser; it is one file.", ".html", _write)
