"""A parameter is gone."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Symbol
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, SAFE, always, by, contract, query
from apiyard.design.surface.lives import direction_of, ended
from apiyard.design.surface.moves import has_moved
from apiyard.design.surface.named import argument_symbol, parameter_words
from apiyard.design.surface.presence import without_parameter
from apiyard.design.surface.undeclared_side import undeclared_parameter
from apiyard.spec.operation import Parameter


def _find(pair: Pair[Parameter]) -> Iterator[Edit]:
    """Notice a parameter that only the old contract has."""
    old = pair.old
    if old is None or pair.new is not None or has_moved(pair) or pair.site is None:
        return
    direction = direction_of(pair)
    asked = undeclared_parameter(direction, old)
    if direction == "response":
        asked = without_parameter(direction, old)
    symbol = Symbol(direction, argument_symbol(pair.site.place.old, old), "argument", "")
    message = f"{parameter_words(old)} is gone"
    yield Edit("parameter-removed", message, pair.old_at, pair.new_at, old.name, None, (*ended(pair, asked), symbol))


CHECK = Check(
    id="parameter-removed",
    area="parameter",
    what="A parameter is gone.",
    why="What clients ask for with it is no longer heard; strict servers refuse it.",
    find=_find,
    oasdiff=(
        "request-parameter-removed",
        "request-parameter-removed-with-deprecation",
        "request-parameter-removed-before-sunset",
    ),
    examples=(
        Example("optional, in the query", contract({"parameters": [query()]}), contract(), always(BREAKING), NOTHING),
        Example(
            "deprecated before",
            contract({"parameters": [query(deprecated=True)]}),
            contract(),
            by(wire=SAFE, strict=BREAKING, source=BREAKING),
            NOTHING,
        ),
        Example(
            "a draft",
            contract({"parameters": [query(**{"x-stability-level": "draft"})]}),
            contract(),
            by(wire=SAFE, strict=SAFE, source=BREAKING),
            NOTHING,
        ),
    ),
)
