"""A server is gone, or one of the addresses that its variables give."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.core.json import Json
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.addresses import address_gone, by_server, listed, moved_base, reachable
from apiyard.design.surface.example import BREAKING, NOTHING, SAFE, always, contract
from apiyard.design.witness.servers import Address
from apiyard.spec.contract import Contract


def _region(*names: str) -> Json:
    return {"url": "https://{region}.example.com", "variables": {"region": {"default": names[0], "enum": list(names)}}}


def _find(pair: Pair[Contract]) -> Iterator[Edit]:
    """Notice addresses that only the old contract has: those of one server together, and those whose base moved."""
    after = reachable(pair.contracts.new)
    if not pair.contracts.old.tree.get("servers") and any("://" in each.url for each in after):
        return  # callers were never told a host, so none is taken from them
    known = {each.url for each in after}
    causes: dict[str, list[Address]] = {}
    for group in by_server(pair.contracts.old):
        lost = tuple(each for each in group if each.url not in known)
        gone = tuple(each for each in lost if moved_base(pair.contracts, each) is None)
        if gone:
            what, verb = ("server", "is") if len(gone) == 1 else ("servers", "are")
            causes[f"the {what} {listed(gone)} {verb} gone"] = list(gone)
        for each in lost:
            moved = moved_base(pair.contracts, each)
            if moved is not None:
                words = f"the base path changed from {each.base or '/'} to {moved.base or '/'}"
                causes.setdefault(words, []).append(each)
    for message, found in causes.items():
        wishes = tuple(address_gone(None, each, after) for each in found)
        first = found[0].url
        yield Edit("server-removed", message, "/servers", "/servers", first or "/", None, wishes, first)


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
