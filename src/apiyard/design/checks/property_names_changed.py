"""How members may be called changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, SAFE, keyword_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``propertyNames``."""
    yield from keyword_edit(pair, "property-names-changed", "propertyNames")


CHECK = Check(
    id="property-names-changed",
    area="schema",
    what="`propertyNames` is set, changed or gone.",
    why="Members with other names are refused, or arrive.",
    find=_find,
    oasdiff=(
        "request-body-property-names-added",
        "request-body-property-names-removed",
        "request-property-property-names-added",
        "request-property-property-names-removed",
        "response-body-property-names-added",
        "response-body-property-names-removed",
        "response-property-property-names-added",
        "response-property-property-names-removed",
    ),
    examples=(
        Example("set", {"type": "object"}, {"type": "object", "propertyNames": {"maxLength": 3}}, BREAKING, SAFE),
        Example(
            "no longer set", {"type": "object", "propertyNames": {"maxLength": 3}}, {"type": "object"}, SAFE, BREAKING
        ),
        Example(
            "wider",
            {"type": "object", "propertyNames": {"maxLength": 3}},
            {"type": "object", "propertyNames": {"maxLength": 4}},
            SAFE,
            BREAKING,
        ),
    ),
)
