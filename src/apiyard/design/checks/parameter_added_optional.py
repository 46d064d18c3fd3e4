"""A parameter is new that need not be there."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.cause import Strictness, Verdict
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Known, Wish
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, SAFE, always, by, contract, query
from apiyard.design.surface.lives import direction_of
from apiyard.design.surface.moves import has_moved
from apiyard.design.surface.named import parameter_words
from apiyard.design.surface.undeclared_side import taken_before, undeclared_parameter
from apiyard.spec.operation import Parameter


def _asked(pair: Pair[Parameter], parameter: Parameter) -> Wish:
    """Servers let headers and cookies through that they do not declare, so any may have been sent."""
    strict = pair.contracts.options.strictness is Strictness.WIRE_STRICT
    if strict and parameter.location in {"header", "cookie"}:
        return taken_before("request", parameter)
    return Known("request", Verdict.SAFE, "it may be left out")


def _find(pair: Pair[Parameter]) -> Iterator[Edit]:
    """Notice a parameter that only the new contract has."""
    new = pair.new
    if new is None or pair.old is not None or has_moved(pair) or new.required is not False:
        return
    direction = direction_of(pair)
    asked = _asked(pair, new) if direction == "request" else undeclared_parameter(direction, new)
    message = f"{parameter_words(new)} is new and need not be there"
    yield Edit("parameter-added-optional", message, pair.old_at, pair.new_at, None, new.name, (asked,))


CHECK = Check(
    id="parameter-added-optional",
    area="parameter",
    what="A parameter is new that need not be there.",
    why="Requests written before are still allowed without it.",
    find=_find,
    oasdiff=("new-optional-request-parameter", "new-optional-request-default-parameter-to-existing-path"),
    examples=(
        Example("in the query", contract(), contract({"parameters": [query()]}), always(SAFE), NOTHING),
        Example(
            "in a header",
            contract(),
            contract({"parameters": [query(**{"in": "header"})]}),
            by(wire=SAFE, strict=BREAKING, source=SAFE),
            NOTHING,
        ),
        Example(
            "a cookie",
            contract(),
            contract({"parameters": [query(**{"in": "cookie"})]}),
            by(wire=SAFE, strict=BREAKING, source=SAFE),
            NOTHING,
        ),
    ),
)
