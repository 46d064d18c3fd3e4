"""A request and a reply as they go over the wire."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from apiyard.core.noun import dataclass

Headers = tuple[tuple[str, str], ...]


class Fields(tuple[tuple[str, str], ...]):  # noqa: SLOT001 - a tuple of any length has no slots
    """Headers whose names are in lower case, found by name at once: servers make them, and each call asks often."""

    named: dict[str, str]

    def __new__(cls, pairs: Iterable[tuple[str, str]]) -> Self:
        """Take the headers in order; values of the same name are joined by commas (RFC 9110, section 5.3)."""
        made = super().__new__(cls, pairs)
        named: dict[str, str] = {}
        for name, value in made:
            named[name] = f"{named[name]}, {value}" if name in named else value
        made.named = named
        return made


@dataclass(frozen=True, slots=True)
class Request:
    """An HTTP request.

    Args:
        method: in any case.
        path: as sent, percent-encoded, without the query string.
        query: as sent, without the question mark.
        headers: names in any case, in order.
        body: the bytes after content and transfer codings.
    """

    method: str
    path: str
    query: str = ""
    headers: Headers = ()
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """Give a header's value; several lines are one, joined by commas (RFC 9110, section 5.3)."""
        return header(self.headers, name)


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP response.

    Args:
        status: the status code.
        headers: names in any case, in order.
        body: the bytes after content and transfer codings.
    """

    status: int
    headers: Headers = ()
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """Give a header's value; several lines are one, joined by commas (RFC 9110, section 5.3)."""
        return header(self.headers, name)


def header(headers: Headers, name: str) -> str | None:
    """Give the value of a header, or nothing.

    Args:
        headers: names and values in order.
        name: the name, in any case.

    Returns:
        The values of all lines joined by a comma and a space, or None when there is none.
    """
    wanted = name.lower()
    if type(headers) is Fields:
        return headers.named.get(wanted)
    length = len(wanted)
    found: str | None = None
    for each, value in headers:
        # Asked several times for each request: most names differ by their length already.
        if len(each) == length and each.lower() == wanted:
            found = value if found is None else f"{found}, {value}"
    return found
