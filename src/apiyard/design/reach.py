"""Which operations a place in a contract reaches: through references, from shared components up to who uses them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from apiyard.spec import pointer
from apiyard.spec.inventory import Inventory, Path
from apiyard.spec.parse import Document

_OWN_METHODS = "additionalOperations"
_METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"})
_SHARED = frozenset({"definitions", "parameters", "responses", "securityDefinitions", "$defs"})
_OPERATION_LENGTH = 3
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
    """The parts of a contract and who refers to whom.

    Args:
        operations: the operations of the main document, in its order.
        components: the components of all documents.
        users: by part: the parts that refer to it.
    """

    operations: tuple[Unit, ...]
    components: tuple[Unit, ...]
    users: Mapping[Unit, frozenset[Unit]]

    def reached(self, unit: Unit) -> tuple[Unit, ...]:
        """Give the operations that a part reaches: all of a document's, those of a path, those that use a component.

        Args:
            unit: the part.

        Returns:
            The operations in the order of the document.
        """
        if not unit[1] and not self.users.get(unit):
            return self.operations
        seen, waiting = {unit}, deque([unit])
        while waiting:
            fresh = self.users.get(waiting.popleft(), frozenset()) - seen
            seen |= fresh
            waiting.extend(fresh)
        return tuple(each for each in self.operations if each in seen or (each[0], each[1][:2]) in seen)


def reach_of(inventory: Inventory) -> Reach:
    """Find the parts of a contract and the references between them, by one walk over each document.

    Args:
        inventory: the documents.

    Returns:
        The parts.
    """
    users: dict[Unit, set[Unit]] = {}
    components: dict[Unit, None] = {}
    for document in list(inventory.documents.values()) or [inventory.root]:
        for unit, node in _walk(document):
            if is_component(unit, inventory.root.uri):
                components[unit] = None
            if node is not None:
                target = _target(inventory, document, node)
                if target is not None and target != unit:
                    users.setdefault(target, set()).add(unit)
    operations = tuple(_operations(inventory.root))
    return Reach(operations, tuple(components), {unit: frozenset(each) for unit, each in users.items()})


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
        if isinstance(node, dict):
            if isinstance(node.get("$ref"), str):
                yield unit, node
            # Deeper than a part, the path does not matter any more.
            below = [((*path, key) if len(path) <= _OPERATION_LENGTH else path, each) for key, each in node.items()]
        else:
            below = [(path, each) for each in node]
        waiting += [each for each in below if isinstance(each[1], dict | list)]


def _target(inventory: Inventory, document: Document, node: dict[str, Any]) -> Unit | None:
    reference: str = node["$ref"]
    if reference.startswith("#/"):
        return unit_of(document.uri, tuple(pointer.split(pointer.from_fragment(reference[1:]))))
    found = inventory.target(node)
    return None if found is None else unit_of(found[1].uri, found[1].path)
