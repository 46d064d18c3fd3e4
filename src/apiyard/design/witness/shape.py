"""The shape of a value that holds another one deep inside: the schemas on the way, with their choices made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.design.diffing.place import Step
from apiyard.spec import pointer as pointers
from apiyard.spec.composing.wish import CannotBuildError
from apiyard.spec.pattern import HardPatternError, matching

_SAME = frozenset(("ref", "allOf", "anyOf", "oneOf", "if", "then", "else", "dependent"))
_NAME = "made_up"


@dataclass(frozen=True, slots=True)
class Held:
    """A shape, and where in its values the held value stands.

    Args:
        shape: a schema.
        pointer: RFC 6901 pointer into values of the shape.
    """

    shape: Json
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class Exactly:
    """The value to hold.

    Args:
        value: the value.
        extended: whether it may have more members, which branches around it may ask for.
    """

    value: Json
    extended: bool = False


@dataclass(frozen=True, slots=True)
class Like:
    """Any value of the inner schema that meets a further demand.

    Args:
        demand: a schema.
    """

    demand: Json


def hold(tree: Json, pointer: str, way: tuple[tuple[Step, str], ...], *, inner: Exactly | Like) -> Held:
    """Give the shape of values of a schema that hold a value at a place inside.

    Args:
        tree: the tree of the contract as it is meant on one side.
        pointer: where the outer schema stands in it.
        way: the steps to the inner schema, each with the pointer of the schema it leads to; empty where it has none.
        inner: what to hold.

    Returns:
        The shape.

    Raises:
        CannotBuildError: the way leads through a keyword that values cannot be built around, such as ``not``.
    """
    places = [pointer, *(at for _, at in way)]
    held = Held(_of(inner, tree, places[-1]))
    for index in range(len(way) - 1, -1, -1):
        node = _node(tree, places[index])
        step, at = way[index]
        around = _AROUND.get(step.kind)
        if around is None:
            raise CannotBuildError("no value can be built around this keyword", piece=step.kind)
        held = around(node, _key(step, at), held)
    return held


def is_same_instance(step: Step) -> bool:
    """Say whether a step stays at the same value."""
    return step.kind in _SAME


def _of(inner: Exactly | Like, tree: Json, pointer: str) -> Json:
    if isinstance(inner, Like):
        return {"allOf": [_node(tree, pointer), inner.demand]}
    value = inner.value
    if not inner.extended or not isinstance(value, Mapping):
        return {"const": value}
    held = {"type": "object", "properties": {name: {"const": item} for name, item in value.items()}}
    return {"allOf": [_node(tree, pointer), {**held, "required": list(value)}]}


def _node(tree: Json, pointer: str) -> dict[str, Any]:
    found = pointers.get(tree, pointer) if pointer else {}
    if found is False:
        raise CannotBuildError("nothing is allowed here", where=pointer)
    return found if isinstance(found, dict) else {}


def _key(step: Step, pointer: str) -> str:
    """Give the name of what a step leads to; for branches and items by position the index in this contract."""
    if step.kind in {"allOf", "prefix"}:
        last = pointers.split(pointer)[-1] if pointer else step.name
        return last if last.isdecimal() else "0"
    return step.name


def _with(node: dict[str, Any], inner: Json, *without: str) -> dict[str, Any]:
    """Give a schema without some keywords, and with another schema beside it."""
    rest = {word: value for word, value in node.items() if word not in without}
    return {**rest, "allOf": [*node.get("allOf", []), inner]}


def _property(node: dict[str, Any], name: str, held: Held) -> Held:
    properties = {**node.get("properties", {}), name: held.shape}
    required = [*node.get("required", []), name]
    shape = {**node, "properties": properties, "required": list(dict.fromkeys(required))}
    return Held({**shape, "type": "object"}, pointers.join("", name) + held.pointer)


def _other(node: dict[str, Any], _name: str, held: Held) -> Held:
    names = node.get("propertyNames")
    pattern = names.get("pattern") if isinstance(names, dict) else None
    name = _matching(pattern) if isinstance(pattern, str) else _NAME
    while name in node.get("properties", {}):
        name += "_"
    return _property(node, name, held)


def _pattern(node: dict[str, Any], name: str, held: Held) -> Held:
    return _property(node, _matching(name), held)


def _matching(pattern: str) -> str:
    try:
        return matching(pattern, Random(0), least=1)
    except HardPatternError as error:
        raise CannotBuildError("no name of this pattern was found", piece=str(error)) from None


def _names(node: dict[str, Any], _name: str, held: Held) -> Held:
    name = held.shape.get("const") if isinstance(held.shape, Mapping) else None
    if not isinstance(name, str):
        raise CannotBuildError("the name of a property is a text")
    inner = node.get("properties", {}).get(name, node.get("additionalProperties", {}))
    around = _property(node, name, Held(inner))
    return Held(around.shape)


def _item(node: dict[str, Any], _name: str, held: Held) -> Held:
    prefix = node.get("prefixItems", [])
    return _listed(node, [*prefix, held.shape], held, index=len(prefix))


def _prefix(node: dict[str, Any], name: str, held: Held) -> Held:
    prefix = list(node.get("prefixItems", []))
    index = int(name)
    while len(prefix) <= index:
        prefix.append(node.get("items", {}))
    prefix[index] = held.shape
    return _listed(node, prefix, held, index=index)


def _contains(node: dict[str, Any], _name: str, held: Held) -> Held:
    rest = {word: value for word, value in node.items() if word != "contains"}
    prefix = rest.get("prefixItems", [])
    return _listed(rest, [*prefix, held.shape], held, index=len(prefix))


def _listed(node: dict[str, Any], prefix: list[Json], held: Held, *, index: int) -> Held:
    least = max(index + 1, int(node.get("minItems", 0)))
    # Of the items by position only those that are needed are made.
    shape = {**node, "type": "array", "prefixItems": prefix[:least], "minItems": least}
    return Held(shape, f"/{index}{held.pointer}")


def _ref(node: dict[str, Any], _name: str, held: Held) -> Held:
    rest = {word: value for word, value in node.items() if word in {"properties", "required", "allOf", "type"}}
    return Held(_with(rest, held.shape) if rest else held.shape, held.pointer)


def _all(node: dict[str, Any], name: str, held: Held) -> Held:
    branches = list(node.get("allOf", []))
    index = int(name)
    if index < len(branches):
        branches[index] = held.shape
    return Held({**node, "allOf": branches}, held.pointer)


def _any(node: dict[str, Any], _name: str, held: Held) -> Held:
    return Held(_with(node, held.shape, "anyOf"), held.pointer)


def _one(node: dict[str, Any], _name: str, held: Held) -> Held:
    return Held(_with(node, held.shape, "oneOf"), held.pointer)


def _when(node: dict[str, Any], _name: str, held: Held) -> Held:
    rest = _with(node, held.shape, "if", "then", "else")
    condition = node.get("if", {})
    return Held({**rest, "allOf": [*rest["allOf"], condition]}, held.pointer)


def _otherwise(node: dict[str, Any], _name: str, held: Held) -> Held:
    return Held(_with(node, held.shape, "if", "then", "else"), held.pointer)


def _dependent(node: dict[str, Any], name: str, held: Held) -> Held:
    around = _with(node, held.shape, "dependentSchemas")
    required = [*node.get("required", []), name]
    properties = {name: {}, **node.get("properties", {})}
    return Held({**around, "type": "object", "required": required, "properties": properties}, held.pointer)


_AROUND: Mapping[str, Callable[[dict[str, Any], str, Held], Held]] = {
    "ref": _ref,
    "property": _property,
    "pattern": _pattern,
    "additional": _other,
    "unevaluated": _other,
    "dependent": _dependent,
    "names": _names,
    "items": _item,
    "unevaluated-items": _item,
    "prefix": _prefix,
    "contains": _contains,
    "allOf": _all,
    "anyOf": _any,
    "oneOf": _one,
    "if": _when,
    "then": _when,
    "else": _otherwise,
}
