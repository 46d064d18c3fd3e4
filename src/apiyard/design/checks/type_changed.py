"""The type changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.notice_symbols import type_symbols
from apiyard.design.diffing.noticing import BREAKING, NAMES, keyword_edit, types
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice other types, but not only null that came or went."""
    other = pair.whole or types(pair.old) - {"null"} != types(pair.new) - {"null"}
    if other and "type" in pair.differs:
        yield from keyword_edit(pair, "type-changed", "type", more=type_symbols(pair))


CHECK = Check(
    id="type-changed",
    area="schema",
    what="`type` names other types, also none any more.",
    why="Values of other types are refused, or arrive, and generated code has another type.",
    find=_find,
    oasdiff=(
        "request-body-type-generalized",
        "request-body-type-compatible",
        "request-body-type-changed",
        "request-property-type-generalized",
        "request-property-type-compatible",
        "request-property-type-changed",
        "response-body-type-changed",
        "response-body-type-generalized",
        "response-body-type-specialized",
        "response-body-type-compatible",
        "response-property-type-changed",
        "response-property-type-generalized",
        "response-property-type-specialized",
        "response-property-type-compatible",
        "request-body-list-of-types-widened",
        "request-body-list-of-types-narrowed",
        "request-property-list-of-types-widened",
        "request-property-list-of-types-narrowed",
        "response-body-list-of-types-widened",
        "response-body-list-of-types-narrowed",
        "response-property-list-of-types-widened",
        "response-property-list-of-types-narrowed",
    ),
    examples=(
        Example("another one", {"type": "string"}, {"type": "integer"}, BREAKING, BREAKING),
        Example("wider", {"type": "integer"}, {"type": "number"}, NAMES, BREAKING),
        Example("narrower", {"type": "number"}, {"type": "integer"}, BREAKING, NAMES),
        Example("one more", {"type": "string"}, {"type": ["string", "integer"]}, NAMES, BREAKING),
        Example("one fewer", {"type": ["string", "integer"]}, {"type": "string"}, BREAKING, NAMES),
        Example("set", {}, {"type": "string"}, BREAKING, NAMES),
        Example("no longer set", {"type": "string"}, {}, NAMES, BREAKING),
    ),
)
