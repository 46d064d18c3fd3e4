"""A changelog in CommonMark, in the order of Keep a Changelog."""

from __future__ import annotations

import re
from collections.abc import Iterator

from apiyard.design.cause import Verdict
from apiyard.design.changelog.arrange import arranged, hidden
from apiyard.design.changelog.entry import Changelog, Entry, Section, Shown
from apiyard.design.changelog.form import Form
from apiyard.design.readable import clean

_SPECIAL = re.compile(r"([\\`*_\[\]<>#!|~&@]|:(?=//))")
# What would begin a list or a heading at the start of a line (CommonMark 0.31, section 4.3 and 5.2).
_START = re.compile(r"^(\d{1,9})([.)])(?=\s|$)|^([-+=])")
_MARKS = {Verdict.BREAKING: "**Breaking:** ", Verdict.UNKNOWN: "**Undecided:** ", Verdict.SAFE: ""}
_MOST_OPERATIONS = 12


def _write(changelog: Changelog) -> str:
    lines = [f"# Changelog of {_text(changelog.title)}", ""]
    if not changelog.sections:
        lines += ["Nothing changed.", ""]
    for section in changelog.sections:
        lines += section_lines(section, changelog)
    return "\n".join(lines)


def section_lines(section: Section, changelog: Changelog) -> Iterator[str]:
    """Give the lines of one section.

    Args:
        section: the section.
        changelog: the whole that it stands in.
    """
    day = f" ({section.at.date().isoformat()})" if section.at else ""
    yield f"## {_text(section.name)}{day}"
    yield ""
    if section.revision or section.subject:
        yield _text(": ".join(each for each in (section.revision, section.subject) if each))
        yield ""
    if section.breaking:
        what = "change breaks" if section.breaking == 1 else "changes break"
        yield f"**{section.breaking} {what} callers of {_text(section.before)}.**"
        yield ""
    for remark in section.remarks:
        yield f"> {_text(remark)}"
        yield ""
    for kind, groups in arranged(section, changelog):
        yield f"### {kind.value.capitalize()}"
        yield ""
        for group in groups:
            yield f"**{_text(group.name)}**"
            yield ""
            for entry in group.entries:
                yield from _entry(entry)
            yield ""
    if hidden(section, changelog):
        yield f"Changes of words and examples only: {hidden(section, changelog)}."
        yield ""
    if not section.entries:
        yield "The contract did not change."
        yield ""


def _entry(entry: Entry) -> Iterator[str]:
    yield f"- {_MARKS[entry.verdict]}{_text(entry.text)}{_shared(entry)}"
    if entry.reason:
        yield f"  Why it is undecided: {_text(entry.reason)}."
    if entry.migration:
        yield ""
        yield f"  What to do: {_text(entry.migration)}"
    for proof in entry.proofs:
        yield ""
        yield f"  {_text(proof.says)}"
        yield from _code(proof)


def _shared(entry: Entry) -> str:
    if len(entry.operations) < 2:
        return ""
    told = ", ".join(_text(each) for each in entry.operations[:_MOST_OPERATIONS])
    more = len(entry.operations) - _MOST_OPERATIONS
    return f" ({told}{f' and {more} more' if more > 0 else ''})"


def _code(proof: Shown) -> Iterator[str]:
    if not proof.lines:
        return
    lines = [clean(each) for each in proof.lines]
    # The fence is longer than any run of backticks in it (CommonMark 0.31, section 4.5).
    longest = max((len(run) for each in lines for run in re.findall(r"`+", each)), default=0)
    fence = "`" * max(3, longest + 1)
    yield ""
    yield f"  {fence}{proof.language}"
    yield from (f"  {each}" for each in lines)
    yield f"  {fence}"


def _text(text: str) -> str:
    """Give a line in which no character is markup (CommonMark 0.31, section 2.4)."""
    line = _SPECIAL.sub(r"\\\1", " ".join(clean(text).split()))
    return _START.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", line)


FORM = Form(
    "markdown", "A person reads it in a repository, a pull request or a wiki.", ".md", _write, names=("md", "text")
)
