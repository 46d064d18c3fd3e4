"""The named properties of schemas: all that a body may have, and those that a body has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.spec.pointer import join
from apiyard.spec.schema import Schema, Scope
from apiyard.spec.violation import Direction

_MOST_LOOKED_AT = 4_000
_DEEPEST = 64
_BRANCHES = ("anyOf", "oneOf")
_ABSENT: Mapping[Direction, str] = {"request": "readOnly", "response": "writeOnly"}
_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "null": (type(None),),
}
_At = tuple[str, Json]


def named(schema: Schema, direction: Direction, seen: set[str]) -> Iterator[str]:
    """Give the places of all named properties under a schema, references followed.

    Args:
        schema: the schema of a body.
        direction: the side it travels on; what must not travel there is left out.
        seen: schemas that were looked at before on this side, by pointer; it grows.

    Yields:
        Pointers into the contract, in its order.
    """
    todo: list[_At] = [(schema.pointer, schema.value)]
    while todo:
        pointer, value = todo.pop()
        if not isinstance(value, dict) or pointer in seen:
            continue
        seen.add(pointer)
        below = list(_below(schema.scope, pointer, value))
        for name, child in _properties(schema.scope, pointer, value, direction=direction):
            yield name
            below.append(child)
        todo += reversed(below)


def present(schema: Schema, value: Json, direction: Direction) -> Iterator[str]:
    """Give the places of the named properties that a value has.

    In a choice of schemas, a branch counts when its type, its required names and the constants of its properties fit
    the value; that is cheap, and enough to tell the branches of a discriminator apart.

    Args:
        schema: the schema of a body.
        value: the body.
        direction: the side it travels on.

    Yields:
        Pointers into the contract, some more than once; large values are looked at only in part.
    """
    todo: list[tuple[_At, Json, int]] = [((schema.pointer, schema.value), value, 0)]
    looked = 0
    while todo and looked < _MOST_LOOKED_AT:
        (pointer, rule), instance, depth = todo.pop()
        if not isinstance(rule, dict) or depth > _DEEPEST:
            continue
        looked += 1
        todo += [(child, instance, depth + 1) for child in _same(schema.scope, pointer, rule, instance=instance)]
        if isinstance(instance, dict):
            for name, child in _properties(schema.scope, pointer, rule, direction=direction):
                key = _last(name)
                if key in instance:
                    yield name
                    todo.append((child, instance[key], depth + 1))
            extra = rule.get("additionalProperties")
            if isinstance(extra, dict):
                known = rule.get("properties")
                others = [each for key, each in instance.items() if not (isinstance(known, dict) and key in known)]
                todo += [((join(pointer, "additionalProperties"), extra), each, depth + 1) for each in others]
        elif isinstance(instance, list):
            todo += [(child, each, depth + 1) for child, each in _items(pointer, rule, instance)]


def _properties(
    scope: Scope, pointer: str, value: dict[str, Any], *, direction: Direction
) -> Iterator[tuple[str, _At]]:
    properties = value.get("properties")
    if not isinstance(properties, dict):
        return
    for key, child in properties.items():
        at = join(pointer, "properties", key)
        meant = scope.resolve(child, at)[0]
        absent = _ABSENT[direction]
        if any(isinstance(each, dict) and each.get(absent) is True for each in (child, meant)):
            continue
        yield at, (at, child)


def _below(scope: Scope, pointer: str, value: dict[str, Any]) -> Iterator[_At]:
    """Give the schemas inside one, besides its properties."""
    yield from _reference(scope, pointer, value)
    for key in ("allOf", *_BRANCHES, "prefixItems"):
        listed = value.get(key)
        if isinstance(listed, list):
            yield from ((join(pointer, key, at), each) for at, each in enumerate(listed))
    for key in ("then", "else", "items", "additionalProperties"):
        if isinstance(value.get(key), dict):
            yield join(pointer, key), value[key]


def _same(scope: Scope, pointer: str, value: dict[str, Any], *, instance: Json) -> Iterator[_At]:
    """Give the schemas that speak of the same value."""
    yield from _reference(scope, pointer, value)
    for key in ("allOf", *_BRANCHES):
        listed = value.get(key)
        for at, each in enumerate(listed if isinstance(listed, list) else ()):
            child = (join(pointer, key, at), each)
            if key == "allOf" or _fits(scope, child, instance):
                yield child
    for key in ("then", "else"):
        child = (join(pointer, key), value.get(key))
        if isinstance(child[1], dict) and _fits(scope, child, instance):
            yield child


def _reference(scope: Scope, pointer: str, value: dict[str, Any]) -> Iterator[_At]:
    if isinstance(value.get("$ref"), str):
        target, at = scope.resolve(value, pointer)
        if at != pointer:
            yield at, target


def _items(pointer: str, rule: dict[str, Any], instance: list[Json]) -> Iterator[tuple[_At, Json]]:
    first = rule.get("prefixItems")
    count = len(first) if isinstance(first, list) else 0
    for at in range(min(count, len(instance))):
        yield (join(pointer, "prefixItems", at), first[at]), instance[at]  # type: ignore[index]
    if isinstance(rule.get("items"), dict):
        for each in instance[count:]:
            yield (join(pointer, "items"), rule["items"]), each


def _fits(scope: Scope, child: _At, instance: Json) -> bool:
    rule = scope.resolve(child[1], child[0])[0]
    if not isinstance(rule, dict):
        return rule is True
    if not _is_of_type(rule, instance) or not _is_listed(rule, instance):
        return False
    if not isinstance(instance, dict):
        return True
    required, properties = rule.get("required"), rule.get("properties")
    if isinstance(required, list) and any(name not in instance for name in required):
        return False
    for name, each in properties.items() if isinstance(properties, dict) else ():
        if name in instance and isinstance(each, dict) and not _is_listed(each, instance[name]):
            return False
    return True


def _is_of_type(rule: dict[str, Any], instance: Json) -> bool:
    wanted = rule.get("type")
    names = [wanted] if isinstance(wanted, str) else wanted if isinstance(wanted, list) else []
    known = [_TYPES[name] for name in names if name in _TYPES]
    if not known:
        return True
    if isinstance(instance, bool):
        return "boolean" in names
    return any(isinstance(instance, each) for each in known)


def _is_listed(rule: dict[str, Any], instance: Json) -> bool:
    if "const" in rule and rule["const"] != instance:
        return False
    listed = rule.get("enum")
    return not isinstance(listed, list) or instance in listed


def _last(pointer: str) -> str:
    return pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
