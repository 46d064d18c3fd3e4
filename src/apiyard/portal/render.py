"""Render the portal's templates; every word that was not written in them is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from apiyard.core.noun import dataclass
from apiyard.portal import words
from apiyard.portal.page import Page, navigation

_FILTERS = (
    words.ago,
    words.count,
    words.duration,
    words.evidence,
    words.exact,
    words.iso,
    words.percent,
    words.pretty,
    words.short,
    words.spoken,
    words.stamp,
    words.tone,
    words.web_address,
    words.weight,
)


@dataclass(frozen=True, slots=True)
class Shell:
    """What stands around every page.

    Args:
        user: the name of the person.
        role: what they may do.
        csrf: the secret of their forms.
        address: path and query of this page.
        stream: address of the stream of news.
        assets: names the version of the static files.
    """

    user: str
    role: str
    csrf: str
    address: str
    stream: str
    assets: str


def render_page(page: Page, view: object, shell: Shell) -> str:
    """Render a page.

    Args:
        page: the page.
        view: what it shows.
        shell: what stands around it.

    Returns:
        HTML.
    """
    given: Mapping[str, object] = page.context(view)
    return render(page.template, {**given, "page": page, "shell": shell, "navigation": navigation()})


def render(template: str, given: Mapping[str, object]) -> str:
    """Render a template.

    Args:
        template: its file name.
        given: its words; a word that the template asks for and nobody gives is an error.

    Returns:
        HTML.
    """
    return _environment().get_template(template).render(given)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update({each.__name__: each for each in _FILTERS})
    return made
