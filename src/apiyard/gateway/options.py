"""Options of policies: read from JSON into a frozen dataclass, every mistake told."""

from __future__ import annotations

import math
from dataclasses import fields
from typing import cast, get_type_hints

from apiyard.core.errors import InvalidInputError, unknown
from apiyard.core.json import Json, JsonObject
from apiyard.gateway.policy import Policy


def read_options(policy: Policy, written: JsonObject) -> object:
    """Read the options of a policy.

    Args:
        policy: the policy.
        written: options as the user wrote them.

    Returns:
        An instance of ``policy.options``.

    Raises:
        InvalidInputError: an option is unknown (the nearest name is told) or its value is wrong.
    """
    where = f"policies.{policy.id}"
    if not isinstance(written, dict):
        raise InvalidInputError("options are a mapping", where=where, piece=repr(written))
    kinds = get_type_hints(policy.options)
    known = {field.name: kinds[field.name] for field in fields(policy.options)}
    values: dict[str, object] = {}
    for name, value in written.items():
        if name not in known:
            raise unknown("option", name, known, where=where)
        values[name] = _value(value, known[name], f"{where}.{name}")
    options = policy.options(**values)
    wrong = policy.check(options)
    if wrong:
        raise InvalidInputError(wrong, where=where, piece=repr(written))
    return options


def _value(value: Json, kind: object, where: str) -> object:
    if kind is float and type(value) in {int, float}:
        number = cast("float", value)
        if math.isfinite(number):
            return float(number)
    elif kind in {int, bool, str} and type(value) is kind:
        return value
    elif kind == tuple[str, ...] and isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    names = {float: "number", int: "whole number", bool: "true or false", str: "text"}
    name = names.get(cast("type", kind), "list of texts")
    raise InvalidInputError(f"this option must be a {name}", where=where, piece=repr(value))
