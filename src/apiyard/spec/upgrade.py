"""Schemas of OpenAPI 2.0 and 3.0 to those of 3.1 (JSON Schema Draft 2020-12)."""

from __future__ import annotations

from typing import Any

from apiyard.core.json import JsonObject
from apiyard.spec.grammar import OPENAPI_3
from apiyard.spec.walk import walk

_BESIDE_REF = ("$ref", "description", "summary", "deprecated")
_BOUNDS = (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum"))
_COMPOSED = ("allOf", "anyOf", "oneOf", "not", "const")
_NULL = {"type": "null"}


def upgrade(tree: dict[str, Any]) -> dict[str, Any]:
    """Turn a bundled 3.0 tree into a 3.1 tree.

    Follows the OpenAPI Initiative's guide from 3.0 to 3.1 and the clarification of ``nullable`` in 3.0.3, with one
    difference: ``nullable`` beside an enum, a reference or a composition lets null in too, as authors mean it.

    Args:
        tree: the tree; it is changed and must not be shared.

    Returns:
        The tree.
    """
    tree["openapi"] = "3.1.0"
    for _, node, kind in list(walk(tree, grammar=OPENAPI_3)):
        if kind == "schema":
            upgrade_schema(node)
    return tree


def upgrade_schema(schema: dict[str, Any]) -> None:
    """Turn one schema object of 2.0 or 3.0 into one of 3.1, in place; schemas inside it are not touched.

    Args:
        schema: the schema object.
    """
    nullable = (schema.pop("nullable", None) is True) | (schema.pop("x-nullable", None) is True)
    if "$ref" in schema:
        for name in [name for name in schema if name not in _BESIDE_REF and not name.startswith("x-")]:
            del schema[name]
        if nullable:
            _let_null_in(schema)
        return
    _move_bounds(schema)
    if schema.get("type") == "file":
        schema.update(type="string", format="binary")
    if schema.get("required") in (True, False):
        del schema["required"]
    if "example" in schema:
        example = schema.pop("example")
        schema.setdefault("examples", [example])
    if isinstance(schema.get("discriminator"), str):
        schema["discriminator"] = {"propertyName": schema["discriminator"]}
    if isinstance(schema.get("items"), list):
        schema["prefixItems"] = schema.pop("items")
    if nullable:
        _let_null_in(schema)


def _move_bounds(schema: dict[str, Any]) -> None:
    for exclusive, bound in _BOUNDS:
        flag = schema.get(exclusive)
        if isinstance(flag, bool):
            del schema[exclusive]
            if flag and bound in schema:
                schema[exclusive] = schema.pop(bound)


def _let_null_in(schema: dict[str, Any]) -> None:
    if "$ref" in schema or any(name in schema for name in _COMPOSED):
        inner = dict(schema)
        schema.clear()
        for name in ("description", "title", "default", "readOnly", "writeOnly", "deprecated"):
            if name in inner:
                schema[name] = inner.pop(name)
        schema["anyOf"] = [inner, _NULL]
        return
    kind = schema.get("type")
    if isinstance(kind, str):
        schema["type"] = [kind, "null"]
    if isinstance(schema.get("enum"), list) and None not in schema["enum"]:
        schema["enum"] = [*schema["enum"], None]


def source_version(tree: JsonObject) -> str:
    """Give the version a document is written in (``2.0``, ``3.0.x``, ``3.1.x`` or ``3.2.x``), or an empty string."""
    version = tree.get("openapi", tree.get("swagger", ""))
    return str(version) if isinstance(version, str | int | float) and not isinstance(version, bool) else ""
