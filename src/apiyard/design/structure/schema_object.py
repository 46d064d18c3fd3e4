"""The objects of JSON Schema Draft 2020-12 and of OpenAPI's own vocabulary, after their specifications."""

from __future__ import annotations

from apiyard.design.structure.shape import Closed, Shape, record, ref, typed

_TYPE = typed("array|boolean|integer|null|number|object|string")
_TYPES = {"type": "array", "items": _TYPE, "minItems": 1, "uniqueItems": True}
_NAMES = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}
_ANCHOR = {"type": "string", "pattern": "^[A-Za-z_][-A-Za-z0-9._]*$"}
_SINGLE = (
    *("items", "contains", "additionalProperties", "if", "then", "else", "not", "propertyNames"),
    *("unevaluatedItems", "unevaluatedProperties", "contentSchema"),
)
_NEVER: Shape = {"not": {}}


def _keywords(kind: str, type_: Shape) -> Shape:
    """Give the properties that JSON Schema gives a schema object.

    Args:
        kind: the kind of the schemas inside.
        type_: the shape of ``type``.
    """
    inner = ref(kind)
    some: Shape = {"type": "array", "minItems": 1, "items": inner}
    by_name: Shape = {"type": "object", "additionalProperties": inner}
    plain = record(
        """
        $schema:text $ref:text $dynamicRef:text $recursiveRef:text $comment:text
        multipleOf:above-zero maximum:number exclusiveMaximum:number minimum:number exclusiveMinimum:number
        maxLength:count minLength:count pattern:text maxItems:count minItems:count uniqueItems:flag
        maxContains:count minContains:count maxProperties:count minProperties:count
        title:text description:text deprecated:flag readOnly:flag writeOnly:flag examples:any[] format:text
        contentEncoding:text contentMediaType:text enum:any[]
        """
    )["properties"]
    return {
        **plain,
        **dict.fromkeys(_SINGLE, inner),
        **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), some),
        **dict.fromkeys(("$defs", "definitions", "properties", "dependentSchemas"), by_name),
        **dict.fromkeys(("$anchor", "$dynamicAnchor", "$recursiveAnchor"), _ANCHOR),
        "$id": {"type": "string", "pattern": "^[^#]*#?$"},
        "$vocabulary": {
            "type": "object",
            "additionalProperties": {"type": "boolean"},
        },
        "patternProperties": by_name,
        "dependencies": {"type": "object", "additionalProperties": {"anyOf": [inner, _NAMES]}},
        "dependentRequired": {"type": "object", "additionalProperties": _NAMES},
        "required": _NAMES,
        "type": type_,
    }


def _told_apart(of_object: Shape) -> Shape:
    """Give the shape of what is an object, or a boolean."""
    return {
        "if": {"type": "object"},
        "then": of_object,
        "else": {"if": {"type": "boolean"}, "then": {}, "else": _NEVER},
    }


def plain(kind: str) -> dict[str, Shape]:
    """Give the kinds of JSON Schema Draft 2020-12 itself.

    Args:
        kind: what to call the schema object.
    """
    type_ = {"anyOf": [_TYPE, _TYPES]}
    return {kind: {"type": ["object", "boolean"], "properties": _keywords(kind, type_)}}


def of_3_1() -> dict[str, Shape]:
    """Give the kinds of schemas in OpenAPI 3.1: ``schema``, where OpenAPI's vocabulary counts, and those inside."""
    type_ = {
        "if": {"type": "string"},
        "then": _TYPE,
        "else": {"if": {"type": "array"}, "then": _TYPES, "else": _NEVER},
    }
    own = record("discriminator:discriminator externalDocs:schema-docs xml:xml")
    return {
        "schema": _told_apart({"allOf": [ref("inner-schema"), own]}),
        "inner-schema": _told_apart({"properties": {**_keywords("inner-schema", type_), "pattern": typed("pattern")}}),
        "discriminator": record("propertyName!:text mapping:text{}", Closed.BY_OBJECT),
        "schema-docs": record("url!:link description:text", Closed.BY_OBJECT),
        "xml": record("name:text namespace:uri prefix:text attribute:flag wrapped:flag", Closed.BY_OBJECT),
    }


def of_3_2() -> dict[str, Shape]:
    """Give the kinds of schemas in OpenAPI 3.2."""
    schema = plain("schema")["schema"]
    own = record("discriminator:discriminator externalDocs:schema-docs xml:xml")["properties"]
    nothing_else = {"nodeType": {"properties": {"attribute": False, "wrapped": False}}}
    return {
        "schema": {**schema, "properties": {**schema["properties"], **own}},
        "discriminator": record("propertyName:text mapping:text{} defaultMapping:text", Closed.BY_OBJECT),
        "schema-docs": record("url!:link description:text", Closed.BY_OBJECT),
        "xml": record(
            "name:text namespace:text prefix:text attribute:flag wrapped:flag",
            Closed.BY_OBJECT,
            properties={"nodeType": {"type": "string", **typed("element|attribute|text|cdata|none")}},
            dependentSchemas=nothing_else,
        ),
    }
