"""A changelog as one page without scripts: it needs nothing else and keeps a strict content security policy."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from html import escape
from pathlib import Path

from apiyard.design.changelog.entry import Changelog, Section
from apiyard.design.changelog.form import Form
from apiyard.design.changelog.web import section_html
from apiyard.design.readable import xml_text


def _write(changelog: Changelog) -> str:
    style = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = _text(f"Changelog of {changelog.title}")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        f"{''.join(_body(changelog))}</main>\n</body>\n</html>\n"
    )


def _body(changelog: Changelog) -> Iterator[str]:
    if changelog.link.startswith(("https://", "http://")):
        link = _text(changelog.link)
        yield f'<p><a href="{link}" rel="noopener noreferrer">{link}</a></p>\n'
    if not changelog.sections:
        yield "<p>Nothing changed.</p>\n"
    for section in changelog.sections:
        yield "<section>\n"
        yield _heading(section)
        yield from section_html(section, changelog)
        yield "</section>\n"


def _heading(section: Section) -> str:
    day = ""
    if section.at:
        stamp = section.at.date().isoformat()
        day = f' <time datetime="{stamp}">{stamp}</time>'
    kind = "bad" if section.breaking else "fine"
    return f'<h2>{_text(section.name)}{day} <span class="tag {kind}">{section.bump.value}</span></h2>\n'


def _text(text: str) -> str:
    return escape(xml_text(text), quote=True)


FORM = Form("html", "A person reads it in a browser; it is one file.", ".html", _write)
