"""Render the index of a set of reference pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from apiyard.core.names import ApiName
from apiyard.core.noun import dataclass
from apiyard.publish.escape import html_text
from apiyard.publish.reference import STYLE

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; base-uri 'none'">
<title>{title}</title>
<link rel="stylesheet" href="style.css">
</head>
<body>
<main class="plain">
<h1>{title}</h1>
<ul>
{items}
</ul>
</main>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One API in the index.

    Args:
        api: its name; its page lies in a folder of this name.
        title: the contract's title.
        version: the contract's version.
        summary: one sentence about it.
    """

    api: ApiName
    title: str
    version: str
    summary: str = ""


def render_index(entries: Iterable[IndexEntry], *, title: str = "APIs") -> Mapping[str, bytes]:
    """Render the page that lists all APIs.

    Args:
        entries: the APIs; they are listed by name.
        title: the heading of the page.

    Returns:
        File contents by name: index.html and style.css.
    """
    items = "\n".join(_item(entry) for entry in sorted(entries, key=lambda entry: entry.api))
    page = _PAGE.format(title=html_text(title), items=items)
    return {"index.html": page.encode(), "style.css": STYLE}


def _item(entry: IndexEntry) -> str:
    link = f'<a href="{html_text(entry.api)}/index.html">{html_text(entry.title)}</a>'
    text = f"<br>{html_text(entry.summary)}" if entry.summary else ""
    return f'<li>{link}<span class="version">{html_text(entry.version)}</span>{text}</li>'
