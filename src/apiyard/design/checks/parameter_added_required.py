"""A parameter is new that must be there."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, always, contract, query
from apiyard.design.surface.lives import direction_of
from apiyard.design.surface.moves import has_moved
from apiyard.design.surface.named import parameter_words
from apiyard.design.surface.presence import without_parameter
from apiyard.design.surface.undeclared_side import undeclared_parameter
from apiyard.spec.operation import Parameter


def _find(pair: Pair[Parameter]) -> Iterator[Edit]:
    """Notice a parameter that only the new contract has."""
    new = pair.new
    if new is None or pair.old is not None or has_moved(pair) or new.required is not True:
        return
    direction = direction_of(pair)
    asked = without_parameter(direction, new) if direction == "request" else undeclared_parameter(direction, new)
    message = f"{parameter_words(new)} is new and must be there"
    yield Edit("parameter-added-required", message, pair.old_at, pair.new_at, None, new.name, (asked,))


CHECK = Check(
    id="parameter-added-required",
    area="parameter",
    what="A parameter is new that must be there.",
    why="Requests written before lack it.",
    find=_find,
    oasdiff=(
        "new-required-request-parameter",
        "new-required-request-default-parameter-to-existing-path",
        "new-request-path-parameter",
        "new-required-request-header-property",
    ),
    examples=(
        Example(
            "in the query", contract(), contract({"parameters": [query(required=True)]}), always(BREAKING), NOTHING
        ),
        Example(
            "in a header",
            contract(),
            contract({"parameters": [query(required=True, **{"in": "header"})]}),
            always(BREAKING),
            NOTHING,
        ),
        Example(
            "a cookie",
            contract(),
            contract({"parameters": [query(required=True, **{"in": "cookie"})]}),
            always(BREAKING),
            NOTHING,
        ),
    ),
)
