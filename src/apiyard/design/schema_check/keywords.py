"""Which function makes the check of which keyword."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from apiyard.design.schema_check import keywords_any, keywords_array, keywords_object, keywords_text
from apiyard.design.schema_check.node import Node
from apiyard.design.schema_check.run import Check

Make = Callable[[Node], Check | None]

_PLAIN: Final[dict[str, Make]] = {
    "$dynamicAnchor": keywords_any.dynamic_anchor,
    "$dynamicRef": keywords_any.dynamic_reference,
    "$recursiveAnchor": keywords_any.dynamic_anchor,
    "$recursiveRef": keywords_any.dynamic_reference,
    "$ref": keywords_any.reference,
    "const": keywords_any.const,
    "enum": keywords_any.enum,
    "not": keywords_any.negation,
    "anyOf": keywords_any.any_of,
    "oneOf": keywords_any.one_of,
    "allOf": keywords_any.all_of,
    "if": keywords_any.condition,
    **dict.fromkeys(("maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum"), keywords_text.number_limit),
    "multipleOf": keywords_text.multiple_of,
    **dict.fromkeys(("maxLength", "minLength"), keywords_text.length),
    "pattern": keywords_text.pattern,
    **dict.fromkeys(
        ("formatMaximum", "formatMinimum", "formatExclusiveMaximum", "formatExclusiveMinimum"),
        keywords_text.format_limit,
    ),
    **dict.fromkeys(("maxItems", "minItems"), keywords_array.count),
    "additionalItems": keywords_array.additional_items,
    "prefixItems": keywords_array.several,
    "items": keywords_array.items,
    "contains": keywords_array.contains,
    "uniqueItems": keywords_array.unique_items,
    "unevaluatedItems": keywords_array.unevaluated_items,
    **dict.fromkeys(("maxProperties", "minProperties"), keywords_object.count),
    "required": keywords_object.required,
    "propertyNames": keywords_object.property_names,
    "additionalProperties": keywords_object.additional_properties,
    "dependencies": keywords_object.dependencies,
    "properties": keywords_object.properties,
    "patternProperties": keywords_object.pattern_properties,
    "dependentRequired": keywords_object.dependent_required,
    "dependentSchemas": keywords_object.dependent_schemas,
    "unevaluatedProperties": keywords_object.unevaluated_properties,
}


def keyword_check(node: Node, kind: str) -> Check | None:
    """Make the check of a keyword.

    Args:
        node: the keyword.
        kind: the type of values it is asked of; ``""`` for any.

    Returns:
        The check; None when it can refuse nothing.

    Raises:
        InvalidInputError: what the keyword says makes no sense.
    """
    if node.keyword == "format":
        return keywords_text.format_of(node, kind)
    make = _PLAIN.get(node.keyword)
    return make(node) if make else None
