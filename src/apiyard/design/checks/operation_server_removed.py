"""A server of one operation or path is gone."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.addresses import address_gone, is_served_by_path
from apiyard.design.surface.example import BREAKING, NOTHING, always, contract
from apiyard.design.witness.servers import addresses, servers_at
from apiyard.spec.operation import Operation


def _find(pair: Pair[Operation]) -> Iterator[Edit]:
    """Notice addresses that an operation has no more, where it or one beside it has servers of its own."""
    if pair.old is None or pair.new is None:
        return
    old, new = pair.contracts.old, pair.contracts.new
    before, after = servers_at(old, pair.old), servers_at(new, pair.new)
    if before == old.tree.get("servers") and after == new.tree.get("servers"):
        return
    if is_served_by_path(pair.contracts, pair.old, pair.new):
        return  # the check of paths tells it once
    known = {each.url for each in addresses(after)}
    for each in addresses(before):
        if each.url not in known:
            message = f"the operation is no longer at {each.url or '/'}"
            wish = address_gone(pair.old, each, addresses(after))
            yield Edit("operation-server-removed", message, pair.old_at, pair.new_at, each.url, None, (wish,), each.url)


CHECK = Check(
    id="operation-server-removed",
    area="operation",
    what="An operation has a server of its own less, or gets servers of its own.",
    why="Calls to an address that is no longer that of a server go nowhere.",
    find=_find,
    examples=(
        Example(
            "another server of its own",
            contract({"servers": [{"url": "https://a.example.com"}]}),
            contract({"servers": [{"url": "https://b.example.com"}]}),
            always(BREAKING),
            NOTHING,
        ),
    ),
)
