"""A request and a reply as they go over the wire."""

from __future__ import annotations

from apiyard.core.noun import dataclass

Headers = tuple[tuple[str, str], ...]


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
    length = len(wanted)
    found: str | None = None
    for each, value in headers:
        # Asked several times for each request: most names differ by their length already.
        if len(each) == length and each.lower() == wanted:
            found = value if found is None else f"{found}, {value}"
    return found
