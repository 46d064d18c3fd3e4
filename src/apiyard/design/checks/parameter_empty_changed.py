"""A query parameter may be empty now, or no longer."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.cause import Direction, Verdict
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Known, Wish
from apiyard.design.diffing.pair import Pair
from apiyard.design.diffing.place import Place
from apiyard.design.surface.ask import exchanged
from apiyard.design.surface.example import BREAKING, NOTHING, SAFE, always, contract, query
from apiyard.design.surface.lives import direction_of
from apiyard.design.surface.named import concern, parameter_words
from apiyard.design.witness.prove import Draft
from apiyard.design.witness.trial import Trial
from apiyard.spec.composing.wish import Wish as Asked
from apiyard.spec.operation import Parameter


def _empty(direction: Direction, parameter: Parameter) -> Wish:
    def draw(_trial: Trial, place: Place) -> Draft:
        return Draft(Asked(texts={("query", parameter.name): ""}), None, concern(place, parameter.name))

    return exchanged(direction, draw, safe="its schema takes an empty value")


def _find(pair: Pair[Parameter]) -> Iterator[Edit]:
    """Notice another ``allowEmptyValue``."""
    old, new = pair.old, pair.new
    if old is None or new is None or old.allow_empty is new.allow_empty or old.location != "query":
        return
    direction = direction_of(pair)
    source, target = (old, new) if direction == "request" else (new, old)
    message = f"{parameter_words(old)} {'may be empty now' if new.allow_empty else 'may no longer be empty'}"
    wish: Wish = Known(direction, Verdict.SAFE, "what may be empty may still have a value")
    if source.allow_empty and not target.allow_empty:
        wish = _empty(direction, source)
    yield Edit("parameter-empty-changed", message, pair.old_at, pair.new_at, old.allow_empty, new.allow_empty, (wish,))


CHECK = Check(
    id="parameter-empty-changed",
    area="parameter",
    what="`allowEmptyValue` of a query parameter changed.",
    why="Requests with an empty value are refused where the schema does not take it.",
    find=_find,
    examples=(
        Example(
            "no longer",
            contract({"parameters": [query(allowEmptyValue=True)]}),
            contract({"parameters": [query()]}),
            always(BREAKING),
            NOTHING,
        ),
        Example(
            "allowed now",
            contract({"parameters": [query()]}),
            contract({"parameters": [query(allowEmptyValue=True)]}),
            always(SAFE),
            NOTHING,
        ),
    ),
)
