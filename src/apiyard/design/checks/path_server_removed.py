"""A server of a path is gone, for all its operations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from apiyard.core.json import Json
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.addresses import address_gone, is_served_by_path
from apiyard.design.surface.example import BREAKING, NOTHING, always, contract
from apiyard.design.surface.operations import counterparts, operations_at
from apiyard.design.witness.servers import addresses, servers_at

_REPLY: dict[str, Json] = {"responses": {"200": {"description": "orders"}}}


def _path(*hosts: str) -> Json:
    servers: Json = [{"url": f"https://{host}.example.com"} for host in hosts]
    item: Json = {"servers": servers, "get": {"operationId": "get", **_REPLY}, "put": {"operationId": "put", **_REPLY}}
    return contract(paths={"/orders": item})


def _find(pair: Pair[Mapping[str, Json]]) -> Iterator[Edit]:
    """Notice addresses that a path has no more, where none of its operations has servers of its own."""
    if pair.old is None or pair.new is None or not ("servers" in pair.old or "servers" in pair.new):
        return
    known = counterparts(pair.contracts)
    both = next(((each, known.get(each.pointer)) for each in operations_at(pair.contracts, pair.name)), (None, None))
    called, now = both
    if called is None or now is None or not is_served_by_path(pair.contracts, called, now):
        return
    after = addresses(servers_at(pair.contracts.new, now))
    for each in addresses(servers_at(pair.contracts.old, called)):
        if each.url not in {other.url for other in after}:
            message = f"{pair.name} is no longer at {each.url or '/'}"
            wish = address_gone(called, each, after)
            yield Edit("path-server-removed", message, pair.old_at, pair.new_at, each.url, None, (wish,), each.url)


CHECK = Check(
    id="path-server-removed",
    area="path",
    what="A path has a server of its own less, or gets servers of its own.",
    why="Calls to an address that is no longer that of a server go nowhere.",
    find=_find,
    examples=(
        Example("another server of its own", _path("a"), _path("b"), always(BREAKING), NOTHING),
        Example("one of two", _path("a", "b"), _path("b"), always(BREAKING), NOTHING),
    ),
)
