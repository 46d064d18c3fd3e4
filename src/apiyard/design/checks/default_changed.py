"""The default changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import SAFE, known_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``default``."""
    reason = "a default takes and refuses no value (JSON Schema 2020-12, Validation, section 9.2)"
    yield from known_edit(pair, "default-changed", "default", reason=reason)


CHECK = Check(
    id="default-changed",
    area="schema",
    what="`default` is set, changed or gone.",
    why="A server may take another value for what is left out; which values are taken does not change.",
    find=_find,
    oasdiff=(
        "request-body-default-value-added",
        "request-body-default-value-removed",
        "request-body-default-value-changed",
        "request-property-default-value-added",
        "request-property-default-value-removed",
        "request-property-default-value-changed",
        "response-body-default-value-added",
        "response-body-default-value-removed",
        "response-body-default-value-changed",
        "response-property-default-value-added",
        "response-property-default-value-removed",
        "response-property-default-value-changed",
    ),
    examples=(Example("changed", {"type": "integer", "default": 1}, {"type": "integer", "default": 2}, SAFE, SAFE),),
)
