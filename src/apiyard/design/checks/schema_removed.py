"""A component schema is gone, or has another name."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.cause import Verdict
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Known, Symbol
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, SAFE, by, contract
from apiyard.design.symbols.naming import pascal
from apiyard.design.symbols.surface import schemas_of
from apiyard.spec.contract import Contract
from apiyard.spec.pointer import join


def _find(pair: Pair[Contract]) -> Iterator[Edit]:
    """Notice names of schemas that only the old contract has."""
    old, new = schemas_of(pair.contracts.old), schemas_of(pair.contracts.new)
    come = [name for name in new if name not in old]
    for name, schema in old.items():
        if name in new:
            continue
        same = next((each for each in come if new[each] == schema), "")
        at = join("/components/schemas", name)
        around = join("/components/schemas", same) if same else "/components/schemas"
        message = f"the schema {name!r} is now called {same!r}" if same else f"the schema {name!r} is gone"
        wishes = (
            Known("response", Verdict.SAFE, "the name of a schema is not sent"),
            Symbol("response", pascal(name), "model", pascal(same) if same else ""),
        )
        yield Edit("schema-removed", message, at, around, name, same or None, wishes)


CHECK = Check(
    id="schema-removed",
    area="document",
    what="A schema among the components is gone, or has another name.",
    why="Generators name models after it, so code that uses the model no longer compiles; what is sent stays the same.",
    find=_find,
    oasdiff=("api-schema-removed",),
    examples=(
        Example(
            "another name",
            contract(components={"schemas": {"Order": {"type": "object"}}}),
            contract(components={"schemas": {"Purchase": {"type": "object"}}}),
            NOTHING,
            by(wire=SAFE, strict=SAFE, source=BREAKING),
        ),
    ),
)
