"""Links that choose: the address of the page asked for, with one word of its query changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from apiyard.portal.choice import Choice, Choices


def address(path: str, query: Mapping[str, str]) -> str:
    """Give an address; empty words are left out.

    Args:
        path: the path of the page.
        query: its query.
    """
    given = urlencode({key: value for key, value in query.items() if value})
    return f"{path}?{given}" if given else path


def choices(
    label: str, path: str, query: Mapping[str, str], *, name: str, options: Iterable[tuple[str, str]]
) -> Choices:
    """Give the links that choose one word of a query.

    Args:
        label: what is chosen.
        path: the path of the page.
        query: the present query, with only the words the page knows.
        name: the word that is chosen.
        options: value and name for people of each choice.
    """
    present = query.get(name, "")
    return Choices(
        label,
        tuple(
            Choice(shown, address(path, {**query, name: value}), chosen=value == present) for value, shown in options
        ),
    )
