"""Which members ask for a schema changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, SAFE, keyword_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``dependentSchemas``."""
    yield from keyword_edit(pair, "dependent-schemas-changed", "dependentSchemas")


CHECK = Check(
    id="dependent-schemas-changed",
    area="schema",
    what="`dependentSchemas` is set, changed or gone.",
    why="Objects that do not conform to the schema that a member asks for are refused, or arrive.",
    find=_find,
    oasdiff=(
        "request-body-dependent-schema-added",
        "request-body-dependent-schema-removed",
        "request-property-dependent-schema-added",
        "request-property-dependent-schema-removed",
        "response-body-dependent-schema-added",
        "response-body-dependent-schema-removed",
        "response-property-dependent-schema-added",
        "response-property-dependent-schema-removed",
    ),
    examples=(
        Example(
            "set",
            {"type": "object"},
            {"type": "object", "dependentSchemas": {"a": {"required": ["b"]}}},
            BREAKING,
            SAFE,
        ),
        Example(
            "no longer set",
            {"type": "object", "dependentSchemas": {"a": {"required": ["b"]}}},
            {"type": "object"},
            SAFE,
            BREAKING,
        ),
    ),
)
