"""An extension of the document changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, contract
from apiyard.design.surface.raw import extended, spots
from apiyard.design.surface.schemes import schemes_of
from apiyard.spec.contract import Contract


def _find(pair: Pair[Contract]) -> Iterator[Edit]:
    """Notice other extensions."""
    yield from extended("document-extension-changed", "the document", spots(pair))
    yield from extended("document-extension-changed", "the API", spots(pair, "info"))
    new = schemes_of(pair.contracts.new)
    for name in schemes_of(pair.contracts.old):
        if name in new:
            where = spots(pair, "components", "securitySchemes", name)
            yield from extended("document-extension-changed", f"the security scheme {name!r}", where)


CHECK = Check(
    id="document-extension-changed",
    area="document",
    what="An extension (`x-...`) of the document, its info or a security scheme came, went or changed.",
    why="Tools that know it may act on it; it says nothing about what is sent.",
    find=_find,
    examples=(Example("another value", contract(), contract(**{"x-owner": "team"}), NOTHING, NOTHING),),
)
