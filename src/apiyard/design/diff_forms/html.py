"""Changes as one page without scripts, both sources side by side; it keeps a strict content security policy."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from apiyard.design.cause import Cause, ExchangeProof, Side
from apiyard.design.diff_form import DiffForm
from apiyard.design.readable import clean
from apiyard.design.telling.diff_report import KINDS, Compared, DiffReport, counts, fails, kind_of, told_counts
from apiyard.design.telling.diff_spot import Lines, Row, side_by_side, spots
from apiyard.design.telling.diff_words import TITLES, operations, place, proof_words, server_of, side_words, value
from apiyard.design.telling.exchange_text import curl, reply_lines
from apiyard.design.witness.address import as_sent

_MOST_PLACES = 60
_OPEN_UP_TO = 8
_LONGEST_VALUE = 1_000
_SHORT = ("documentation",)


def _write(report: DiffReport) -> str:
    style = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    body = "".join(_body(report))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>What changed</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>"
    )


def _text(text: object) -> str:
    return escape(clean(str(text)), quote=True)


def _body(report: DiffReport) -> Iterator[str]:
    numbers = dict.fromkeys(KINDS, 0)
    for compared in report.compared:
        for kind, number in counts(compared.counted).items():
            numbers[kind] += number
    words, kind = ("breaks clients", "pill bad") if numbers["breaking"] else ("breaks nobody", "pill")
    if not numbers["breaking"] and numbers["unknown"]:
        words, kind = "may break clients", "pill bad"
    yield (
        f'<div class="top"><div><h1>What changed</h1><p class="quiet">{_text(told_counts(numbers))}; '
        f"asks for version bump: {report.bump.value}; apiyard {_text(report.version)}</p></div>"
        f'<span class="{kind}">{words}</span></div>\n'
    )
    yield '<fieldset class="filters" aria-label="Kinds of changes to see">'
    for name in KINDS:
        if numbers[name]:
            yield (
                f'<label><input type="checkbox" id="see-{name}" checked autocomplete="off"> '
                f'<span class="tag {name}">{name}</span> {numbers[name]}</label>'
            )
    yield "</fieldset>\n"
    lines: Lines = {}
    for compared in report.compared:
        yield from _compared(compared, report, lines)


def _compared(compared: Compared, report: DiffReport, lines: Lines) -> Iterator[str]:
    gone = {"both": "", "added": "; the whole API is new", "removed": "; the whole API is gone"}[compared.presence]
    yield f"<section><h2>{_text(compared.name)}</h2>"
    yield f'<p class="quiet small"><code>{_text(compared.old.name)}</code> → <code>{_text(compared.new.name)}</code>; '
    yield f"{_text(told_counts(counts(compared.counted)))}; read as {compared.report.strictness.value}{gone}</p>\n"
    important = sum(fails(each, compared.fail) for each in compared.counted)
    for kind in KINDS:
        found = [each for each in compared.counted if kind_of(each) == kind]
        if not found:
            continue
        yield f'<div class="kind-{kind}"><h3>{TITLES[kind]} ({len(found)})</h3>'
        if kind in _SHORT:
            listed = "".join(f"<li><span>{_text(each.message)}</span></li>" for each in found)
            yield f'<ul class="short">{listed}</ul>'
        else:
            opened = kind in ("breaking", "unknown") and important <= _OPEN_UP_TO
            for each in found:
                yield from _card(compared, each, report.look.folder, opened=opened, lines=lines)
        yield "</div>\n"
    yield from _accepted(compared)
    yield from (f'<p class="small quiet">{_text(note)}</p>' for note in compared.notes)
    yield "</section>\n"


def _accepted(compared: Compared) -> Iterator[str]:
    spared = [each for each in compared.report.causes if each.fingerprint in compared.accepted]
    if spared:
        yield f'<h3>Accepted ({len(spared)})</h3><ul class="short">'
        for each in spared:
            told = compared.accepted[each.fingerprint].told()
            yield f'<li><span>{_text(each.message)} <span class="quiet small">{_text(told)}</span></span></li>'
        yield "</ul>"


def _card(compared: Compared, cause: Cause, folder: str, *, opened: bool, lines: Lines) -> Iterator[str]:
    kind = kind_of(cause)
    calls = operations(cause)
    reached = _text(calls[0]) if len(calls) == 1 else f"{len(calls)} operations" if calls else ""
    yield f'<details class="card {kind}"{" open" if opened else ""}><summary>'
    yield f'<span class="message">{_text(cause.message)}</span><span class="tag {kind}">{kind}</span>'
    yield f'<span class="check">{_text(cause.check)}</span><span class="reached">{reached}</span></summary>'
    yield '<div class="inside">'
    yield from _sides(compared, cause, folder, lines=lines)
    yield from _facts(cause)
    server = server_of(compared, cause)
    for side in cause.sides:
        yield from _side(side, server)
    yield "</div></details>\n"


def _sides(compared: Compared, cause: Cause, folder: str, *, lines: Lines) -> Iterator[str]:
    old, new = spots(compared, cause, folder)
    yield '<table class="sides"><colgroup><col class="number"><col><col class="number"><col></colgroup><thead><tr>'
    yield f'<th colspan="2">{_text(old)}</th><th class="new" colspan="2">{_text(new)}</th></tr></thead><tbody>'
    for row in side_by_side(old, new, lines):
        yield f'<tr class="{row.kind}">{_cells(row)}</tr>'
    yield "</tbody></table>"


def _cells(row: Row) -> str:
    made = ""
    for name, line in (("old", row.old), ("new", row.new)):
        if line is None:
            made += f'<td class="{name} number none"></td><td class="{name} none"></td>'
        else:
            made += f'<td class="{name} number">{line[0]}</td><td class="{name}">{escape(line[1])}</td>'
    return made


def _facts(cause: Cause) -> Iterator[str]:
    rows: list[tuple[str, str]] = [
        (word, f"<code>{_text(value(given, _LONGEST_VALUE))}</code>")
        for word, given in (("before", cause.before), ("after", cause.after))
        if given is not None
    ]
    if cause.reach:
        rows.append(("reaches", _places([place(each) for each in cause.reach])))
    rows += [(side.direction, _text(side_words(side))) for side in cause.sides]
    rows.append(("fingerprint", f"<code>{_text(cause.fingerprint)}</code>"))
    listed = "".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in rows)
    yield f"<dl>{listed}</dl>"


def _places(named: Sequence[str]) -> str:
    listed = "".join(f"<li><code>{_text(each)}</code></li>" for each in named[:_MOST_PLACES])
    rest = f"<li>and {len(named) - _MOST_PLACES} more</li>" if len(named) > _MOST_PLACES else ""
    made = f'<ul class="places">{listed}{rest}</ul>'
    return f"<details><summary>{len(named)} places</summary>{made}</details>" if len(named) > 4 else made


def _side(side: Side, server: str) -> Iterator[str]:
    proof = side.proof
    if proof is None:
        return
    yield f"<p><strong>Proof.</strong> {_text(proof_words(proof))}</p>"
    if isinstance(proof, ExchangeProof):
        yield f'<div class="proof"><div><h4>Request</h4>{_pre(curl(*as_sent(proof, server)))}</div>'
        if proof.reply is not None:
            yield f"<div><h4>Reply</h4>{_pre(reply_lines(proof.reply))}</div>"
        yield "</div>"


def _pre(lines: Sequence[str]) -> str:
    return f'<pre tabindex="0">{chr(10).join(_text(line) for line in lines)}</pre>'


DIFF_FORM = DiffForm("html", "A person reads it in a browser, both sources side by side; one file.", ".html", _write)
