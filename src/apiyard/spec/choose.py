"""Which ways there are to meet a schema that leaves a choice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.spec.merge import ImpossibleError
from apiyard.spec.negate import KINDS, negations, resolved

_MOST_APART = 8


def choices(schema: dict[str, Any], tree: Json, *, apart: bool) -> list[list[Json]]:
    """Take the words out of a schema that leave a choice.

    Args:
        schema: loses ``oneOf``, ``anyOf``, ``if``, ``then``, ``else`` and ``not``, but for a ``not`` of everything.
        tree: what references in it are looked up in.
        apart: whether a branch of ``oneOf`` is also to break the others, where a member that only they name can do so.

    Returns:
        For each choice the schemas of which one is to be met too.
    """
    found: list[list[Json]] = []
    exclusive = schema.pop("oneOf", None)
    if isinstance(exclusive, list):
        found.append(
            [*(_apart(each, exclusive, tree) for each in exclusive), *_alone(exclusive)] if apart else exclusive
        )
    some = schema.pop("anyOf", None)
    if isinstance(some, list):
        found.append(some)
    condition, then, otherwise = (schema.pop(word, None) for word in ("if", "then", "else"))
    if condition is not None and (then is not None or otherwise is not None):
        met: Json = {"allOf": [condition, True if then is None else then]}
        left: Json = True if otherwise is None else otherwise
        other: Json = {"allOf": [{"not": condition}, left]}
        # A condition that mostly does not hold is no reason to ask for what follows from it.
        found.append([other, met, left] if then is None else [met, other, left])
    refused = schema.get("not")
    if refused is not None and refused is not True and refused != {}:
        del schema["not"]
        found.append(negations(refused, tree))
    return found


def _alone(all_: list[Json]) -> list[Json]:
    """Give each branch together with the refusal of all others."""
    if len(all_) > _MOST_APART:
        return []
    return [
        {"allOf": [each, *({"not": other} for place, other in enumerate(all_) if place != at)]}
        for at, each in enumerate(all_)
    ]


def left_over(schema: Mapping[str, Any]) -> list[str]:
    """Give the types that a schema leaves when it refuses some.

    Args:
        schema: a flat schema.

    Returns:
        Those that it names, or any, without those that its ``not`` names alone; nothing when it refuses none.

    Raises:
        ImpossibleError: none is left.
    """
    refused = schema.get("not")
    if refused is True or refused == {}:
        raise ImpossibleError("nothing is allowed here")
    if not isinstance(refused, Mapping) or set(refused) != {"type"}:
        return []
    wrong = _listed(refused["type"])
    named = _listed(schema["type"]) if "type" in schema else list(KINDS)
    left = [kind for kind in named if kind not in wrong and not (kind == "integer" and "number" in wrong)]
    if not left:
        raise ImpossibleError("no type is left")
    return left


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _apart(option: Json, all_: list[Json], tree: Json) -> Json:
    """Give a branch together with members that break the other branches, which would else hold too."""
    mine = resolved(option, tree)
    ours = mine.get("properties")
    if not isinstance(ours, dict):
        return option
    broken: dict[str, Json] = {}
    for each in all_:
        other = resolved(each, tree)
        theirs = other.get("properties")
        if each is option or not isinstance(theirs, dict):
            continue
        needed = other.get("required")
        if isinstance(needed, list) and any(name not in ours for name in needed):
            continue
        for name, value in theirs.items():
            kind = resolved(value, tree).get("type")
            if name not in ours and isinstance(kind, str):
                broken[name] = {"type": "integer" if kind == "string" else "string"}
                break
    if not broken:
        return option
    return {"allOf": [option, {"properties": broken, "required": list(broken)}]}
