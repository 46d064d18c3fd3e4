"""Changes as one comment on a pull request: a summary, and each change to be opened."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.cause import Cause
from apiyard.design.diff_form import DiffForm
from apiyard.design.telling.diff_markdown import details, head, text
from apiyard.design.telling.diff_report import KINDS, Compared, DiffReport, counts, kind_of, told_counts
from apiyard.design.telling.diff_words import TITLES, operations

_MARKER = "<!-- apiyard-diff -->"
# GitHub takes 65,536 characters; what does not fit is counted.
_LONGEST = 60_000
_TOO_LONG = 6_000
_MOST_ROWS = 50
_ICONS = {"breaking": "🔴", "unknown": "🟡", "safe": "🟢", "documentation": "⚪"}


def _write(report: DiffReport) -> str:
    parts = [_MARKER, f"### {_verdict(report)}", ""]
    parts += list(_table(report))
    room = _LONGEST - len("\n".join(parts))
    left = 0
    for compared in report.compared:
        for kind in KINDS:
            for part in _kind(compared, kind, report.look.folder):
                if len(part) + 2 > room:
                    left += 1
                    continue
                room -= len(part) + 2
                parts += [part, ""]
    if left:
        parts.append(f"{left} more part{'s' * (left != 1)} did not fit here; the other forms of the report tell all.")
    return "\n".join(parts).rstrip("\n")


def _verdict(report: DiffReport) -> str:
    numbers = dict.fromkeys(KINDS, 0)
    for compared in report.compared:
        for kind, number in counts(compared.counted).items():
            numbers[kind] += number
    worst = next((kind for kind in KINDS if numbers[kind]), "safe")
    says = {"breaking": "This breaks clients", "unknown": "This may break clients", "safe": "This breaks no client"}
    return f"{_ICONS[worst]} {says.get(worst, says['safe'])}: {told_counts(numbers)}"


def _table(report: DiffReport) -> Iterator[str]:
    changed = [each for each in report.compared if each.report.causes]
    same = len(report.compared) - len(changed)
    if changed:
        yield "| contract | what changed |"
        yield "| --- | --- |"
    for compared in changed[:_MOST_ROWS]:
        yield f"| {text(compared.name)} | {head(compared)} |"
    if len(changed) > _MOST_ROWS:
        yield f"| and {len(changed) - _MOST_ROWS} more | |"
    if same:
        yield ""
        yield f"{same} contract{'s' * (same != 1)} did not change."
    yield ""


def _kind(compared: Compared, kind: str, folder: str) -> Iterator[str]:
    found = [each for each in compared.counted if kind_of(each) == kind]
    if not found:
        return
    if kind in ("breaking", "unknown"):
        yield f"#### {text(compared.name)}: {TITLES[kind]} ({len(found)})"
        for cause in found:
            yield _change(compared, cause, folder)
        return
    lines = [f"- {text(cause.message)}" for cause in found[:100]]
    lines += [f"- and {len(found) - 100} more"] if len(found) > 100 else []
    yield _folded(f"{_ICONS[kind]} {text(compared.name)}: {len(found)} {TITLES[kind].lower()}", lines)


def _change(compared: Compared, cause: Cause, folder: str) -> str:
    calls = operations(cause)
    reached = f" <sub>{len(calls)} operations</sub>" if len(calls) > 1 else ""
    lines = list(details(compared, cause, folder))
    if sum(map(len, lines)) > _TOO_LONG:
        lines = [*lines[:3], "- its proof is too long for a comment; the other forms of the report tell it"]
    return _folded(f"{_ICONS[kind_of(cause)]} {text(cause.message)}{reached}", lines)


def _folded(title: str, lines: list[str]) -> str:
    return "\n".join(["<details><summary>", "", title, "", "</summary>", "", *lines, "", "</details>"])


DIFF_FORM = DiffForm(
    "github-comment",
    "GitHub shows it as a comment on the pull request.",
    ".md",
    _write,
    names=("github-pr", "pr-comment", "github-pull-request"),
)
