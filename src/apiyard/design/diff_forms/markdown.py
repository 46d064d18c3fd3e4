"""Changes as a page in Markdown, for a wiki or a release."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.diff_form import DiffForm
from apiyard.design.telling.diff_markdown import details, head, text
from apiyard.design.telling.diff_report import KINDS, Compared, DiffReport, kind_of
from apiyard.design.telling.diff_words import TITLES


def _write(report: DiffReport) -> str:
    return "\n".join(line for compared in report.compared for line in _compared(compared, report)).rstrip("\n")


def _compared(compared: Compared, report: DiffReport) -> Iterator[str]:
    yield f"# {text(compared.name)}"
    yield ""
    yield f"{text(compared.old.name)} → {text(compared.new.name)}: {head(compared)}"
    yield ""
    for kind in KINDS:
        found = [each for each in compared.counted if kind_of(each) == kind]
        if not found:
            continue
        yield f"## {TITLES[kind]} ({len(found)})"
        yield ""
        for cause in found:
            if kind in ("safe", "documentation"):
                yield f"- {text(cause.message)}"
                continue
            yield f"### {text(cause.message)}"
            yield ""
            yield from details(compared, cause, report.look.folder)
            yield ""
        yield ""
    for note in compared.notes:
        yield f"- {text(note)}"


DIFF_FORM = DiffForm("markdown", "A person reads it in a wiki or a release.", ".md", _write, names=("md",))
