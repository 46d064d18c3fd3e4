"""Two schemas that stand alone, of any draft, in both directions."""

from __future__ import annotations

from typing import Any

import pytest

from apiyard.core.errors import InvalidInputError
from apiyard.design.compare_schemas import compare_schemas, draft_of

D4 = "http://json-schema.org/draft-04/schema#"
D7 = "http://json-schema.org/draft-07/schema#"
D19 = "https://json-schema.org/draft/2019-09/schema"
D20 = "https://json-schema.org/draft/2020-12/schema"
STRING: Any = {"type": "string"}


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ({"$schema": D7, "items": [STRING], "additionalItems": False}, {"prefixItems": [STRING], "items": False}),
        ({"$schema": D7, "items": STRING, "additionalItems": False}, {"items": STRING}),
        ({"items": [STRING]}, {"prefixItems": [STRING]}),
        (
            {"$schema": D7, "$ref": "#/definitions/a", "definitions": {"a": STRING}, "maxLength": 3},
            STRING,
        ),
        (
            {"$schema": D7, "dependencies": {"a": ["b"], "c": {"required": ["d"]}}},
            {"dependentRequired": {"a": ["b"]}, "dependentSchemas": {"c": {"required": ["d"]}}},
        ),
        (
            {"$schema": D7, "properties": {"a": {"items": [STRING, {"$ref": "#/properties/a/items/0"}]}}},
            {"properties": {"a": {"prefixItems": [STRING, STRING]}}},
        ),
        ({"$schema": D7, "dependentRequired": {"a": ["b"]}, "unevaluatedProperties": False}, True),
        ({"$schema": D7, "definitions": {"a": {"$id": "#x", **STRING}}, "allOf": [{"$ref": "#x"}]}, STRING),
        (
            {"$schema": D19, "type": "object", "properties": {"a": {"$recursiveRef": "#"}}},
            {"type": "object", "properties": {"a": {"$ref": "#"}}},
        ),
        ({"$schema": D19, "$ref": "#/$defs/a", "maxLength": 3, "$defs": {"a": STRING}}, {"maxLength": 3, **STRING}),
        ({"$schema": D4, "minimum": 3, "exclusiveMinimum": True}, {"exclusiveMinimum": 3}),
        ({"$schema": D7, "nullable": True, "type": "string"}, STRING),
    ],
)
def test_older_drafts_mean_what_they_meant(older, newer):
    assert compare_schemas(older, newer).equal


def test_both_directions_are_answered_with_a_witness():
    found = compare_schemas({"type": "integer"}, {"type": "number"})
    assert (found.forward.verdict, found.backward.verdict) == ("contained", "not-contained")
    assert found.backward.witness == 0.5
    assert not found.equal


def test_formats_and_budget_are_passed_on():
    dated = {"type": "string", "format": "date"}
    assert compare_schemas(STRING, dated).equal
    assert compare_schemas(STRING, dated, formats=True).forward.verdict == "not-contained"
    left: Any = {"allOf": [{"oneOf": [{"multipleOf": n}, {"maximum": n}]} for n in range(2, 30)], "type": "number"}
    assert compare_schemas(left, {"multipleOf": 0.7}, budget=20).forward.keyword == "budget"


def test_what_only_the_way_there_can_tell_is_unknown():
    inner = {"$id": "inner", "$recursiveAnchor": True}
    schema: Any = {"$schema": D19, "$id": "http://a.example/", "properties": {"a": {"$recursiveRef": "#"}, "b": inner}}
    assert compare_schemas(schema, STRING).forward.keyword == "$recursiveRef"


def test_the_draft_is_found():
    assert draft_of({"$schema": D7}) == "draft-07"
    assert draft_of({"$schema": D20}) == draft_of({}) == draft_of(True) == "2020-12"
    assert draft_of({"properties": {"a": {"items": [True]}}}) == "draft-07"
    assert draft_of({"$schema": D7}, "2019-09") == "2019-09"
    with pytest.raises(InvalidInputError, match="no such draft") as error:
        draft_of({}, "draft-7")
    assert "draft-07" in str(error.value.hint)
    with pytest.raises(InvalidInputError, match="cannot be compared"):
        draft_of({"$schema": "http://example.com/schema"})


def test_the_draft_may_be_named_again_inside() -> None:
    draft = "http://json-schema.org/draft-07/schema#"
    inner = {"$schema": draft, "type": "string"}
    left: dict[str, Any] = {"$schema": draft, "type": "object", "properties": {"a": inner}}
    assert compare_schemas(left, {"$schema": draft, "type": "object"}).forward.verdict == "contained"
    other = {**left, "properties": {"a": {**inner, "$schema": "http://json-schema.org/draft-04/schema#"}}}
    assert compare_schemas({**left, "maxProperties": 3}, other).forward.verdict == "unknown"
