"""Errors of branches that lead back to themselves do not multiply."""

from __future__ import annotations

from typing import Any

from apiyard.spec.schema import schema_of

_DEEPER = {"type": "object", "additionalProperties": {"$ref": "#/$defs/A"}}
_SCHEMA: Any = {"$ref": "#/$defs/A", "$defs": {"A": {"anyOf": [*[_DEEPER] * 3, {"type": "integer"}]}}}


def nested(levels: int) -> Any:
    """Give a value that is wrong so deep inside."""
    value: Any = "x"
    for _ in range(levels):
        value = {"a": value}
    return value


def test_a_deep_value_is_refused_without_its_errors() -> None:
    """The errors of forty levels would not fit into any memory."""
    found = schema_of(_SCHEMA).validate(nested(40), direction="request")
    assert [each.message for each in found] == ["does not conform; its branches are too many to say where"]


def test_a_flat_value_is_told_what_is_wrong() -> None:
    """Few levels are judged as ever."""
    found = schema_of(_SCHEMA).validate(nested(2), direction="request")
    assert "anyOf" in found[0].message
    assert not schema_of({"prefixItems": [{"type": "integer"}], "items": False}).validate([1], direction="request")
    assert schema_of({"prefixItems": [{"type": "integer"}]}).validate(["x"], direction="request")[0].pointer == "/0"


def test_nothing_is_below_false() -> None:
    """A schema may be true or false, at the top and inside."""
    assert schema_of(False).validate(1, direction="request")
    assert schema_of({"allOf": [{"properties": {"a": False}}]}).validate({"a": [1]}, direction="request")
