"""What the value of a keyword has to look like, beyond what the drafts' own schemas say."""

from __future__ import annotations

from typing import Any, Final

from apiyard.core.errors import InvalidInputError
from apiyard.design.schema_check.values import TYPES

_SCHEMA = ("object", "boolean")
_SHAPES: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("$ref", "$dynamicRef", "$recursiveRef", "$dynamicAnchor", "pattern"), ("string",)),
    **dict.fromkeys(
        ("formatMaximum", "formatMinimum", "formatExclusiveMaximum", "formatExclusiveMinimum"), ("string",)
    ),
    "$recursiveAnchor": ("boolean",),
    "type": ("string", "array"),
    "format": ("string",),
    "enum": ("array",),
    **dict.fromkeys(("anyOf", "oneOf", "allOf", "prefixItems", "required"), ("array",)),
    **dict.fromkeys(("not", "if", "then", "else", "contains", "propertyNames", "additionalProperties"), _SCHEMA),
    **dict.fromkeys(("additionalItems", "unevaluatedItems", "unevaluatedProperties"), _SCHEMA),
    "items": ("object", "boolean", "array"),
    **dict.fromkeys(("maximum", "minimum", "multipleOf", "minContains", "maxContains"), ("number",)),
    **dict.fromkeys(("maxLength", "minLength", "maxItems", "minItems", "maxProperties", "minProperties"), ("number",)),
    "uniqueItems": ("boolean",),
    **dict.fromkeys(
        ("properties", "patternProperties", "dependencies", "dependentRequired", "dependentSchemas"), ("object",)
    ),
}


def judge_shape(schema: dict[str, Any], keyword: str, where: str) -> None:
    """Check the value of a keyword.

    Args:
        schema: the schema that holds it.
        keyword: the keyword.
        where: the pointer of the schema.

    Raises:
        InvalidInputError: it is of a wrong type, or needs another keyword beside it.
    """
    value = schema[keyword]
    wanted = _SHAPES.get(keyword)
    if wanted and not any(TYPES[kind](value) for kind in wanted):
        raise InvalidInputError(f"{keyword} is of type {' or '.join(wanted)}", where=f"{where}/{keyword}")
    if keyword.startswith("format") and keyword != "format" and "format" not in schema:
        raise InvalidInputError(f"{keyword} needs format beside it", where=f"{where}/{keyword}")


def judge_enums(schema: Any) -> None:
    """Check that listed values of drafts 4, 6 and 7 differ.

    Raises:
        InvalidInputError: some are equal, or there are none.
    """
    stack: list[tuple[Any, str]] = [(schema, "")]
    while stack:
        value, where = stack.pop()
        if isinstance(value, list):
            stack.extend((each, f"{where}/{index}") for index, each in enumerate(value))
        elif isinstance(value, dict):
            values = value.get("enum")
            if isinstance(values, list) and not where.endswith(("/properties", "/patternProperties")):
                _differ(values, f"{where}/enum")
            stack.extend((each, f"{where}/{key}") for key, each in value.items() if key not in {"const", "default"})


def _differ(values: list[Any], where: str) -> None:
    texts = [_key(value) for value in values]
    if not texts or len(set(texts)) < len(texts):
        raise InvalidInputError("enum holds at least one value, and each once", where=where)


def _key(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{key!r}:{_key(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_key, value)) + "]"
    if isinstance(value, float) and value.is_integer():
        return repr(int(value))
    return repr(value)
