"""What kind of document a value is: the formats that rules may be bound to, by the names the field gives them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from apiyard.core.late import late_pattern

Test = Callable[[dict[str, Any]], bool]

_TYPES = frozenset({"array", "boolean", "integer", "null", "number", "object", "string"})
_COMPOUND = ("allOf", "oneOf", "anyOf", "not", "if")
_DRAFT = late_pattern(
    r"https?://json-schema.org/(?:draft-0([467])|draft/(20(?:19-09|20-12)))/(?:hyper-)?schema#?", re.ASCII
)
_LEADING = late_pattern(r"\s*([+-]?\d+)", re.ASCII)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _leads(name: str, number: int) -> Test:
    """Test whether a member's text starts with a number, as JavaScript's ``parseInt`` reads it."""

    def test(document: dict[str, Any]) -> bool:
        found = _LEADING.match(_text(document[name])) if name in document else None
        return found is not None and int(found[1]) == number

    return test


def _matches(name: str, pattern: str) -> Test:
    compiled = late_pattern(pattern, re.ASCII)
    return lambda document: name in document and compiled.fullmatch(_text(document[name])) is not None


def _minor(name: str, version: str) -> Test:
    return _matches(name, re.escape(version) + r"(?:\.[0-9]*)?")


def _is_schema(document: dict[str, Any]) -> bool:
    schema = document.get("$schema")
    return isinstance(schema, str) and "//json-schema.org/" in schema


def _is_schema_loosely(document: dict[str, Any]) -> bool:
    kind = document.get("type")
    if _is_schema(document) or isinstance(document.get("enum"), list):
        return True
    if isinstance(kind, list) and all(isinstance(each, str) and each in _TYPES for each in kind):
        return True
    if isinstance(kind, str) and kind in _TYPES:
        return True
    return any(isinstance(document.get(name), dict | list) for name in _COMPOUND)


def _draft(name: str) -> Test:
    def test(document: dict[str, Any]) -> bool:
        found = _DRAFT.fullmatch(document["$schema"]) if _is_schema(document) else None
        return found is not None and (found[1] or found[2]) == name

    return test


FORMATS: dict[str, Test] = {
    "oas2": _leads("swagger", 2),
    "oas3": _leads("openapi", 3),
    "oas3_0": _minor("openapi", "3.0"),
    "oas3_1": _minor("openapi", "3.1"),
    "oas3_2": _minor("openapi", "3.2"),
    "aas2": _matches("asyncapi", r"2\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)"),
    "aas3": _matches("asyncapi", r"3\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)"),
    **{f"aas2_{minor}": _minor("asyncapi", f"2.{minor}") for minor in range(7)},
    "aas3_0": _minor("asyncapi", "3.0"),
    "aas3_1": _minor("asyncapi", "3.1"),
    "arazzo1_0": _minor("arazzo", "1.0"),
    "arazzo1_1": _minor("arazzo", "1.1"),
    "overlay1_0": _minor("overlay", "1.0"),
    "overlay1_1": _minor("overlay", "1.1"),
    "jsonSchema": _is_schema,
    "jsonSchemaLoose": _is_schema_loosely,
    "jsonSchemaDraft4": _draft("4"),
    "jsonSchemaDraft6": _draft("6"),
    "jsonSchemaDraft7": _draft("7"),
    "jsonSchemaDraft2019_09": _draft("2019-09"),
    "jsonSchemaDraft2020_12": _draft("2020-12"),
}
"""The formats by name, each with the test that tells whether a document (an object) is of it."""


def formats_of(value: Any) -> frozenset[str]:
    """Give the names of all formats that a document is of.

    Args:
        value: the document's value.
    """
    if not isinstance(value, dict):
        return frozenset()
    return frozenset(name for name, test in FORMATS.items() if test(value))
