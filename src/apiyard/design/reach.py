"""Which operations a place in a contract reaches: through references, from shared components up to who uses them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from apiyard.core.noun import dataclass, field
from apiyard.spec import pointer
from apiyard.spec.inventory import Inventory, Path
from apiyard.spec.measure import measure
from apiyard.spec.parse import Document

_OWN_METHODS = "additionalOperations"
_METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"})
_SHARED = frozenset({"definitions", "parameters", "responses", "securityDefinitions", "$defs"})
_OPERATION_LENGTH = 3
MOST_OPERATIONS = 5_000
"""So many operations are counted: a set of them takes a bit for each, and each part has a set."""
Unit = tuple[str, Path]
"""A part of a contract that is counted: an operation, a component, or (with an empty path) a whole document."""


def unit_of(document: str, path: Path) -> Unit:
    """Give the part of a contract that a place stands in.

    Args:
        document: the document's name.
        path: the place in it.

    Returns:
        The operation (``paths``, path, method), the component (``components``, kind, name), or the document.
    """
    head = path[0] if path else ""
    if head in {"paths", "webhooks"} and len(path) >= _OPERATION_LENGTH and path[2] in _METHODS:
        return document, path[:3]
    if head in {"paths", "webhooks"} and len(path) > _OPERATION_LENGTH and path[2] == _OWN_METHODS:
        return document, path[:4]
    if head == "components" and len(path) >= _OPERATION_LENGTH:
        return document, path[:3]
    if head in _SHARED and len(path) > 1:
        return document, path[:2]
    if head in {"paths", "webhooks"} and len(path) > 1:
        return document, path[:2]
    return document, ()


def is_component(unit: Unit, main: str) -> bool:
    """Say whether others can share a part: a component, or anything in another file than the main one.

    Args:
        unit: the part.
        main: the name of the main document.
    """
    return unit[0] != main or (bool(unit[1]) and unit[1][0] not in {"paths", "webhooks"})


def name_of(unit: Unit) -> str:
    """Give a part's name for people, such as ``GET /pets`` or ``components/schemas/Pet``."""
    path = unit[1]
    if len(path) >= _OPERATION_LENGTH and path[0] in {"paths", "webhooks"}:
        return f"{path[-1] if len(path) > _OPERATION_LENGTH else str(path[2]).upper()} {path[1]}"
    if len(path) > 1 and path[0] in {"paths", "webhooks"}:
        return str(path[1])
    return "/".join(map(str, path)) or unit[0].rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Reach:
    """The parts of a contract and which operations they reach. Sets of operations are numbers with a bit for each.

    Args:
        operations: the operations of the main document, in its order; only the first 5,000 of them, for each part has a
            bit for each.
        components: the components of all documents.
        masks: by part: the operations that it reaches; a document that is not here reaches all of them.
    """

    operations: tuple[Unit, ...] = ()
    components: tuple[Unit, ...] = ()
    masks: Mapping[Unit, int] = field(default_factory=dict)

    def reached(self, unit: Unit) -> int:
        """Give the operations that a part reaches: all of a document's, those of a path, those that use a component.

        Args:
            unit: the part.

        Returns:
            A bit for each operation, the first of the document as the lowest.
        """
        return self.masks.get(unit, 0 if unit[1] else (1 << len(self.operations)) - 1)

    def named(self, mask: int, most: int) -> tuple[str, ...]:
        """Name operations, such as ``GET /pets``.

        Args:
            mask: a bit for each.
            most: how many are named at most.

        Returns:
            The names in the order of the document.
        """
        names: list[str] = []
        while mask and len(names) < most:
            lowest = mask & -mask
            names.append(name_of(self.operations[lowest.bit_length() - 1]))
            mask ^= lowest
        return tuple(names)


