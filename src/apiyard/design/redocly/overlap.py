"""Says whether two schemas of ``oneOf`` can both take one value, as far as that can be seen at a glance."""

from __future__ import annotations

import json
from typing import Any

from apiyard.design.function import MISSING, Context
from apiyard.design.redocly.tell import holds, items, meaning, member

# What a schema may hold and still be judged; anything else may exclude what the rest allows.
_UNDERSTOOD = frozenset(
    [
        *("type", "format", "enum", "const", "nullable", "properties", "required", "additionalProperties"),
        *("discriminator", "$ref", "$id", "$schema", "$anchor", "$comment", "title", "description", "default"),
        *("example", "examples", "deprecated", "readOnly", "writeOnly", "externalDocs", "xml"),
    ]
)


def fingerprint(value: Any) -> str:
    """Give a text that equal values share, whatever the order of their members."""
    return json.dumps(_plain(value), sort_keys=True, default=str)


def _plain(value: Any) -> Any:
    """Give a value with 1 for 1.0, which are equal in JSON."""
    if type(value) is dict:
        return {name: _plain(each) for name, each in value.items()}
    if type(value) is list:
        return [_plain(each) for each in value]
    return int(value) if type(value) is float and value.is_integer() else value


def takes_null(schema: Any) -> bool:
    """Say whether a schema says by itself that a value may be null."""
    return member(schema, "nullable") is True or "null" in (_types(schema) or ())


def overlap(one: Any, other: Any, context: Context, *, discriminator: Any, strict: bool) -> str:
    """Say why two schemas do not exclude each other.

    Args:
        one: a schema.
        other: another one.
        context: the context of the function.
        discriminator: the discriminator beside ``oneOf``; None for none.
        strict: whether the discriminator's property must be required.

    Returns:
        The reason; ``""`` where they exclude each other or that cannot be seen.
    """
    if not (_understood(one) and _understood(other)) or _excluding(one, other):
        return ""
    if takes_null(one) and takes_null(other):
        return "both take null"
    values, others = _values(one), _values(other)
    if values is not None and others is not None:
        return "both take the same value"
    if discriminator is not None:
        return _by_discriminator(one, other, discriminator) if strict else ""
    reason = _by_properties(one, other, context)
    if reason:
        return reason
    if not holds(member(one, "properties")) and not holds(member(other, "properties")):
        shared = _shared_types(one, other)
        return f"both take {', '.join(map(str, shared))}" if shared else ""
    return ""


def _by_discriminator(one: Any, other: Any, discriminator: Any) -> str:
    name = member(discriminator, "propertyName")
    if type(name) is not str or all(name in items(member(each, "required")) for each in (one, other)):
        return ""
    return f"the property {name} of the discriminator is not required in both"


def _by_properties(one: Any, other: Any, context: Context) -> str:
    left, right = member(one, "properties"), member(other, "properties")
    if type(left) is not dict or type(right) is not dict:
        return ""
    needs, other_needs = (_texts(member(each, "required")) for each in (one, other))
    if _refuses(one, left, other_needs) or _refuses(other, right, needs):
        return ""
    apart = any(name not in right and name not in other_needs for name in needs)
    other_apart = any(name not in left and name not in needs for name in other_needs)
    shared = [name for name in left if name in right]
    if (apart and other_apart) or not shared:
        return ""
    return _by_shared(left, right, [(name, name in needs and name in other_needs) for name in shared], context=context)


def _by_shared(left: Any, right: Any, shared: list[tuple[str, bool]], *, context: Context) -> str:
    """Judge by the properties that both have, each with whether both require it."""
    optional, alike = [], []
    for name, required in shared:
        one, other = meaning(context, left[name]), meaning(context, right[name])
        if type(one) is not dict or type(other) is not dict or not (_understood(one) and _understood(other)):
            continue
        if not _excluding(one, other):
            alike.append(name)
        elif required:
            return ""
        else:
            optional.append(name)
    if optional:
        return f"{optional[0]} tells them apart and is not required in both"
    return f"both have {alike[0]}, and nothing in it tells them apart" if alike else ""


def _refuses(schema: Any, properties: Any, needs: list[Any]) -> bool:
    return member(schema, "additionalProperties") is False and any(name not in properties for name in needs)


def _texts(value: Any) -> list[str]:
    return [each for each in items(value) if type(each) is str]


def _understood(schema: Any) -> bool:
    return all(name in _UNDERSTOOD or name.startswith("x-") for name in schema)


def _excluding(one: Any, other: Any) -> bool:
    values, others = _values(one), _values(other)
    if values is not None and others is not None:
        known = {fingerprint(each) for each in others}
        return not any(fingerprint(each) in known for each in values)
    return _shared_types(one, other) == []


def _values(schema: Any) -> list[Any] | None:
    """Give the values that a schema lists; None when it lists none."""
    if holds(member(schema, "enum")):
        return items(schema["enum"])
    const = member(schema, "const")
    return None if const is MISSING else [const]


def _types(schema: Any) -> list[Any] | None:
    told = member(schema, "type")
    if told is MISSING:
        return None
    found = list(told) if type(told) is list else [told]
    return [*found, "null"] if member(schema, "nullable") is True else found


def _shared_types(one: Any, other: Any) -> list[Any] | None:
    """Give the types that both allow; None when one of them allows all."""
    left, right = _types(one), _types(other)
    if left is None or right is None:
        return None
    shared = [each for each in left if each in right]
    if not shared and (_has_integer(left, right, other) or _has_integer(right, left, one)):
        return ["integer"]
    return shared


def _has_integer(types: list[Any], others: list[Any], other: Any) -> bool:
    """Say whether one allows integers and the other numbers among which there are integers."""
    if "integer" not in types or "number" not in others:
        return False
    values = _values(other)
    return values is None or any(_is_integer(each) for each in values)


def _is_integer(value: Any) -> bool:
    return type(value) is int or (type(value) is float and value.is_integer())
