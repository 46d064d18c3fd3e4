"""The sentence that tells an error of a schema to a person."""

from __future__ import annotations

from typing import Any

from apiyard.core.errors import nearest
from apiyard.design.function import Context
from apiyard.design.schema_check.error import SchemaError
from apiyard.design.schema_check.values import shown

_MANY = 20


def say(error: SchemaError, value: Any, context: Context) -> str:
    """Give the sentence of an error.

    Args:
        error: the error.
        value: the value that was checked.
        context: follows references in it.

    Returns:
        One sentence; it names the key or index where there is one.
    """
    name = error.path[-1] if error.path else next(iter(context.path[-1:]), None)
    if error.keyword == "errorMessage":
        return error.message
    if error.keyword == "additionalProperties":
        return f'Property "{error.params["additionalProperty"]}" is not expected to be here'
    subject = "The value" if name is None else f"Item {name}" if isinstance(name, int) else f'"{name}"'
    message = error.message.replace("NOT", "not").replace("'", '"')
    if error.keyword == "enum":
        return f"{subject} {message}: {_allowed(error, value, context)}"
    if error.keyword == "type" and isinstance(error.params.get("type"), list):
        return f"{subject} must be {' or '.join(error.params['type'])}"
    return f"{subject} {message}"


def _allowed(error: SchemaError, value: Any, context: Context) -> str:
    allowed = error.params["allowedValues"]
    text = ", ".join(map(shown, allowed[:_MANY])) + (", ..." if len(allowed) > _MANY else "")
    words = [each for each in allowed if isinstance(each, str)]
    found = _at(value, error, context)
    from difflib import get_close_matches

    if isinstance(found, str) and get_close_matches(found[:100], words, n=1, cutoff=0.6):
        text += f". {nearest(found, words).capitalize()}"
    return text


def _at(value: Any, error: SchemaError, context: Context) -> Any:
    for key in error.path:
        if isinstance(value, dict) and key in value:
            value = value[str(key)]
        elif isinstance(value, list) and isinstance(key, int) and key < len(value):
            value = value[key]
        else:
            return None
        value = context.follow(value)
    return value
