"""How a list goes on: by which parameters, and where the next page is said to be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.spec import pointer as pointers
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.operation import Operation, Parameter
from apiyard.verify.draft import schema_of
from apiyard.verify.stateful.naming import words

_LIMIT = {"limit", "per page", "page size", "size", "count", "max results", "first", "take", "top", "page limit", "max"}
_OFFSET = {"offset", "skip", "start", "start index", "page offset"}
_PAGE = {"page", "page number", "page no", "page index", "page num"}
_CURSOR = {
    "cursor",
    "after",
    "starting after",
    "page token",
    "next token",
    "continuation token",
    "marker",
    "page cursor",
}
_NEXT = _CURSOR | {"next", "next cursor", "next page token", "next page", "end cursor", "continuation", "next marker"}
_TOTAL = {"total", "total count", "count total", "total items", "total results", "total elements"}
_LINK = re.compile(r'<([^<>]{1,2000})>\s*;[^,<]*\brel="?([a-z ]{1,40})"?')
_USUAL = 20
_MOST = 500


@dataclass(frozen=True, slots=True)
class Paging:
    """The parameters of a list that choose a part of it.

    Args:
        limit: how many are given at most.
        offset: how many are left out before.
        page: which page is given.
        cursor: after which one the part begins.
    """

    limit: Parameter | None = None
    offset: Parameter | None = None
    page: Parameter | None = None
    cursor: Parameter | None = None

    @property
    def goes_on(self) -> bool:
        """Whether a parameter leads to the next part."""
        return any(each is not None for each in (self.offset, self.page, self.cursor))

    def largest(self) -> int:
        """Give how many can be asked for at once."""
        most = _bound(self.limit, "maximum")
        return min(most, _MOST) if most is not None else _USUAL

    def smallest(self) -> int:
        """Give a small number to ask for, two where that is allowed."""
        return max(2, _bound(self.limit, "minimum") or 0)

    def first_page(self) -> int:
        """Give the number of the first page: what the contract begins with, else 1."""
        for word in ("default", "minimum"):
            found = _bound(self.page, word)
            if found in (0, 1):
                return found
        return 1


def paging_of(operation: Operation) -> Paging:
    """Find the parameters of a list by their names."""
    found: dict[str, Parameter] = {}
    for parameter in operation.parameters:
        if parameter.location != "query":
            continue
        name = " ".join(words(parameter.name))
        if name in _OFFSET and _bounds(parameter).get("type") == "string":
            name = "cursor"  # an opaque one, whatever it is called
        for kind, names in (("limit", _LIMIT), ("offset", _OFFSET), ("page", _PAGE), ("cursor", _CURSOR)):
            if name in names and kind not in found:
                found[kind] = parameter
    return Paging(**found)


def next_link(request: Request, reply: Reply) -> str | None:
    """Give the query of the next page that a Link header names (RFC 8288); None without one for the same path."""
    for target, relation in _LINK.findall((reply.header("link") or "")[:8000]):
        if "next" in relation.split():
            url = urlsplit(urljoin(f"http://service{request.path}", target))
            return url.query if url.path.endswith(request.path) else None
    return None


def next_cursor(body: Json, name: str = "") -> tuple[str | int, str] | None:
    """Give the cursor of the next page that a body names, and the pointer to it.

    Args:
        body: the value of the reply's body.
        name: the name of the parameter that takes it.
    """
    wanted = _NEXT | {" ".join(words(name))} if name else _NEXT
    if not isinstance(body, Mapping) or _more(body) is False:
        return None
    for at, held in (("", body), *((pointers.join("", each), value) for each, value in body.items())):
        if isinstance(held, Mapping):
            for each, value in held.items():
                if " ".join(words(each)) in wanted and isinstance(value, str | int) and not isinstance(value, bool):
                    return (value, pointers.join(at, each)) if value != "" else None
    return None


def end_said(body: Json, name: str) -> bool:
    """Say whether a body says that there is no next page: by a cursor that is empty, or in a word.

    Args:
        body: the value of the reply's body.
        name: the name of the parameter that takes a cursor.
    """
    if not isinstance(body, Mapping):
        return False
    wanted = _NEXT | {" ".join(words(name))}
    held = (body, *(each for each in body.values() if isinstance(each, Mapping)))
    named = any(" ".join(words(each)) in wanted and value in (None, "") for one in held for each, value in one.items())
    return named or _more(body) is False


def more_said(body: Json) -> bool | None:
    """Say whether a body says that there is more; None when it does not say."""
    return _more(body) if isinstance(body, Mapping) else None


def total_in(body: Json, reply: Reply) -> int | None:
    """Give how many things there are in all, as a body or the header X-Total-Count says."""
    for name in ("x-total-count", "x-total"):
        text = reply.header(name) or ""
        if text.isascii() and text.isdecimal():
            return int(text[:12])
    held = [body, *(body.values() if isinstance(body, Mapping) else ())]
    for each in held:
        if isinstance(each, Mapping):
            for name, value in each.items():
                if " ".join(words(name)) in _TOTAL and isinstance(value, int) and not isinstance(value, bool):
                    return value
    return None


def _more(body: Mapping[str, Json]) -> bool | None:
    for name, value in body.items():
        if " ".join(words(name)) in {"has more", "more", "has next", "has next page"} and isinstance(value, bool):
            return value
    return None


def _bound(parameter: Parameter | None, word: str) -> int | None:
    value = _bounds(parameter).get(word)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _bounds(parameter: Parameter | None) -> Mapping[str, Any]:
    schema = schema_of(parameter) if parameter is not None else None
    written: Any = schema.resolved().value if schema is not None else None
    return written if isinstance(written, dict) else {}
