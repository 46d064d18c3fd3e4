"""Documents made wrong by chance, the same for the same seed."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

_ODD: tuple[Any, ...] = (
    *(None, 1, "", True, [], {}, "bad value", [1], {"a": 1}, -1, 1.5, ["a", "a"], "http://[", "("),
    *("get", "cookie", "form"),
)
_NAMES = (
    *("bogus", "$ref", "type", "in", "schema", "content", "example", "examples", "value", "required", "url", "name"),
    *("properties", "items", "style", "explode", "allowReserved", "scheme", "flows"),
)


def mutations(document: Any, count: int, seed: str) -> Iterator[Any]:
    """Give changed copies of a document.

    Args:
        document: the document; it is not changed.
        count: how many.
        seed: what decides the changes.
    """
    rng = random.Random(seed)
    places = [path for path in _places(document, ()) if path]
    for _ in range(count):
        changed = copy.deepcopy(document)
        for _ in range(1 if rng.random() < 0.8 else 2):
            _change(changed, rng.choice(places), rng)
        yield changed


def _places(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _places(item, (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _places(item, (*path, index))


def _change(document: Any, path: tuple[Any, ...], rng: random.Random) -> None:
    holder, last = document, path[-1]
    try:
        for name in path[:-1]:
            holder = holder[name]
        held = holder[last]
    except (KeyError, IndexError, TypeError):
        return  # the change before this one took it away
    odd = copy.deepcopy(rng.choice(_ODD))
    what = rng.choice(["remove", "retype", "retype", "rename", "add"])
    if not isinstance(holder, dict | list):
        return
    if what == "remove":
        del holder[last]
    elif what == "retype":
        holder[last] = odd
    elif what == "rename" and isinstance(holder, dict):
        holder[last + "z"] = holder.pop(last)
    elif what == "add" and isinstance(held, dict):
        held[rng.choice(_NAMES)] = odd
    elif what == "add" and isinstance(held, list):
        held.append(copy.deepcopy(held[0]) if held and rng.random() < 0.5 else odd)
