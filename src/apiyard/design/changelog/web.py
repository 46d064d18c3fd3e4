"""Sections of a changelog as HTML without attributes that could do anything."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from apiyard.design.cause import Verdict
from apiyard.design.changelog.arrange import Group, arranged, hidden
from apiyard.design.changelog.entry import Changelog, Entry, Section, Shown
from apiyard.design.readable import xml_text

_MOST_OPERATIONS = 30


def section_html(section: Section, changelog: Changelog) -> Iterator[str]:
    """Give what a section says, without its heading.

    Args:
        section: the section.
        changelog: the whole that it stands in.

    Yields:
        Pieces of HTML; every text of a contract is escaped.
    """
    if section.revision or section.subject:
        yield f"<p>{_text(': '.join(each for each in (section.revision, section.subject) if each))}</p>\n"
    if section.breaking:
        what = "change breaks" if section.breaking == 1 else "changes break"
        yield f"<p><strong>{section.breaking} {what} callers of {_text(section.before)}.</strong></p>\n"
    for remark in section.remarks:
        yield f"<blockquote><p>{_text(remark)}</p></blockquote>\n"
    for kind, groups in arranged(section, changelog):
        yield f"<h3>{kind.value.capitalize()}</h3>\n"
        for group in groups:
            yield from _group(group)
    if hidden(section, changelog):
        yield f"<p>Changes of words and examples only: {hidden(section, changelog)}.</p>\n"
    if not section.entries:
        yield "<p>The contract did not change.</p>\n"


def _group(group: Group) -> Iterator[str]:
    name = _text(group.name)
    yield f"<h4><code>{name}</code></h4>\n<ul>\n" if group.operation else f"<h4>{name}</h4>\n<ul>\n"
    for entry in group.entries:
        yield f"<li>{_mark(entry)}{_text(entry.text)}{_shared(entry)}"
        if entry.reason:
            yield f"<p>Why it is undecided: {_text(entry.reason)}.</p>"
        if entry.migration:
            yield f"<p><strong>What to do:</strong> {_text(entry.migration)}</p>"
        for proof in entry.proofs:
            yield from _proof(proof)
        yield "</li>\n"
    yield "</ul>\n"


def _proof(proof: Shown) -> Iterator[str]:
    yield f"<p>{_text(proof.says)}</p>"
    if proof.lines:
        yield f"<pre><code>{_text(chr(10).join(proof.lines))}</code></pre>"


def _mark(entry: Entry) -> str:
    if entry.verdict is Verdict.BREAKING:
        return "<strong>Breaking:</strong> "
    return "<strong>Undecided:</strong> " if entry.verdict is Verdict.UNKNOWN else ""


def _shared(entry: Entry) -> str:
    if len(entry.operations) < 2:
        return ""
    told = ", ".join(f"<code>{_text(each)}</code>" for each in entry.operations[:_MOST_OPERATIONS])
    more = len(entry.operations) - _MOST_OPERATIONS
    return f" ({told}{f' and {more} more' if more > 0 else ''})"


def _text(text: str) -> str:
    return escape(xml_text(text), quote=True)
