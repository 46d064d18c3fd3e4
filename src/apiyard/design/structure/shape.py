"""Tables of objects, written one line a field, to JSON Schema (Draft 2020-12)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any, TypeAlias

from apiyard.core.late import late_pattern

Shape: TypeAlias = dict[str, Any]


class Closed(Enum):
    """Which fields an object may have besides its own, and where a strange one is told."""

    NO = 0  # any other
    BY_NAME = 1  # none but extensions; told at the strange field
    BY_OBJECT = 2  # none but extensions; told at the object
    MIXED = 3  # as BY_OBJECT, with fields that conditions add
    STRICT = 4  # none, not even extensions; told at the strange field


_FIELD = late_pattern(r"(?P<name>[^\s:!]+)(?P<required>!?):(?P<type>\S+)")
_EXTENSION = "^x-"
_SCALARS: Mapping[str, Shape] = MappingProxyType(
    {
        "any": {},
        "text": {"type": "string"},
        "flag": {"type": "boolean"},
        "number": {"type": "number"},
        "count": {"type": "integer", "minimum": 0},
        "above-zero": {"type": "number", "exclusiveMinimum": 0},
        "uri": {"type": "string", "format": "uri"},
        "link": {"type": "string", "format": "uri-reference"},
        "email": {"type": "string", "format": "email"},
        "pattern": {"type": "string", "format": "regex"},
    }
)


def ref(kind: str) -> Shape:
    """Give the reference to a kind of object."""
    return {"$ref": f"#/$defs/{kind}"}


def typed(text: str) -> Shape:
    """Give the shape of a type as tables write it.

    Args:
        text: a scalar (``text``, ``flag``, ``uri`` ...), a kind, ``"a|b"`` for one of several texts; behind it ``?``
            for "or a reference object", ``[]`` for a list of it, ``{}`` for an object of them by name.

    Returns:
        The shape.
    """
    if text.endswith("[]"):
        return {"type": "array", "items": typed(text[:-2])}
    if text.endswith("{}"):
        return {"type": "object", "additionalProperties": typed(text[:-2])}
    if text.endswith("?"):
        return or_reference(typed(text[:-1]))
    if "|" in text:
        return {"enum": [each for each in text.split("|") if each]}
    return dict(_SCALARS[text]) if text in _SCALARS else ref(text)


def or_reference(shape: Shape) -> Shape:
    """Give the shape of an object that may be a reference instead."""
    return {"if": {"type": "object", "required": ["$ref"]}, "then": ref("reference"), "else": shape}


def fields(text: str) -> tuple[Shape, list[str]]:
    """Read a table: ``name:type`` or ``name!:type`` (required), parted by spaces.

    Returns:
        The shapes by name, and the required names.
    """
    found = list(_FIELD.finditer(text))
    return {each["name"]: typed(each["type"]) for each in found}, [each["name"] for each in found if each["required"]]


def record(
    text: str = "", closed: Closed = Closed.NO, *, patterns: Mapping[str, Shape] | None = None, **more: Any
) -> Shape:
    """Give the shape of an object with known fields.

    Args:
        text: its table.
        closed: which others it may have.
        patterns: shapes by pattern of the name.
        more: further keywords.

    Returns:
        The shape.
    """
    properties, required = fields(text)
    shape: Shape = {"type": "object", "properties": {**properties, **more.pop("properties", {})}}
    by_pattern = dict(patterns or {})
    if closed in (Closed.BY_NAME, Closed.BY_OBJECT, Closed.MIXED):
        by_pattern.setdefault(_EXTENSION, {})
    if by_pattern:
        shape["patternProperties"] = by_pattern
    if required:
        shape["required"] = required
    if closed is Closed.MIXED:
        shape["unevaluatedProperties"] = False
    elif closed is not Closed.NO:
        shape["additionalProperties"] = False
        if closed is Closed.BY_OBJECT:
            shape["x-told-at"] = "object"
    return {**shape, **more}


def when(name: str, value: str, then: Shape, *, otherwise: Shape | None = None, present: bool = True) -> Shape:
    """Give a condition: where a field has a value, one shape, else another.

    Args:
        name: the field.
        value: the value.
        then: what holds then.
        otherwise: what holds else.
        present: whether a missing field means that the condition does not hold.

    Returns:
        The shape.
    """
    condition: Shape = {"properties": {name: {"const": value}}}
    if present:
        condition["required"] = [name]
    return {"if": condition, "then": then, **({"else": otherwise} if otherwise is not None else {})}


def holds(text: str) -> Shape:
    """Give what must hold of fields besides the rest: a table without a claim to be an object."""
    properties, required = fields(text)
    return {"properties": properties, **({"required": required} if required else {})}


def lacks(*names: str) -> Shape:
    """Give the shape of an object that does not have all of these fields together."""
    return {"not": {"required": list(names)}}


def document(root: Shape, kinds: Mapping[str, Shape]) -> Shape:
    """Give one JSON Schema of a root and the kinds it refers to."""
    return {**root, "$defs": dict(kinds)}
