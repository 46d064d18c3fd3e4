"""What stands below one keyword of two schemas: pairs of schemas, and whether the keyword itself differs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, replace
from apiyard.design.diffing.branches import Aligned, Same, align
from apiyard.design.diffing.place import IN_PLACE, Kind, Step
from apiyard.design.diffing.referring import references
from apiyard.spec import pointer as pointers
from apiyard.spec.pointer import join

Key = tuple[str, str]
Inner = tuple[Json, Json, Step]
NAMED: dict[str, Kind] = {"properties": "property", "patternProperties": "pattern"}
SINGLE: dict[str, Kind] = {"items": "items", "additionalProperties": "additional"}
LISTED: dict[str, Kind] = {"allOf": "allOf", "anyOf": "anyOf", "oneOf": "oneOf", "prefixItems": "prefix"}
# What stands here is decided with the schema around it, as accepting more below does not mean accepting more.
WHOLE: dict[str, Kind] = {
    "not": "not", "if": "if", "then": "then", "else": "else", "contains": "contains", "propertyNames": "names",
    "dependentSchemas": "dependent", "unevaluatedProperties": "unevaluated", "unevaluatedItems": "unevaluated-items",
    "contentSchema": "content",
}  # fmt: skip
_LOOKING = frozenset(("unevaluatedProperties", "unevaluatedItems"))
_SETS = frozenset(("required", "enum", "type"))


@dataclass(frozen=True, slots=True)
class Below:
    """What stands below a keyword.

    Args:
        inner: the aligned schemas below it.
        differs: whether its own value differs.
        aligned: for a list of branches, which is which.
    """

    inner: tuple[Inner, ...] = ()
    differs: bool = False
    aligned: Aligned | None = None


def below(word: str, both: tuple[Any, Any], at: Key, *, same: Same) -> Below:
    """Look below a keyword whose values are not equal.

    Args:
        word: the keyword.
        both: its values, ``MISSING`` where there is none.
        at: where the schemas stand.
        same: says whether two references mean the same component.

    Returns:
        What stands below it.
    """
    one, other = both
    if word in NAMED and isinstance(one, dict) and isinstance(other, dict):
        inner = tuple((one[name], other[name], step(word, at, name)) for name in one if name in other)
        return Below(inner, differs=one.keys() != other.keys())
    if word in SINGLE:
        if isinstance(one, dict) and isinstance(other, dict) and one and other:
            return Below(((one, other, step(word, at)),))
        return Below(differs=not (_says_nothing(one) and _says_nothing(other)))
    if word in LISTED and isinstance(one, list) and isinstance(other, list):
        found = _by_place(one, other) if word == "prefixItems" else align(one, other, same)
        whole = [(left, right) for left, right in found if left >= 0 and right >= 0]
        inner = tuple((one[left], other[right], step(word, at, left, other=right)) for left, right in whole)
        return Below(inner, differs=len(whole) < len(found), aligned=found)
    return Below(differs=not (word in _SETS and _as_set(one) == _as_set(other)))


def equal_below(word: str, value: Any, at: Key) -> Iterator[Inner]:
    """Give the schemas below a keyword that is equal in both, when they refer to anything."""
    if not references(value):
        return
    if word in NAMED and isinstance(value, dict):
        for name, inner in value.items():
            yield inner, inner, step(word, at, name)
    elif word in SINGLE and isinstance(value, dict):
        yield value, value, step(word, at)
    elif word in LISTED and isinstance(value, list):
        for index, inner in enumerate(value):
            yield inner, inner, step(word, at, index)


def step(word: str, at: Key, name: object = "", *, other: object = None) -> Step:
    """Give the step below a keyword: by a name or an index, or into the schema that is its value.

    Args:
        word: the keyword.
        at: where the schemas stand.
        name: the name or index in the old schema; empty when the value is the schema.
        other: the index in the new schema, where it is another one.
    """
    if word in SINGLE or (word in WHOLE and name == ""):
        kind = SINGLE.get(word) or WHOLE[word]
        return Step(kind, str(name), join(at[0], word), join(at[1], word))
    kind = NAMED.get(word) or LISTED.get(word) or WHOLE[word]
    return Step(kind, str(name), join(at[0], word, name), join(at[1], word, name if other is None else other))


def reference_steps(old: Json, new: Json, at: Key) -> tuple[Step, ...]:
    """Give the step that a reference takes: one where other keywords stand beside it, else none.

    Args:
        old: the schema with the reference in the old contract.
        new: the same in the new one.
        at: where they stand.
    """
    if not any(isinstance(each, dict) and len(each) > 1 for each in (old, new)):
        return ()
    return (watched(Step("ref", "", join(at[0], "$ref"), join(at[1], "$ref")), old, new),)


def watched(way: Step, *holders: Json) -> Step:
    """Mark a step that stays at the same value below a schema that looks at what is evaluated there.

    Args:
        way: the step.
        holders: the schema that it starts from, in both contracts.
    """
    looks = any(isinstance(each, dict) and not _LOOKING.isdisjoint(each) for each in holders)
    return replace(way, watched=True) if looks and way.kind in IN_PLACE else way


def _says_nothing(value: Any) -> bool:
    return value is pointers.MISSING or value is True or value == {}


def _by_place(old: list[Any], new: list[Any]) -> Aligned:
    shared = min(len(old), len(new))
    return (
        *((index, index) for index in range(shared)),
        *((index, -1) for index in range(shared, len(old))),
        *((-1, index) for index in range(shared, len(new))),
    )


def _as_set(value: Any) -> object:
    if value is pointers.MISSING:
        return None
    return sorted(str(each) for each in value) if isinstance(value, list) else [str(value)]
