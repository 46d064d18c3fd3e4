"""Lists at the bounds of their number of items."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from apiyard.core.json import Json
from apiyard.verify.edges.edge import Edge, bad, good

_MOST = 1000


def of_lists(schema: dict[str, Any], value: object, fill: Callable[[int], list[Json]]) -> Iterator[Edge]:
    """Give lists at the bounds of a flat schema.

    Args:
        schema: the schema.
        value: a list that keeps it.
        fill: gives a list of a number of items, different ones as far as there are any.

    Yields:
        For each bound the last list inside and the first one outside.
    """
    least, most = _size(schema.get("minItems")), _size(schema.get("maxItems"))
    held = value if isinstance(value, list) else []
    if least:
        yield good(f"the least number of items, {least}", fill(least), firm=True)
        yield bad(f"one item less than the least number {least}", fill(least - 1))
    else:
        yield good("an empty list", [], firm="minItems" in schema)
    if most is not None and most <= _MOST:
        yield good(f"the greatest number of items, {most}", fill(most), firm=True)
        yield bad(f"one item more than the greatest number {most}", fill(most + 1))
    if schema.get("uniqueItems") is True and held:
        again = [held[0], held[0]]
        yield bad("an item twice where items are unique", [*again, *fill(max(0, (least or 0) - 2))])


def _size(value: object) -> int | None:
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0 else None
