"""What schemas show at first sight: a number for their shape, and the constants that tell branches apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from apiyard.design.containment.budget import UndecidedError
from apiyard.design.containment.part import (
    Bound,
    Contains,
    Every,
    Format,
    Implies,
    Items,
    Members,
    Multiple,
    Needs,
    Part,
    Pattern,
    Required,
    Size,
    Values,
)

if TYPE_CHECKING:
    from apiyard.design.containment.node import Node

PLAIN: Final[dict[type, tuple[str, ...]]] = {
    Bound: ("at", "upper", "open"),
    Multiple: ("of",),
    Size: ("kind", "least", "most"),
    Pattern: ("source",),
    Format: ("name",),
    Values: ("keys",),
    Needs: ("name",),
    Implies: ("name",),
    Contains: ("least", "most"),
}
"""By part, what it says beside schemas."""

_MAX_INSIDE: Final = 3
_MAX_CHILDREN: Final = 64


def shape_of(node: Node) -> int:
    """Give a number that is equal for schemas that say the same; it looks at members and items, not into them."""
    try:
        types, parts = node.read()
        return hash((node.value is False, types, tuple(_shape(part, deep=True) for part in parts)))
    except UndecidedError:
        return 0


def _plain_shape(node: Node) -> int:
    try:
        types, parts = node.meant.read()
        return hash((types, tuple(_shape(part, deep=False) for part in parts)))
    except UndecidedError:
        return 0


def _shape(part: Part, *, deep: bool) -> int:
    kind = type(part)
    told = tuple(getattr(part, name) for name in PLAIN.get(kind, ()))
    below: Any = None
    if isinstance(part, Members):
        names = frozenset(part.named), frozenset(source for source, _ in part.patterns), part.rest is None
        few = deep and len(part.named) <= _MAX_CHILDREN
        below = names, frozenset((name, _plain_shape(each)) for name, each in part.named.items()) if few else None
    elif isinstance(part, Items):
        below = len(part.first), part.rest is None
    elif isinstance(part, Required | Needs):
        below = frozenset(part.names)
    return hash((kind.__name__, told, below))


def tags_of(node: Node, inside: int = 0) -> Mapping[str, frozenset[Any]]:
    """Give, by name, the keys of all values that a member can have that must be there.

    Args:
        node: the schema; what it says through ``$ref`` and ``allOf`` counts.
        inside: how many of these it stands in.
    """
    found: dict[str, frozenset[Any]] = {}
    try:
        parts = node.parts
        required = {name for part in parts if isinstance(part, Required) for name in part.names}
        for part in parts:
            if isinstance(part, Members) and required:
                for name in required & part.named.keys():
                    _tag(found, name, part.named[name])
            elif isinstance(part, Every) and inside < _MAX_INSIDE:
                for each in part.nodes:
                    for name, keys in tags_of(each, inside + 1).items():
                        found[name] = found[name] & keys if name in found else keys
    except UndecidedError:
        return found
    return found


def _tag(found: dict[str, frozenset[Any]], name: str, node: Node) -> None:
    for part in node.meant.parts:
        if isinstance(part, Values):
            found[name] = found[name] & part.keys if name in found else part.keys
