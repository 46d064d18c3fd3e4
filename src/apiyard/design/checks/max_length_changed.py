"""The bound ``maxLength`` of a schema changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, SAFE, bound_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``maxLength``."""
    yield from bound_edit(pair, "max-length-changed", "maxLength")


CHECK = Check(
    id="max-length-changed",
    area="schema",
    what="`maxLength` is set, moved or no longer set.",
    why="A tighter bound refuses what clients send; a looser one lets servers send what clients do not expect.",
    find=_find,
    oasdiff=(
        "request-body-max-length-set",
        "request-property-max-length-set",
        "request-body-max-length-decreased",
        "request-body-max-length-increased",
        "request-property-max-length-decreased",
        "request-property-max-length-increased",
        "response-body-max-length-increased",
        "response-property-max-length-increased",
        "response-body-max-length-unset",
        "response-property-max-length-unset",
        "request-read-only-property-max-length-decreased",
    ),
    examples=(
        Example("raised", {"type": "string", "maxLength": 3}, {"type": "string", "maxLength": 9}, SAFE, BREAKING),
        Example("lowered", {"type": "string", "maxLength": 9}, {"type": "string", "maxLength": 3}, BREAKING, SAFE),
        Example("set", {"type": "string"}, {"type": "string", "maxLength": 9}, BREAKING, SAFE),
        Example("no longer set", {"type": "string", "maxLength": 9}, {"type": "string"}, SAFE, BREAKING),
    ),
)
