"""An overlay and a document in, the changed document out (OpenAPI Overlay 1.0 and 1.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from apiyard.core.errors import InvalidInputError
from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.design.rfc9535.parse import select
from apiyard.design.rfc9535.query import Node
from apiyard.spec import pointer as pointers
from apiyard.spec.edit import Remove, Set, changed
from apiyard.spec.parse import Document

_KNOWN = re.compile(r"1\.[01](?:\.\d{1,3})?", re.ASCII)
_MODIFIERS = ("update", "remove", "copy")


@dataclass(frozen=True, slots=True)
class Told:
    """What became of an action.

    Args:
        number: its place among the actions, from 1.
        target: its target as written.
        matched: how many nodes it selected.
    """

    number: int
    target: str
    matched: int


@dataclass(frozen=True, slots=True)
class Overlaid:
    """A document with an overlay applied.

    Args:
        value: the changed document.
        actions: what became of each action, in order.
    """

    value: Json
    actions: tuple[Told, ...]


def extends_of(overlay: Document) -> str:
    """Give the document that an overlay says it is for; empty when it says none.

    Args:
        overlay: the overlay.
    """
    value = overlay.value
    found = value.get("extends") if isinstance(value, Mapping) else None
    return found if isinstance(found, str) else ""


def apply_overlay(overlay: Document, value: Json) -> Overlaid:
    """Apply the actions of an overlay one after the other.

    Args:
        overlay: the overlay.
        value: the document; it is not changed.

    Returns:
        The changed document. An action whose target selects nothing changes nothing and is told with 0 nodes.

    Raises:
        InvalidInputError: the overlay is none, or an action does not fit what its target selects; with its place.
        TooLargeError: a query looks at too many values.
    """
    version, actions = _read(overlay)
    told = []
    for index, action in enumerate(actions):
        where = f"/actions/{index}"
        try:
            value, matched = _act(action, value, merging=version.startswith("1.0"))
        except InvalidInputError as error:
            error.where = str(overlay.locate(where)) + (f" ({error.where})" if error.where else "")
            raise
        told.append(Told(index + 1, action["target"], matched))
    return Overlaid(value, tuple(told))


def _read(overlay: Document) -> tuple[str, list[dict[str, Any]]]:
    """Check the form of an overlay (Overlay 1.1, Overlay Object and Action Object)."""
    value = overlay.value
    version = value.get("overlay") if isinstance(value, Mapping) else None
    if not isinstance(value, Mapping) or not isinstance(version, str) or _KNOWN.fullmatch(version) is None:
        where = str(overlay.locate("/overlay"))
        other = isinstance(value, Mapping) and ("openapi" in value or "swagger" in value)
        hint = "the overlay is named before the document" if other else ""
        raise InvalidInputError("this is no overlay 1.0 or 1.1", where=where, piece=str(version or ""), hint=hint)
    actions = value.get("actions")
    if not isinstance(actions, list) or not actions:
        raise InvalidInputError("an overlay needs a list of actions", where=str(overlay.locate("/actions")))
    for index, action in enumerate(actions):
        where = str(overlay.locate(f"/actions/{index}"))
        if not isinstance(action, dict) or not isinstance(action.get("target"), str):
            raise InvalidInputError("an action needs a target", where=where, hint="write a JSONPath (RFC 9535)")
        if not any(name in action for name in _MODIFIERS):
            raise InvalidInputError("an action needs update, remove or copy", where=where)
        if "copy" in action and version.startswith("1.0"):
            raise InvalidInputError("copy came with overlay 1.1", where=where, hint="write overlay: 1.1.0")
        if "copy" in action and "update" in action and action.get("remove") is not True:
            raise InvalidInputError("update and copy exclude each other", where=where)
    return version, actions


def _act(action: dict[str, Any], value: Json, *, merging: bool) -> tuple[Json, int]:
    targets = {node.path: node for node in select(action["target"], value)}
    if action.get("remove") is True:
        return _removed(value, targets), len(targets)
    if not targets or ("update" not in action and "copy" not in action):
        return value, len(targets)
    new = action.get("update")
    if "copy" in action and "update" not in action:
        new = _copied(action["copy"], value)
    kinds = {_kind(node.value) for node in targets.values()}
    if len(kinds) > 1:
        what = "the target selects " + " and ".join(sorted(kinds)) + "; they must be of one kind"
        raise InvalidInputError(what, piece=action["target"])
    if merging and kinds == {"primitives"}:
        hint = "select the object around it, or write overlay: 1.1.0"
        raise InvalidInputError("overlay 1.0 cannot update a primitive value", piece=action["target"], hint=hint)
    for path, node in targets.items():
        place = pointers.build(path)
        value = changed(value, Set(place, _updated(node.value, new, strict=not merging)))
    return value, len(targets)


def _removed(value: Json, targets: Mapping[tuple[str | int, ...], Node]) -> Json:
    """Take nodes away, the last ones and the inner ones first."""
    if () in targets:
        raise InvalidInputError("the whole document cannot be removed", piece="$")
    order = sorted(targets, key=lambda path: [(isinstance(key, str), key) for key in path], reverse=True)
    for path in order:
        value = changed(value, Remove(pointers.build(path)))
    return value


def _copied(query: object, value: Json) -> Any:
    found = select(query, value) if isinstance(query, str) else []
    if len(found) != 1:
        raise InvalidInputError(f"copy must select one node, not {len(found)}", piece=str(query))
    return found[0].value


def _updated(old: Any, new: Any, *, strict: bool) -> Any:
    """Give a selected node with an update (Overlay 1.1, Action Object)."""
    if isinstance(old, dict):
        if not isinstance(new, dict):
            raise InvalidInputError("an object is updated by an object", piece=str(new))
        return _merged(old, new, strict=strict)
    if isinstance(old, list):
        return [*old, *new] if isinstance(new, list) and strict else [*old, new]
    if isinstance(new, dict | list):
        raise InvalidInputError("a primitive value is replaced by another one only", piece=str(new))
    return new


def _merged(old: dict[str, Any], new: dict[str, Any], *, strict: bool) -> dict[str, Any]:
    out = dict(old)
    for name, value in new.items():
        held = out.get(name)
        if name not in out:
            out[name] = value
        elif isinstance(held, dict) and isinstance(value, dict):
            out[name] = _merged(held, value, strict=strict)
        elif isinstance(held, list) and isinstance(value, list):
            out[name] = [*held, *value]
        elif strict and _kind(held) != _kind(value):
            what = f"{_kind(value)} cannot be merged with {_kind(held)}"
            raise InvalidInputError(what, piece=name, hint="remove the old value by an action before")
        else:
            out[name] = value
    return out


def _kind(value: object) -> str:
    return "objects" if isinstance(value, dict) else "arrays" if isinstance(value, list) else "primitives"
