"""A changelog as a feed (RSS 2.0): a section is an item."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from html import escape

from apiyard.design.changelog.entry import Changelog, Section
from apiyard.design.changelog.form import Form
from apiyard.design.changelog.web import section_html
from apiyard.design.readable import xml_text

_NOWHERE = "about:blank"


def _write(changelog: Changelog) -> str:
    return "\n".join(_lines(changelog)) + "\n"


def _lines(changelog: Changelog) -> Iterator[str]:
    link = changelog.link if changelog.link.startswith(("https://", "http://")) else _NOWHERE
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<rss version="2.0">'
    yield "<channel>"
    yield f"<title>{_text(f'Changes of {changelog.title}')}</title>"
    yield f"<link>{_text(link)}</link>"
    yield f"<description>{_text(f'What changes for callers of {changelog.title}')}</description>"
    yield "<generator>apiyard</generator>"
    moments = [each.at for each in changelog.sections if each.at]
    if moments:
        yield f"<lastBuildDate>{_date(max(moments))}</lastBuildDate>"
    for section in changelog.sections:
        yield from _item(section, changelog, link=link)
    yield "</channel>"
    yield "</rss>"


def _item(section: Section, changelog: Changelog, *, link: str) -> Iterator[str]:
    mark = "breaking: " if section.breaking else ""
    name = section.name if section.api else f"{changelog.title} {section.version}"
    yield "<item>"
    yield f"<title>{_text(mark + (f'{name}: {section.subject}' if section.subject else name))}</title>"
    if link != _NOWHERE:
        yield f"<link>{_text(link)}</link>"
    yield f'<guid isPermaLink="false">{_guid(section, changelog)}</guid>'
    if section.at:
        yield f"<pubDate>{_date(section.at)}</pubDate>"
    for kind in dict.fromkeys(each.kind.value for each in section.entries):
        yield f"<category>{kind}</category>"
    # The description holds HTML as text (RSS 2.0, "Elements of <item>"), so it is escaped once more.
    yield f"<description>{_text(''.join(section_html(section, changelog)))}</description>"
    yield "</item>"


def _guid(section: Section, changelog: Changelog) -> str:
    """Name a section by what it says, so that readers of the feed see it once."""
    told = [changelog.title, section.api, section.before, section.version, section.revision]
    told += [each.fingerprint for each in section.entries]
    return f"urn:apiyard:changelog:{sha256(chr(0).join(told).encode('utf-8', 'replace')).hexdigest()[:32]}"


def _date(at: datetime) -> str:
    return format_datetime(at)


def _text(text: str) -> str:
    return escape(xml_text(text), quote=False)


FORM = Form("rss", "Callers subscribe to it in their feed reader.", ".xml", _write, names=("feed",))
