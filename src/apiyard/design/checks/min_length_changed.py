"""The bound ``minLength`` of a schema changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, SAFE, bound_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``minLength``."""
    yield from bound_edit(pair, "min-length-changed", "minLength")


CHECK = Check(
    id="min-length-changed",
    area="schema",
    what="`minLength` is set, moved or no longer set.",
    why="A tighter bound refuses what clients send; a looser one lets servers send what clients do not expect.",
    find=_find,
    oasdiff=(
        "request-body-min-length-increased",
        "request-body-min-length-decreased",
        "request-property-min-length-increased",
        "request-property-min-length-decreased",
        "response-body-min-length-decreased",
        "response-property-min-length-decreased",
    ),
    examples=(
        Example("raised", {"type": "string", "minLength": 1}, {"type": "string", "minLength": 3}, BREAKING, SAFE),
        Example("lowered", {"type": "string", "minLength": 3}, {"type": "string", "minLength": 1}, SAFE, BREAKING),
        Example("set", {"type": "string"}, {"type": "string", "minLength": 3}, BREAKING, SAFE),
        Example("no longer set", {"type": "string", "minLength": 3}, {"type": "string"}, SAFE, BREAKING),
    ),
)
