"""A server is new, or an address that its variables give."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.cause import Verdict
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Known
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.addresses import by_server, listed, moved_base, reachable
from apiyard.design.surface.example import NOTHING, SAFE, always, contract
from apiyard.spec.contract import Contract


def _find(pair: Pair[Contract]) -> Iterator[Edit]:
    """Notice addresses that only the new contract has."""
    before = reachable(pair.contracts.old)
    after = {each.url for each in reachable(pair.contracts.new)}
    moved = [moved_base(pair.contracts, each) for each in before if each.url not in after]
    known = {each.url for each in before} | {each.url for each in moved if each is not None}
    wish = Known("request", Verdict.SAFE, "nobody calls it yet")
    for group in by_server(pair.contracts.new):
        found = tuple(each for each in group if each.url not in known)
        if found:
            what, verb = ("server", "is") if len(found) == 1 else ("servers", "are")
            message, first = f"the {what} {listed(found)} {verb} new", found[0].url
            yield Edit("server-added", message, "/servers", "/servers", None, first or "/", (wish,), first)


CHECK = Check(
    id="server-added",
    area="document",
    what="There is another address to call.",
    why="Nobody calls it yet.",
    find=_find,
    examples=(
        Example(
            "added",
            contract(servers=[{"url": "https://a.example.com"}]),
            contract(servers=[{"url": "https://a.example.com"}, {"url": "https://b.example.com"}]),
            always(SAFE),
            NOTHING,
        ),
        Example(
            "said for the first time",
            contract(),
            contract(servers=[{"url": "https://a.example.com/v1"}]),
            always(SAFE),
            NOTHING,
        ),
    ),
)
