"""How objects are read: what senders send, and what readers ignore."""

from __future__ import annotations

from typing import Any

from apiyard.core.json import Json
from apiyard.design.cause import Direction
from apiyard.design.diffing.branches import kinds
from apiyard.design.diffing.ground import SOURCE, Ground
from apiyard.spec import pointer as pointers

Own = dict[str, Any]
_CLOSING = ("additionalProperties", "unevaluatedProperties")
_COMPOSED = frozenset(("allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas", "$ref", "$dynamicRef"))
_DEPTH = 8
READ = frozenset(
    ("properties", "additionalProperties", "unevaluatedProperties", "patternProperties", "propertyNames", "enum")
)
"""Keywords whose changes may be safe only because of how objects are read."""
IGNORED = "clients ignore members that they do not know, and values of an extensible list"
DECLARED: dict[Direction, str] = {
    "request": "clients send only declared members",
    "response": "servers send only declared members",
}
FORMATS = "formats are annotations here, they are not asserted"


def closed(left: Own, held: Ground) -> Own:
    """Read an object as one that has only declared members, as senders are taken to send no others.

    Args:
        left: the source's schema.
        held: the trees that its references lead into.

    Returns:
        It; closed when it declares properties and says nothing about others.
    """
    if not _declares(left, held, _DEPTH):
        return left
    read = {**left, _CLOSING[0] if _COMPOSED.isdisjoint(left) else _CLOSING[1]: False}
    asked = left.get("required")
    named = left["properties"] if isinstance(left.get("properties"), dict) else {}
    unnamed = [each for each in asked if isinstance(each, str) and each not in named] if isinstance(asked, list) else []
    if unnamed:
        # Who must send a member sends it, also where nothing else is said about it.
        read["properties"] = {**named, **dict.fromkeys(unnamed, True)}
    return read


def _declares(value: Json, held: Ground, depth: int) -> bool:
    """Say whether a schema declares the members of its objects, and says nothing about others."""
    if not isinstance(value, dict) or depth == 0 or any(word in value for word in _CLOSING):
        return False
    if isinstance(value.get("properties"), dict):
        return True
    ref = value.get("$ref")
    if isinstance(ref, str) and ref.startswith(f"{SOURCE}#"):
        found, _ = held.meant(pointers.from_fragment(ref[len(SOURCE) + 1 :]))
        if _declares(found, held, depth - 1):
            return True
    elif isinstance(ref, str) and ref.startswith("#"):
        found, _ = held.meant(pointers.from_fragment(ref[1:]))
        if _declares(found, held, depth - 1):
            return True
    if any(_declares(each, held, depth - 1) for each in _list(value.get("allOf"))):
        return True
    for word in ("anyOf", "oneOf"):
        branches = _list(value.get(word))
        objects = [each for each in branches if "object" in kinds(each)]
        if objects and all(_declares(each, held, depth - 1) for each in objects):
            return True
    return False


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def opened(right: Own) -> Own:
    """Read an object as one whose readers ignore members that they do not know, and values of an extensible list.

    Args:
        right: the target's schema.

    Returns:
        It, without what refuses other members.
    """
    extensible = bool(right.get("x-extensible-enum"))
    return {
        word: value
        for word, value in right.items()
        if not (word in _CLOSING and value is False) and not (extensible and word == "enum")
    }
