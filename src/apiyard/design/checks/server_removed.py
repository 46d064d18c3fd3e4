"""A server is gone, or one of the addresses that its variables give."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.core.json import Json
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.addresses import address_gone, moved_base, reachable
from apiyard.design.surface.example import BREAKING, NOTHING, SAFE, always, contract
from apiyard.spec.contract import Contract


def _region(*names: str) -> Json:
    return {"url": "https://{region}.example.com", "variables": {"region": {"default": names[0], "enum": list(names)}}}


def _find(pair: Pair[Contract]) -> Iterator[Edit]:
    """Notice addresses that only the old contract has."""
    before, after = reachable(pair.contracts.old), reachable(pair.contracts.new)
    known = {each.url for each in after}
    for each in before:
        if each.url not in known:
            moved = moved_base(pair.contracts, each)
            message = f"the server {each.url or '/'} is gone"
            if moved is not None:
                message = f"the base path changed from {each.base or '/'} to {moved.base or '/'}"
            wishes = (address_gone(None, each, after),)
            yield Edit("server-removed", message, "/servers", "/servers", each.url or "/", None, wishes, each.url)


CHECK = Check(
    id="server-removed",
    area="document",
    what="An address of a server is gone, also one that variables give, or the base path is another.",
    why="Calls to it go nowhere.",
    find=_find,
    examples=(
        Example(
            "another base path",
            contract(servers=[{"url": "https://api.example.com/v1"}]),
            contract(servers=[{"url": "https://api.example.com/v2"}]),
            always(BREAKING),
            NOTHING,
        ),
        Example(
            "one of two",
            contract(servers=[{"url": "https://a.example.com"}, {"url": "https://b.example.com"}]),
            contract(servers=[{"url": "https://a.example.com"}]),
            always(BREAKING),
            NOTHING,
        ),
        Example(
            "a choice of a variable",
            contract(servers=[_region("eu", "us")]),
            contract(servers=[_region("eu")]),
            always(BREAKING),
            NOTHING,
        ),
        Example(
            "one for trying things out",
            contract(servers=[{"url": "https://a.example.com"}, {"url": "http://localhost:8080"}]),
            contract(servers=[{"url": "https://a.example.com"}]),
            always(SAFE),
            NOTHING,
        ),
    ),
)
