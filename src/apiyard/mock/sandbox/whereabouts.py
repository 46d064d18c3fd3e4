"""Where an item is found: its path, and the members that say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from apiyard.core.json import Json, JsonObject
from apiyard.core.noun import replace
from apiyard.mock.origin import origin, prefix
from apiyard.mock.sandbox.house import ID
from apiyard.mock.sandbox.resource import Role, Within
from apiyard.mock.sandbox.store import Record, linked_member
from apiyard.mock.sandbox.visit import Visit, text_of
from apiyard.mock.sandbox.words import joined
from apiyard.spec.coerce import types
from apiyard.spec.route import Matched
from apiyard.spec.schema import Schema

_SELF = ("self", "selflink", "selfurl", "selfuri", "href", "url", "uri")
_AROUND = ("links", "link")


def item_path(visit: Visit, record: Record) -> str:
    """Give the path under which an item is read.

    Args:
        visit: the call that is about the item.
        record: the item.

    Returns:
        The path, percent-encoded; empty when it cannot be told.
    """
    if visit.role.key:
        return visit.call.request.path
    house = visit.house
    readers = [role for role in house.roles(visit.resource) if role.key and role.does in ("read", "replace", "change")]
    for role in sorted(readers, key=lambda each: (each.does != "read", len(each.within) != len(visit.role.within))):
        path = _filled(role, visit, record)
        if path:
            return path
    key = text_of(record.item.get(visit.resource.identity)) or record.within.get(ID, "")
    path = f"{visit.call.request.path.rstrip('/')}/{quote(key, safe='')}"
    return path if isinstance(house.contract.router.match("GET", path), Matched) else ""


def _filled(role: Role, visit: Visit, record: Record) -> str:
    """Give a path with its variables filled in, from the call or the item; empty when one is not known."""
    known = {joined(name): value for name, value in visit.spoken().items()}
    path = role.operation.path
    for each in role.within:
        value = known.get(joined(each.name)) or _linked(record.item, each)
        if not value:
            return ""
        path = path.replace(f"{{{each.name}}}", quote(value, safe=""))
    key = text_of(record.item.get(role.member)) if role.member else record.within.get(ID, "")
    return path.replace(f"{{{role.key}}}", quote(key, safe="")) if key else ""


def _linked(item: JsonObject, within: Within) -> str:
    """Give what an item says it is in."""
    member = linked_member(within.name, item)
    value = item.get(member) if member is not None else None
    if isinstance(value, Mapping):
        names = (within.member, "login", "name", "slug", "id")
        value = next((value[name] for name in names if name and isinstance(value.get(name), str | int)), None)
    return "" if isinstance(value, Mapping | list | bool) else text_of(value)


def with_links(visit: Visit, record: Record) -> Record:
    """Write where an item is found into the members that say so, of those that nobody sends.

    Args:
        visit: the call that made it.
        record: the item.

    Returns:
        The record, with its address in a member such as ``url``, ``links.self`` or ``_links.self.href``.
    """
    schema = visit.resource.schema
    if schema is None:
        return record
    anatomist = visit.house.fitter.anatomist
    sent = anatomist.read(visit.role.given.schema).members if visit.role.given is not None else {}
    path = item_path(visit, record)
    item = dict(record.item)
    for name, inner in anatomist.read(schema).members.items() if path else ():
        if name in sent:
            continue
        if joined(name) in _SELF:
            _write(item, name, inner, values=_addresses(visit, path))
        elif joined(name) in _AROUND:
            _write_inside(visit, item, name, path=path)
    return replace(record, item=item)


def _addresses(visit: Visit, path: str) -> tuple[str, str]:
    request = visit.call.request
    placed = f"{prefix(request)}{path}"
    return f"{origin(request)}{placed}", placed


def _write(item: dict[str, Json], name: str, schema: Schema, *, values: Iterable[str]) -> None:
    """Write the first value that the schema of a text takes."""
    if "string" in types(schema):
        for value in values:
            if schema.is_valid(value):
                item[name] = value
                return


def _write_inside(visit: Visit, item: dict[str, Json], name: str, *, path: str) -> None:
    """Write the address into an object of links."""
    anatomist = visit.house.fitter.anatomist
    outer = anatomist.read(anatomist.read(_schema(visit)).members[name])
    inner = outer.members.get("self")
    if inner is None:
        return
    held = item.get(name)
    links: dict[str, Json] = dict(held) if isinstance(held, Mapping) else {}
    href = anatomist.read(inner).members.get("href")
    if href is None:
        _write(links, "self", inner, values=_addresses(visit, path))
    else:
        self_: dict[str, Json] = {}
        _write(self_, "href", href, values=_addresses(visit, path))
        links["self"] = self_
    if anatomist.read(_schema(visit)).members[name].is_valid(links):
        item[name] = links


def _schema(visit: Visit) -> Schema:
    schema = visit.resource.schema
    if schema is None:
        raise TypeError("a resource without schema has no links")
    return schema
