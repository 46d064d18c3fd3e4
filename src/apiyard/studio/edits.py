"""Changes that forms make in a text: as small as can be, with comments and formatting kept."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from apiyard.core.errors import InvalidInputError, nearest
from apiyard.core.json import Json
from apiyard.spec import pointer as pointers
from apiyard.spec.edit import edit
from apiyard.spec.editing.change import Change, Insert, Move, Remove, Rename, Set, changed, differences
from apiyard.spec.parse import parse
from apiyard.spec.source import Source

MOST = 200
"""So many changes may come at once."""

_KINDS = ("set", "insert", "remove", "rename", "move")


def edited(name: str, text: str, wishes: Sequence[Mapping[str, Any]]) -> str:
    """Make changes in a text.

    Args:
        name: the document's name, whose ending says how it is written.
        text: the text.
        wishes: each with ``kind`` and ``pointer``; ``set`` has the whole new ``value`` of that place, of which only
            what differs is written, or its ``text`` in JSON or YAML; ``insert`` has ``value`` and may have ``before``
            or ``after``; ``rename`` has ``key``; ``move`` has ``before`` or ``after``.

    Returns:
        The new text.

    Raises:
        InvalidInputError: the text cannot be read, or a change cannot be made there.
    """
    if len(wishes) > MOST:
        raise InvalidInputError("too many changes at once", piece=str(len(wishes)))
    document = parse(Source(name, text.encode()))
    value = document.value
    made: list[Change] = []
    for wish in wishes:
        for change in list(_changes(value, wish)):
            value = changed(value, change)
            made.append(change)
    return edit(document, made) if made else text


def _changes(value: Json, wish: Mapping[str, Any]) -> Iterator[Change]:
    kind, pointer = str(wish.get("kind")), str(wish.get("pointer", ""))
    if kind == "set":
        yield from _setting(value, pointer, _read(wish["text"]) if "text" in wish else wish.get("value"))
    elif kind == "insert":
        yield Insert(pointer, wish.get("value"), _name(wish, "before"), _name(wish, "after"))
    elif kind == "remove":
        yield Remove(pointer)
    elif kind == "rename":
        yield Rename(pointer, str(wish.get("key")))
    elif kind == "move":
        yield Move(pointer, _name(wish, "before"), _name(wish, "after"))
    else:
        raise InvalidInputError("unknown kind of change", piece=kind, hint=nearest(kind, _KINDS))


def _read(text: Any) -> Json:
    """Read a value that a person wrote in a field, with the bounds of documents."""
    if not isinstance(text, str):
        raise InvalidInputError("text must be text")
    return parse(Source("the value", text.encode())).value


def _setting(value: Json, pointer: str, new: Json) -> Iterator[Change]:
    """Set a place, with the objects around it when they are not there yet."""
    while True:
        old = pointers.get(value, pointer)
        if old is not pointers.MISSING:
            yield from differences(old, _ordered_as(old, new), pointer)  # type: ignore[arg-type]
            return
        parent, _, last = pointer.rpartition("/")
        if last == "-" or pointers.get(value, parent) is not pointers.MISSING:
            yield Set(pointer, new)
            return
        pointer, new = parent, {pointers.unescape(last): new}


def _ordered_as(old: object, new: Json) -> Json:
    """Give a value as it was before scripts held it.

    They put names like 200 before all others, write 1.0 as 1, and round whole numbers beyond 2 to the power of 53.
    """
    if _is_number(old) and _is_number(new):
        return old if _double(old) == _double(new) else new  # type: ignore[return-value]
    if isinstance(old, list) and isinstance(new, list):
        return [_ordered_as(old[index] if index < len(old) else None, each) for index, each in enumerate(new)]
    if not isinstance(old, dict) or not isinstance(new, dict):
        return new
    value = {name: _ordered_as(old.get(name), each) for name, each in new.items()}
    kept = [name for name in old if name in value]
    if [name for name in value if name in old] == kept:
        return value
    return {name: value[name] for name in [*kept, *(name for name in value if name not in old)]}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _double(value: Any) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _name(wish: Mapping[str, Any], key: str) -> str | None:
    return None if wish.get(key) is None else str(wish[key])
