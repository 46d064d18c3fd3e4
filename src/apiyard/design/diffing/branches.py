"""Which branch of a composition is which one in the other contract."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from apiyard.core.json import Json, canonical

Same = Callable[[str, str], bool]
Aligned = tuple[tuple[int, int], ...]
_ALIKE = 0.5
_MOST = 64
_MARKS = ("const", "enum")


def align(old: Sequence[Json], new: Sequence[Json], same: Same) -> Aligned:
    """Pair branches: by reference, by what tells them apart, by equality, then the most similar ones.

    Args:
        old: the branches in the old contract.
        new: the branches in the new contract.
        same: says whether a reference of the old and one of the new contract mean the same component.

    Returns:
        Pairs of indexes; -1 on one side for a branch without partner there. What is paired comes first.
    """
    left, right = dict(enumerate(old)), dict(enumerate(new))
    pairs: list[tuple[int, int]] = []
    for rule in (_references(same), _keyed(_text), _keyed(_title), _keyed(_mark)):
        rule(left, right, pairs)
    if len(left) <= _MOST and len(right) <= _MOST:
        _similar(left, right, pairs)
    pairs.sort()
    return (*pairs, *((index, -1) for index in left), *((-1, index) for index in right))


_Rule = Callable[[dict[int, Json], dict[int, Json], list[tuple[int, int]]], None]


def _take(left: dict[int, Json], right: dict[int, Json], pair: tuple[int, int]) -> tuple[int, int]:
    del left[pair[0]], right[pair[1]]
    return pair


def _references(same: Same) -> _Rule:
    def rule(left: dict[int, Json], right: dict[int, Json], pairs: list[tuple[int, int]]) -> None:
        for one in list(left):
            before = reference(left[one])
            if before is None:
                continue
            for other, value in right.items():
                after = reference(value)
                if after is not None and same(before, after):
                    pairs.append(_take(left, right, (one, other)))
                    break

    return rule


def _keyed(key: Callable[[Json], Hashable]) -> _Rule:
    def rule(left: dict[int, Json], right: dict[int, Json], pairs: list[tuple[int, int]]) -> None:
        waiting: dict[Hashable, list[int]] = {}
        for index, branch in right.items():
            found = key(branch)
            if found is not None:
                waiting.setdefault(found, []).append(index)
        for index, branch in list(left.items()):
            found = key(branch)
            if found is not None and waiting.get(found):
                pairs.append(_take(left, right, (index, waiting[found].pop(0))))

    return rule


def _similar(left: dict[int, Json], right: dict[int, Json], pairs: list[tuple[int, int]]) -> None:
    """Pair what is most alike first; of what is equally alike, what stands first."""
    scored = [
        (-score, one, other)
        for one, before in left.items()
        for other, after in right.items()
        if (score := likeness(before, after)) >= _ALIKE
    ]
    for _, one, other in sorted(scored):
        if one in left and other in right:
            pairs.append(_take(left, right, (one, other)))


def reference(value: Json) -> str | None:
    """Give the reference of a schema that has one."""
    ref = value.get("$ref") if isinstance(value, dict) else None
    return ref if isinstance(ref, str) else None


def likeness(old: Json, new: Json) -> float:
    """Say how much two inline schemas are alike: 1 for the same keywords and property names, 0 for different types."""
    if not isinstance(old, dict) or not isinstance(new, dict) or "$ref" in old or "$ref" in new:
        return 0.0
    if kinds(old).isdisjoint(kinds(new)):
        return 0.0
    before, after = _traits(old), _traits(new)
    together = before | after
    return len(before & after) / len(together) if together else 1.0


def _traits(value: dict[str, Any]) -> set[object]:
    found: set[object] = {("keyword", name) for name in value if name not in ("title", "description", "example")}
    properties = value.get("properties")
    if isinstance(properties, dict):
        found |= {("property", name) for name in properties}
    listed = value.get("enum")
    if isinstance(listed, list):
        found |= {("enum", canonical(each)) for each in listed}
    return found | {("type", name) for name in kinds(value)}


_ALL = frozenset(("array", "boolean", "integer", "null", "number", "object", "string"))


def kinds(value: Json) -> frozenset[str]:
    """Give the types that a schema's own ``type`` lets through, integers apart from numbers; all without one."""
    if not isinstance(value, dict):
        return _ALL
    word = value.get("type")
    names = frozenset(word) if isinstance(word, list) else frozenset((word,)) if isinstance(word, str) else _ALL
    return names | {"integer"} if "number" in names else names


def _text(value: Json) -> Hashable:
    return canonical(value)


def _title(value: Json) -> Hashable:
    title = value.get("title") if isinstance(value, dict) and "$ref" not in value else None
    return title if isinstance(title, str) and title else None


def _mark(value: Json) -> Hashable:
    """Give the properties whose single value tells a branch from others, such as ``kind: cat``."""
    properties = value.get("properties") if isinstance(value, dict) else None
    if not isinstance(properties, dict):
        return None
    found: list[tuple[str, bytes]] = []
    for name, inner in properties.items():
        if isinstance(inner, dict) and "const" in inner:
            found.append((name, canonical(inner["const"])))
        elif isinstance(inner, dict) and isinstance(inner.get("enum"), list) and len(inner["enum"]) == 1:
            found.append((name, canonical(inner["enum"][0])))
    return tuple(sorted(found)) or None
