"""The links of a response, followed as far as a header ``Link`` can say where they lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast
from urllib.parse import quote

from apiyard.core.errors import ApiyardError
from apiyard.core.json import Json
from apiyard.mock.origin import prefix
from apiyard.mock.step import Call
from apiyard.spec import pointer as pointers
from apiyard.spec.composing.write_style import as_path, as_query
from apiyard.spec.exchange import Headers, Reply
from apiyard.spec.expression import Happened, value_of
from apiyard.spec.operation import Operation, Response
from apiyard.spec.style import MISSING

_KNOWN = frozenset({"self", "next", "prev", "first", "last", "collection", "item", "up", "edit", "related"})
_MOST = 32


def linked(call: Call, reply: Reply) -> Headers:
    """Give the header ``Link`` for the links that the contract has for a response (RFC 8288, section 3).

    Args:
        call: what was asked.
        reply: what is answered.

    Returns:
        One header with a target for each link whose operation and parameters can be told, in the contract's order;
        nothing without such links, or where the contract itself has a header of that name.
    """
    response, links = _links(call, reply.status)
    if response is None:
        return ()
    happened = Happened(call.request, call.request.path, call.values, reply)
    before = prefix(call.request)
    shown = [
        f"<{before}{target}>; " + (f'rel="{name}"' if name in _KNOWN else f'rel="related"; title="{_title(name)}"')
        for name, target in _targets(call, links, response.pointer, happened=happened)
    ]
    return (("link", ", ".join(shown)),) if shown else ()


def has_links(call: Call, status: int) -> bool:
    """Say whether the contract has links for a response that the header ``Link`` may tell."""
    return _links(call, status)[0] is not None


def _links(call: Call, status: int) -> tuple[Response | None, Mapping[str, Json]]:
    response = call.operation.response(status)
    if response is None or any(name.lower() == "link" for name in response.headers):
        return None, {}
    links = pointers.get(call.contract.tree, response.pointer + "/links")
    return (response, links) if isinstance(links, Mapping) and links else (None, {})


def _targets(call: Call, links: Mapping[str, Json], pointer: str, *, happened: Happened) -> Iterator[tuple[str, str]]:
    for name in list(links)[:_MOST]:
        link, _ = call.contract.scope.resolve(links[name], pointers.join(pointer, "links", name))
        operation = _meant(call, link) if isinstance(link, Mapping) else None
        if operation is None:
            continue
        given = cast("Mapping[str, Json]", link).get("parameters")
        filled = {key: value_of(value, happened) for key, value in given.items()} if isinstance(given, Mapping) else {}
        try:
            target = _target(operation, filled)
        except ApiyardError:
            continue
        if target is not None:
            yield name, target


def _meant(call: Call, link: Mapping[str, Json]) -> Operation | None:
    id_, ref = link.get("operationId"), link.get("operationRef")
    # Braces of a path should be percent-encoded in a reference; the examples of OpenAPI 3.0 leave them as they are.
    pointer = pointers.from_fragment(ref[1:]) if isinstance(ref, str) and ref.startswith("#") else None
    for operation in call.contract.operations:
        if id_ is not None and operation.id == id_:
            return operation
        if pointer is not None and operation.pointer == pointer:
            return operation
    return None


def _target(operation: Operation, filled: Mapping[str, Json]) -> str | None:
    """Give path and query of a call; None when something that it must have is not told."""
    path, query = operation.path, list[str]()
    for parameter in operation.parameters:
        value = filled.get(f"{parameter.location}.{parameter.name}", filled.get(parameter.name, MISSING))
        if value is MISSING:
            if parameter.location == "path" or (parameter.location == "query" and parameter.required):
                return None
        elif parameter.location == "path":
            path = path.replace(f"{{{parameter.name}}}", as_path(parameter, value))
        elif parameter.location == "query":
            query.extend(f"{key}={text}" for key, text in as_query(parameter, value))
    return quote(path, safe="/%:@!$&'()*+,;=~") + (f"?{'&'.join(query)}" if query else "")


def _title(name: str) -> str:
    return "".join(char for char in name if " " <= char <= "~" and char not in '"\\')
