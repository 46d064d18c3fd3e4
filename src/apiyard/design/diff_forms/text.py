"""Changes for people at a terminal: by verdict, each with its places, its reach and what proves it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from apiyard.core.noun import dataclass
from apiyard.design.cause import Cause, Side
from apiyard.design.diff_form import DiffForm
from apiyard.design.readable import clean, columns, wrap
from apiyard.design.report import Look
from apiyard.design.telling.diff_report import KINDS, Compared, DiffReport, counts, kind_of, told_counts
from apiyard.design.telling.diff_spot import spots
from apiyard.design.telling.diff_words import (
    MARKS,
    proof_lines,
    proof_words,
    reach,
    server_of,
    side_words,
    turned,
    value,
)

_COLOURS = {"breaking": "31", "unknown": "33", "safe": "32", "documentation": "2", "dim": "2", "bold": "1"}
_LABEL = 10
_MOST_REACHED = 3
_LEAST_WIDTH = 40
_GAP = re.compile(r"\n{3,}")
_SHORT = ("safe", "documentation")


@dataclass(frozen=True, slots=True)
class _Page:
    """How it is written.

    Args:
        look: how it is to look.
    """

    look: Look

    @property
    def width(self) -> int:
        return max(_LEAST_WIDTH, self.look.width)

    def paint(self, style: str, text: str) -> str:
        return f"\x1b[{_COLOURS[style]}m{text}\x1b[0m" if self.look.colour and text else text

    def facts(self, label: str, text: str) -> Iterator[str]:
        """Give a labelled text; the label stands in a column of its own."""
        first = f"    {label:<{_LABEL}}"
        for at, line in enumerate(wrap(clean(text), width=self.width, first=first, rest=" " * len(first))):
            head = self.paint("dim", line[: len(first)]) if at == 0 else line[: len(first)]
            yield head + line[len(first) :]


def _write(report: DiffReport) -> str:
    page = _Page(report.look)
    lines: list[str] = []
    for compared in report.compared:
        told = list(_compared(page, compared, many=len(report.compared) > 1))
        # What did not change is one line; a folder may hold many of those.
        lines += [*([""] if lines and (len(told) > 1 or not lines[-1].endswith("no changes")) else []), *told]
    if len(report.compared) > 1:
        lines += ["", *_total(page, report)]
    return _GAP.sub("\n\n", "\n".join(line.rstrip() for line in lines)).rstrip("\n")


def _compared(page: _Page, compared: Compared, *, many: bool) -> Iterator[str]:
    numbers = counts(compared.counted)
    mark = page.paint("breaking", "✗") if compared.failed else page.paint("safe", "✓")
    lines = wrap(f"{clean(compared.name)}: {told_counts(numbers)}", width=page.width, first="  ", rest="    ")
    yield f"{mark} {page.paint('bold', lines[0][2:])}"
    yield from lines[1:]
    if not compared.report.causes and not compared.notes and many:
        return
    both = f"{clean(compared.old.name)} → {clean(compared.new.name)}"
    gone = {"both": "", "added": " (the whole API is new)", "removed": " (the whole API is gone)"}
    yield from (page.paint("dim", line) for line in wrap(both + gone[compared.presence], width=page.width, first="  "))
    read = compared.report.strictness.value
    told = f"read as {read}; asks for version bump: {compared.bump.value}"
    yield from (page.paint("dim", line) for line in wrap(told, width=page.width, first="  ", rest="  "))
    spared = len(compared.report.causes) - len(compared.counted)
    if spared:
        yield page.paint("dim", f"  {spared} accepted")
    for kind in KINDS:
        found = [each for each in compared.counted if kind_of(each) == kind]
        if found:
            yield ""
            yield page.paint(kind, f"{kind.upper()} ({len(found)})")
            yield from _kind(page, compared, found)
    for note in compared.notes:
        yield from wrap(clean(note), width=page.width, first="  · ", rest="    ")


def _kind(page: _Page, compared: Compared, found: list[Cause]) -> Iterator[str]:
    most = page.look.most or len(found)
    for each in found[:most]:
        if kind_of(each) in _SHORT:
            yield from _short(page, each)
        else:
            yield from _long(page, compared, each)
            yield ""
    if len(found) > most:
        yield f"  and {len(found) - most} more; --max-changes 0 shows all"


def _head(page: _Page, cause: Cause) -> Iterator[str]:
    kind = kind_of(cause)
    lines = wrap(clean(cause.message), width=page.width, first="  ✗ ", rest="    ")
    for at, line in enumerate(lines):
        start = f"  {page.paint(kind, MARKS[kind])} " if at == 0 else "    "
        yield start + (page.paint("bold", line[4:]) if kind not in _SHORT else line[4:])


def _short(page: _Page, cause: Cause) -> Iterator[str]:
    yield from _head(page, cause)
    first = cause.reach[0].call if cause.reach else ""
    rest = len({each.call for each in cause.reach}) - 1
    more = f" and {rest} more" if rest > 0 else ""
    told = "  ".join(
        filter(None, (cause.check, f"{clean(first)}{more}" if first and first not in cause.message else ""))
    )
    yield from (page.paint("dim", line) for line in wrap(told, width=page.width, first="    ", rest="      "))


def _long(page: _Page, compared: Compared, cause: Cause) -> Iterator[str]:
    yield from _head(page, cause)
    yield page.paint("dim", f"    {clean(cause.check)} {cause.fingerprint}")
    yield from _values(page, cause)
    old, new = spots(compared, cause, page.look.folder)
    yield from page.facts("old", str(old))
    yield from page.facts("new", str(new))
    named, rest = reach(cause, _MOST_REACHED)
    for at, each in enumerate(named):
        yield from page.facts("reaches" if at == 0 else "", each)
    if rest:
        yield from page.facts("", f"and {rest}")
    server = server_of(compared, cause)
    # The proofs stand last, so that what is short can be read before them.
    for side in sorted(cause.sides, key=lambda each: bool(each.proof and proof_lines(each.proof))):
        yield from _side(page, side, server)


def _values(page: _Page, cause: Cause) -> Iterator[str]:
    room = page.width - _LABEL - 4
    told = turned(cause)
    if not told:
        return
    if columns(told) <= room:
        yield from page.facts("change", told)
        return
    for label, given in (("before", cause.before), ("after", cause.after)):
        if given is not None:
            yield from page.facts(label, value(given, 3 * room))


def _side(page: _Page, side: Side, server: str) -> Iterator[str]:
    if side.proof is None:
        yield from page.facts(side.direction, side_words(side))
        return
    yield from page.facts(side.direction, proof_words(side.proof))
    lines = proof_lines(side.proof, server)
    if lines:
        yield ""
        yield from (f"      {line}" for line in lines)
        yield ""


def _total(page: _Page, report: DiffReport) -> Iterator[str]:
    numbers = dict.fromkeys(KINDS, 0)
    for compared in report.compared:
        for kind, number in counts(compared.counted).items():
            numbers[kind] += number
    mark = page.paint("breaking", "✗") if report.failed else page.paint("safe", "✓")
    told = f"{len(report.compared)} contracts: {told_counts(numbers)}"
    lines = wrap(told, width=page.width, first="  ", rest="    ")
    yield f"{mark} {lines[0][2:]}"
    yield from lines[1:]


DIFF_FORM = DiffForm("text", "A person reads it at the terminal.", ".txt", _write, names=("pretty",))
