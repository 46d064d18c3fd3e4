"""From replies to things: one thing, the things of a list, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urljoin, urlsplit

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.spec import pointer as pointers
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.expression import Happened, evaluate
from apiyard.spec.route import Matched
from apiyard.spec.style import MISSING
from apiyard.verify.stateful.naming import id_in
from apiyard.verify.stateful.resource import Resource

_LONGEST = 2000
_LISTS = ("items", "data", "results", "content", "value", "values", "records", "entries", "list", "rows")


@dataclass(frozen=True, slots=True)
class Named:
    """An id that a service gave.

    Args:
        value: the id.
        pointer: where it stood in the reply: a pointer into the body, or ``header:Location``.
    """

    value: str | int
    pointer: str


def body_of(reply: Reply | None) -> Json:
    """Give the value of a reply's body; ``MISSING`` when it has none that can be read."""
    return MISSING if reply is None else evaluate("$response.body", Happened(Request("GET", "/"), reply=reply))


def thing_in(body: Json, resource: Resource) -> tuple[Mapping[str, Json], str] | None:
    """Give the thing that a reply shows, and the pointer to it.

    Args:
        body: the value of the reply's body.
        resource: the sort of the thing.

    Returns:
        The body itself when it carries the id, or the one object in it that does; None when there is none.
    """
    if not isinstance(body, Mapping):
        return None
    if id_in(body, resource) is not None:
        return body, ""
    inner = [(each, name) for name, each in body.items() if isinstance(each, Mapping) and id_in(each, resource)]
    return (inner[0][0], pointers.join("", inner[0][1])) if len(inner) == 1 else None


def id_of(body: Json, resource: Resource) -> Named | None:
    """Give the id that a reply's body shows for a thing."""
    found = thing_in(body, resource)
    if found is None:
        return None
    thing, at = found
    name = id_in(thing, resource)
    value = thing[name] if name is not None else None
    return Named(value, pointers.join(at, name)) if isinstance(value, str | int) and value != "" else None


def rows_of(body: Json, resource: Resource) -> tuple[list[Json], str] | None:
    """Give the list that a reply shows, and the pointer to it.

    Args:
        body: the value of the reply's body.
        resource: the sort of the things in it.

    Returns:
        The list; None when there is none, or more than one that could be it.
    """
    if isinstance(body, list):
        return body, ""
    if not isinstance(body, Mapping):
        return None
    lists = {name: each for name, each in body.items() if isinstance(each, list)}
    for name in (resource.name, *_LISTS):
        if name in lists:
            return lists[name], pointers.join("", name)
    if len(lists) == 1:
        name, each = next(iter(lists.items()))
        return each, pointers.join("", name)
    inner = [name for name in ("_embedded", "data", "result", "response") if isinstance(body.get(name), Mapping)]
    if len(inner) == 1:
        found = rows_of(body[inner[0]], resource)
        return None if found is None else (found[0], pointers.join("", inner[0]) + found[1])
    return None


def ids_of(rows: Iterable[Json], resource: Resource) -> list[str | int | None]:
    """Give the ids of things in a list; of one without, None."""
    found: list[str | int | None] = []
    for row in rows:
        if isinstance(row, Mapping):
            name = id_in(row, resource)
            value = row[name] if name is not None else None
            found.append(value if isinstance(value, str | int) else None)
        else:
            found.append(row if isinstance(row, str | int) and not isinstance(row, bool) else None)
    return found


def location_of(contract: Contract, request: Request, reply: Reply, *, base_url: str) -> Matched | None:
    """Give what a Location header names (RFC 9110, section 10.2.2).

    Args:
        contract: the contract.
        request: the request; the header may be relative to it.
        reply: its reply.
        base_url: where the service is; its path, or that of a server of the contract, may stand before the path.

    Returns:
        The operation that reads it, and the values of its path; None when there is no Location, or when the contract
        does not say what is there.
    """
    location = reply.header("location")
    if not location or len(location) > _LONGEST:
        return None
    starts = [urlsplit(each).path.rstrip("/") for each in (base_url, *contract.servers)]
    for start in dict.fromkeys([*starts, ""]):
        try:
            path = urlsplit(urljoin(f"http://service{start}{request.path}", location)).path
        except ValueError:
            return None
        found = contract.router.match("get", path.removeprefix(start)) if path.startswith(f"{start}/") else None
        if isinstance(found, Matched):
            return found
    return None