def reach_of(inventory: Inventory) -> Reach:
    """Find the parts of a contract and the references between them, by one walk over each document.

    Args:
        inventory: the documents.

    Returns:
        The parts; the time is linear in parts and references.
    """
    users: dict[Unit, dict[Unit, None]] = {}
    components: dict[Unit, None] = {}
    for document in list(inventory.documents.values()) or [inventory.root]:
        targets: dict[str, Unit | None] = {}
        for unit, node in _walk(document):
            if node is None:
                if is_component(unit, inventory.root.uri):
                    components[unit] = None
                continue
            reference: str = node["$ref"]
            if reference not in targets:
                targets[reference] = _target(inventory, document, node)
            target = targets[reference]
            if target is not None and target != unit:
                users.setdefault(target, {})[unit] = None
    operations = tuple(islice(_operations(inventory.root), MOST_OPERATIONS))
    own: dict[Unit, int] = {}
    for number, (uri, path) in enumerate(operations):
        for unit in ((uri, path), (uri, path[:2])):
            own[unit] = own.get(unit, 0) | 1 << number
    return Reach(operations, tuple(components), _masks(own, users))


def _masks(own: Mapping[Unit, int], users: Mapping[Unit, Iterable[Unit]]) -> dict[Unit, int]:
    """Add to each part what its users reach; parts in a circle reach the same (Tarjan, 1972, without recursion)."""
    masks: dict[Unit, int] = dict(own)
    number: dict[Unit, int] = {}
    low: dict[Unit, int] = {}
    held: list[Unit] = []
    inside: set[Unit] = set()
    for start in users:
        if start in number:
            continue
        trail = [(start, iter(users[start]))]
        number[start] = low[start] = len(number)
        held.append(start)
        inside.add(start)
        while trail:
            unit, waiting = trail[-1]
            fresh = next((each for each in waiting if each not in number or each in inside), None)
            if fresh is not None and fresh not in number:
                number[fresh] = low[fresh] = len(number)
                held.append(fresh)
                inside.add(fresh)
                trail.append((fresh, iter(users.get(fresh, ()))))
                continue
            if fresh is not None:
                low[unit] = min(low[unit], number[fresh])
                continue
            trail.pop()
            if trail:
                low[trail[-1][0]] = min(low[trail[-1][0]], low[unit])
            if low[unit] == number[unit]:
                _close(held, inside, unit, masks=masks, users=users)
    return masks


def _close(
    held: list[Unit], inside: set[Unit], first: Unit, *, masks: dict[Unit, int], users: Mapping[Unit, Iterable[Unit]]
) -> None:
    """Take a finished circle off the pile and give all its parts what any of them reaches."""
    circle = [held.pop()]
    while circle[-1] != first:
        circle.append(held.pop())
    inside.difference_update(circle)
    mask = 0
    for unit in circle:
        mask |= masks.get(unit, 0)
        for user in users.get(unit, ()):
            mask |= masks.get(user, 0)
    for unit in circle:
        masks[unit] = mask


def _operations(document: Document) -> Iterator[Unit]:
    value = document.value if isinstance(document.value, dict) else {}
    for head in ("paths", "webhooks"):
        items = value.get(head)
        for path, item in items.items() if isinstance(items, dict) else ():
            for method in item if isinstance(item, dict) else ():
                if method in _METHODS:
                    yield document.uri, (head, path, method)
                elif method == _OWN_METHODS and isinstance(item[method], dict):
                    yield from ((document.uri, (head, path, method, each)) for each in item[method])


def _walk(document: Document) -> Iterator[tuple[Unit, dict[str, Any] | None]]:
    """Give each part, and each reference object with the part it stands in."""
    waiting: list[tuple[Path, Any]] = [((), document.value)]
    while waiting:
        path, node = waiting.pop()
        unit = unit_of(document.uri, path)
        if len(path) == len(unit[1]):
            yield unit, None
        if len(path) > _OPERATION_LENGTH or len(path) == len(unit[1]) == _OPERATION_LENGTH:
            # In such a part and deeper, the path does not matter any more.
            yield from ((unit, each) for each in measure(node).references)
            continue
        if type(node) is dict:
            if type(node.get("$ref")) is str:
                yield unit, node
            waiting += [((*path, key), each) for key, each in node.items() if type(each) is dict or type(each) is list]
        elif type(node) is list:
            waiting += [(path, each) for each in node if type(each) is dict or type(each) is list]


def _target(inventory: Inventory, document: Document, node: dict[str, Any]) -> Unit | None:
    reference: str = node["$ref"]
    if reference.startswith("#/"):
        return unit_of(document.uri, tuple(pointer.split(pointer.from_fragment(reference[1:]))))
    found = inventory.target(node)
    return None if found is None else unit_of(found[1].uri, found[1].path)
