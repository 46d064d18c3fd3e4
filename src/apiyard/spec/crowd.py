"""Would it take too long to say whether integers that hardly differ are all different?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from apiyard.core.late import late_module
from apiyard.spec.exact_json import may_hold_long

if TYPE_CHECKING:
    import orjson
else:
    orjson = late_module("orjson")

_FEW_BYTES = 4_096
_LARGE = 1 << 58
_WORD_BITS = 64
_NODES_FOR_ONE = 50
_MOST_WORK = 500_000


class CrowdedError(ValueError):
    """A value holds too many large integers that hardly differ."""


def asks_unique(tree: Any) -> bool:
    """Say whether a schema in a tree asks that the items of an array be different.

    Args:
        tree: a tree of schemas, or a whole contract.
    """
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, Mapping):
            if node.get("uniqueItems") is True:
                return True
            stack += node.values()
        elif isinstance(node, list):
            stack += node
    return False


def crowded(value: Any) -> bool:
    """Say whether comparing all items of an array in a value takes unduly long.

    The validator looks items up by the floating number next to each integer: those that share one, as 10**20 and
    10**20 + 1 do, are all compared with each other. So many thousand of them would take hours.

    Args:
        value: a JSON value, of any depth.
    """
    if not isinstance(value, dict | list):
        return False
    try:
        written = orjson.dumps(value)
    except TypeError:  # it holds an integer beyond 64 bits, or nests deeper than can be written
        return _crowded(value)
    return len(written) > _FEW_BYTES and may_hold_long(written) and _crowded(value)


def _crowded(value: Any) -> bool:
    near: dict[float, list[int]] = {}
    distinct: dict[float, set[int]] = {}
    nodes, bits = 0, _WORD_BITS
    stack = [value]
    while stack:
        node = stack.pop()
        nodes += 1
        if isinstance(node, Mapping):
            stack += node.values()
        elif isinstance(node, list):
            stack += node
        elif type(node) is int and not -_LARGE < node < _LARGE:
            bits = max(bits, node.bit_length())
            mark = _float(node)
            near.setdefault(mark, [0])[0] += 1
            distinct.setdefault(mark, set()).add(node)
    shared = [count[0] for mark, count in near.items() if len(distinct[mark]) > 1]
    work = sum(count * count for count in shared) * (bits // _WORD_BITS)
    return work + max(shared, default=0) * nodes // _NODES_FOR_ONE > _MOST_WORK


def _float(number: int) -> float:
    try:
        return float(number)
    except OverflowError:
        return float("inf")
