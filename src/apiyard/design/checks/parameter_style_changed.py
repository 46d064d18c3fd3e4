"""A parameter is written in another way."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.core.json import Json
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, SAFE, UNKNOWN, always, by, contract, query
from apiyard.design.surface.lives import direction_of
from apiyard.design.surface.named import parameter_words
from apiyard.design.surface.raw import held, shown
from apiyard.design.surface.written import read_otherwise
from apiyard.spec.contract import Contract
from apiyard.spec.operation import Parameter


def _way(parameter: Parameter, contract: Contract) -> dict[str, Json]:
    reserved = held(contract.tree, parameter.pointer).get("allowReserved") is True
    return {
        "style": parameter.style,
        "explode": parameter.explode,
        "allowReserved": reserved,
        "content": sorted(parameter.content),
    }


def _find(pair: Pair[Parameter]) -> Iterator[Edit]:
    """Notice another way to write a parameter."""
    old, new = pair.old, pair.new
    if old is None or new is None:
        return
    before, after = _way(old, pair.contracts.old), _way(new, pair.contracts.new)
    if before == after:
        return
    words = [name for name in before if before[name] != after[name]]
    told = ", ".join(f"{name} from {shown(before[name])} to {shown(after[name])}" for name in words)
    message = f"{parameter_words(old)} is written in another way: {told}"
    wish = read_otherwise(direction_of(pair))
    yield Edit("parameter-style-changed", message, pair.old_at, pair.new_at, before, after, (wish,))


CHECK = Check(
    id="parameter-style-changed",
    area="parameter",
    what="The style, explode, allowReserved or media type of a parameter changed.",
    why="The same bytes are refused or mean another value.",
    find=_find,
    examples=(
        Example(
            "explode no longer",
            contract({"parameters": [query(schema={"type": "array", "items": {"type": "string"}})]}),
            contract({"parameters": [query(schema={"type": "array", "items": {"type": "string"}}, explode=False)]}),
            always(BREAKING),
            NOTHING,
        ),
        Example(
            "explode no longer, of values without commas",
            contract({"parameters": [query(schema={"type": "array", "items": {"enum": ["a", "b"]}})]}),
            contract({"parameters": [query(schema={"type": "array", "items": {"enum": ["a", "b"]}}, explode=False)]}),
            by(wire=UNKNOWN, strict=BREAKING, source=UNKNOWN),
            NOTHING,
        ),
        Example(
            "reserved characters as they are",
            contract({"parameters": [query(schema={"type": "array", "items": {"type": "string"}})]}),
            contract(
                {"parameters": [query(schema={"type": "array", "items": {"type": "string"}}, allowReserved=True)]}
            ),
            always(SAFE),
            NOTHING,
        ),
        Example(
            "style without meaning for a number",
            contract({"parameters": [query()]}),
            contract({"parameters": [query(explode=False)]}),
            always(SAFE),
            NOTHING,
        ),
    ),
)
