"""Two documents in, the overlay that makes one of the other out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.core.errors import InvalidInputError
from apiyard.core.json import Json
from apiyard.spec.editing.change import same

_MISSING = object()


def overlay_between(old: Json, new: Json, *, title: str) -> dict[str, Any] | None:
    """Give the overlay (1.1) that turns one document into another; the order of members does not count.

    Args:
        old: the document as it is.
        new: the document as it shall be.
        title: what the overlay calls itself.

    Returns:
        The overlay; None when both are the same.

    Raises:
        InvalidInputError: the documents are no objects.
    """
    if not isinstance(old, dict) or not isinstance(new, dict):
        raise InvalidInputError("an overlay needs objects as documents")
    actions = list(_object("$", old, new))
    return {"overlay": "1.1.0", "info": {"title": title, "version": "1.0.0"}, "actions": actions} if actions else None


def _object(target: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[dict[str, Any]]:
    added: dict[str, Any] = {}
    for name, held in old.items():
        value = new.get(name, _MISSING)
        if value is _MISSING:
            yield {"target": _below(target, name), "remove": True}
        elif not same(held, value):
            yield from _member(target, name, (held, value), added=added)
    added.update((name, value) for name, value in new.items() if name not in old)
    if added:
        yield {"target": target, "update": added}


def _member(target: str, name: str, values: tuple[Any, Any], *, added: dict[str, Any]) -> Iterator[dict[str, Any]]:
    old, new = values
    place = _below(target, name)
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _object(place, old, new)
    elif isinstance(old, list) and isinstance(new, list) and new and same(old, new[: len(old)]):
        yield {"target": place, "update": new[len(old) :]}
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new) and _alike(old, new):
        for index, (one, other) in enumerate(zip(old, new, strict=True)):
            if not same(one, other):
                yield from _object(f"{place}[{index}]", one, other)
    elif isinstance(old, dict | list) or isinstance(new, dict | list):
        yield {"target": place, "remove": True}
        added[name] = new
    else:
        yield {"target": place, "update": new}


def _alike(old: list[Any], new: list[Any]) -> bool:
    """Say whether two arrays of objects differ inside their items only."""
    pairs = list(zip(old, new, strict=True))
    return all(isinstance(one, dict) and isinstance(other, dict) for one, other in pairs if not same(one, other))


def _below(target: str, name: str) -> str:
    """Give the normalized path of a member (RFC 9535, section 2.7)."""
    out = []
    for mark in name:
        if mark in "'\\":
            out.append("\\" + mark)
        elif mark < " ":
            out.append(
                {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}.get(mark, f"\\u{ord(mark):04x}")
            )
        else:
            out.append(mark)
    return f"{target}['{''.join(out)}']"
