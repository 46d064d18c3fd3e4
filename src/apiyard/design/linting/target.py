"""What a rule looks at below a value that its expression names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from apiyard.core.late import late_pattern
from apiyard.design.function import MISSING
from apiyard.design.jsonpath.parse import parse_path
from apiyard.design.jsonpath.path import Entry
from apiyard.design.jsonpath.select import Selection
from apiyard.spec.inventory import Path

_PART = late_pattern(
    r"""[^.\[\]]+|\[(?:(-?\d+(?:\.\d+)?)|(["'])((?:(?!\2)[^\\]|\\.)*?)\2|([^\]]*))\]|(?=(?:\.|\[\])(?:\.|\[\]|$))"""
)


def dotted_keys(field: str) -> tuple[str, ...]:
    """Give the keys of a dotted path such as ``schema.items[0]['x-a']``, as lodash reads it."""
    keys: list[str] = [""] if field.startswith(".") else []
    for found in _PART.finditer(field):
        if found[2]:
            keys.append(re.sub(r"\\(.)", r"\1", found[3]))
        elif found.group().startswith("["):
            keys.append(found[1] if found[1] is not None else (found[4] or ""))
        else:
            keys.append(found.group())
    return tuple(keys)


def is_plain(field: str) -> bool:
    """Say whether a field is one name of a member, or empty for the value itself; no index and no length."""
    return not field or (field.isidentifier() and field != "length")


def targets(selection: Selection, entry: Entry, field: str, *, value: Any) -> Iterator[tuple[Path, Entry | None, Any]]:
    """Give what a question of a rule looks at.

    Args:
        selection: follows references and asks expressions.
        entry: the value that the rule's expression names.
        field: the member as the rule names it.
        value: the entry's value, or its key where the expression asks for keys.

    Returns:
        The path below the value, the entry there (None where it is not there), and the value.
    """
    if not field or type(value) not in (dict, list):
        yield (), entry, value
    elif field == "@key":
        for key in value if type(value) is dict else range(len(value)):
            yield (key,), entry, str(key)
        if not value:
            yield (), None, MISSING
    elif field.startswith("$"):
        found = [
            (path, each)
            for each in selection.select(parse_path(field), entry)
            if (path := _from(entry, each)) is not None
        ]
        for path, each in found:
            yield path, each, each[0]
        if not found:
            yield (), None, MISSING
    else:
        # A member whose name is the whole text counts first.
        keys = (field,) if type(value) is dict and field in value else dotted_keys(field)
        yield _down(selection, entry, value, keys=keys)


def _from(start: Entry, entry: Entry) -> Path | None:
    """Give the path from one entry down to another; None when it is not below."""
    keys: list[str | int] = []
    at: Any = entry
    while at is not start:
        if at is None:
            return None
        keys.append(at[1])
        at = at[2]
    return tuple(reversed(keys))


def _down(selection: Selection, entry: Entry, value: Any, *, keys: tuple[str, ...]) -> tuple[Path, Entry | None, Any]:
    path: list[str | int] = []
    at = entry
    for index, key in enumerate(keys):
        if type(value) is dict and key in value:
            member, step = value[key], key
        elif type(value) is list and key.isdecimal() and len(key) < 10 and int(key) < len(value):
            member, step = value[int(key)], int(key)  # type: ignore[assignment]
        elif key == "length" and type(value) in (list, str) and index == len(keys) - 1:
            return (*path, key), None, len(value)
        else:
            return (*path, *keys[index:]), None, MISSING
        value, hop = selection.reach(member)
        path.append(step)
        at = (value, step, at, hop)
    return tuple(path), at, value
