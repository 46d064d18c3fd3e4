"""Findings for people at a terminal: grouped by root cause, with the code around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from apiyard.core.noun import dataclass, field
from apiyard.design.assess import reach_once
from apiyard.design.form import Form
from apiyard.design.frame import frame, lines_of
from apiyard.design.group import Group, group
from apiyard.design.reach import Reach
from apiyard.design.readable import clean, shown_path, wrap
from apiyard.design.report import NOT_RUN, Judged, Look, Remark, Report, counts, told_counts
from apiyard.design.score import Score, score
from apiyard.spec.parse import Document

_COLOURS = {"error": "31", "warn": "33", "info": "34", "hint": "36", "dim": "2", "bold": "1", "good": "32"}
_MOST_PLACES = 3
_MOST_OPERATIONS = 3
_MARGIN = 10
_LEAST_WIDTH = 40


@dataclass(slots=True)
class _Page:
    """What is being written, and how."""

    look: Look
    sources: dict[str, Sequence[str]] = field(default_factory=dict)
    last: str = ""

    @property
    def width(self) -> int:
        return max(_LEAST_WIDTH, self.look.width)

    def paint(self, style: str, text: str) -> str:
        return f"\x1b[{_COLOURS[style]}m{text}\x1b[0m" if self.look.colour and text else text

    def lines(self, documents: Mapping[str, Document], name: str) -> Sequence[str]:
        if name not in self.sources:
            self.sources[name] = lines_of(documents[name]) if name in documents else ()
        return self.sources[name]

    def place(self, remark: Remark) -> str:
        at = remark.finding.location
        shown = clean(shown_path(at.document, self.look.folder))
        return f"{shown}:{at.line}:{at.column}" if at.line else shown


def _write(report: Report) -> str:
    page = _Page(report.look)
    lines: list[str] = []
    for judged in report.judged:
        page.last = ""
        lines += _judged(page, judged)
    return "\n".join([*lines, *_end(page, report)])


def _judged(page: _Page, judged: Judged) -> Iterator[str]:
    reach = reach_once(judged.inventory)
    counted = judged.broken
    name = page.paint("bold", clean(judged.name))
    if not counted:
        yield f"{page.paint('good', '✓')} {name} has no findings"
        yield from _aside(page, judged)
    else:
        numbers = counts(counted)
        style = next(iter(numbers))
        told = told_counts(numbers)
        yield f"{page.paint(style, '✗' if style == 'error' else '!')} {name}: {told}"
        yield from _aside(page, judged)
        yield ""
        groups = _groups(judged, raw=page.look.raw, reach=reach)
        most = page.look.most or len(groups)
        for each in groups[:most]:
            yield from _group(page, judged, each)
            yield ""
        if len(groups) > most:
            yield f"  and {len(groups) - most} more; --max-findings 0 shows all"
            yield ""
    for remark in judged.counted:
        if remark.finding.rule == NOT_RUN:
            yield from wrap(clean(remark.finding.message), width=page.width, first="  ! ", rest="    ")
    for note in judged.notes:
        yield from wrap(clean(note), width=page.width, first="  · ", rest="    ")
    if judged.inventory is not None and page.look.arithmetic:
        yield from _score(page, score(counted, reach()))


def _groups(judged: Judged, *, raw: bool, reach: Callable[[], Reach]) -> Sequence[Group]:
    if raw:
        return [Group(e.finding.rule, e.finding.severity, e.finding.message, (e,)) for e in judged.broken]
    main = judged.inventory.root.uri if judged.inventory else ""
    return group(judged.broken, main, reach=reach)


def _aside(page: _Page, judged: Judged) -> Iterator[str]:
    spared: dict[str, int] = {}
    for each in judged.remarks:
        if each.spared is not None:
            spared[each.spared.by] = spared.get(each.spared.by, 0) + 1
    told = ", ".join(f"{number} spared by {by}" for by, number in sorted(spared.items()))
    if told:
        yield page.paint("dim", f"  {told}")


def _group(page: _Page, judged: Judged, each: Group) -> Iterator[str]:
    first = each.remarks[0]
    severity = each.severity.value
    times = f" ({len(each.remarks)} times)" if len(each.remarks) > 1 else ""
    word = page.paint(severity, severity) + " " * (len("error") - len(severity))
    yield f"  {word} {page.paint('bold', clean(each.rule))}{times}"
    yield from wrap(clean(each.message), width=page.width, first="        ", rest="        ")
    yield from _frame(page, judged, first)
    if first.finding.hint:
        yield from wrap(clean(first.finding.hint), width=page.width, first="        hint: ", rest="              ")
    yield from (page.paint("dim", line) for line in _places(page, each))
    if page.look.urls and first.url:
        yield page.paint("dim", f"        see {clean(first.url)}")


def _places(page: _Page, each: Group) -> Iterator[str]:
    others = each.remarks[1:]
    if others:
        different = len({remark.finding.message for remark in each.remarks}) > 1
        same = len({remark.finding.location.document for remark in each.remarks}) == 1
        shown = []
        for remark in others[:_MOST_PLACES]:
            at = remark.finding.location
            place = f"{at.line}:{at.column}" if same else page.place(remark)
            shown.append(f"{place} ({clean(remark.finding.message)})" if different else place)
        more = f" and {len(others) - _MOST_PLACES} more" if len(others) > _MOST_PLACES else ""
        yield from wrap(f"also at {', '.join(shown)}{more}", width=page.width, first="        ", rest="          ")
    if each.all_operations:
        yield f"        reaches all {each.reached} operations"
    elif each.operations:
        names = [clean(name) for name in each.operations[:_MOST_OPERATIONS]]
        more = f" and {each.reached - len(names)} more" if each.reached > len(names) else ""
        told = f"reaches {', '.join(names)}{more}"
        yield from wrap(told, width=page.width, first="        ", rest="          ")


def _frame(page: _Page, judged: Judged, remark: Remark) -> Iterator[str]:
    place = page.place(remark)
    yield page.paint("dim", f"        {place}")
    if place == page.last:
        return  # the reader has just seen these lines
    page.last = place
    lines = page.lines(judged.documents, remark.finding.location.document)
    for number, text, caret in frame(lines, remark.extent, width=page.width - _MARGIN - 2):
        yield f"{page.paint('dim', f'{number:7} │')} {text}".rstrip()
        if caret:
            yield f"{page.paint('dim', '        │')} {page.paint(remark.finding.severity.value, caret)}"


def _score(page: _Page, told: Score) -> Iterator[str]:
    yield f"  score {told.value} of 100"
    for each in told.losses:
        share = f"{each.parts} of {told.parts} parts"
        line = f"    {each.points:6.1f}  {clean(each.rule)} ({each.severity.value}, reaches {share})"
        yield page.paint("dim", line)
    yield page.paint("dim", f"    {told.told()}") if told.losses else page.paint("dim", "    no finding costs points")


def _end(page: _Page, report: Report) -> Iterator[str]:
    if len(report.judged) > 1:
        numbers = counts(remark for judged in report.judged for remark in judged.counted)
        mark = page.paint("error", "✗") if report.failed else page.paint("good", "✓")
        yield f"{mark} {told_counts(numbers)} in {len(report.judged)} documents"


FORM = Form("text", "A person reads it at the terminal.", ".txt", _write, names=("pretty", "codeframe"))
