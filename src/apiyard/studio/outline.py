"""The outline of a document: its parts as a tree of rows, each with the line it stands on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from apiyard.spec.grammar import METHODS
from apiyard.spec.parse import Document
from apiyard.spec.pointer import join

MOST = 5_000
"""So many rows are shown; the rest of a very large document is reached through the text."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the outline.

    Args:
        kind: ``part``, ``path``, ``operation``, ``webhook`` or ``component``.
        label: what it is called.
        pointer: where it stands.
        line: the line, from 1.
        group: what it is listed under.
        detail: the method of an operation, the kind of a component.
        id: the operationId.
    """

    kind: str
    label: str
    pointer: str
    line: int
    group: str
    detail: str = ""
    id: str = ""

    def facts(self) -> dict[str, Any]:
        """Give it as plain data."""
        return {
            "kind": self.kind,
            "label": self.label,
            "pointer": self.pointer,
            "line": self.line,
            "group": self.group,
            "detail": self.detail,
            "id": self.id,
        }


def outline(document: Document) -> list[Row]:
    """List the parts of an OpenAPI document of any version.

    Args:
        document: the document as written; what is not shaped like OpenAPI is left out.

    Returns:
        The rows in reading order, at most ``MOST``.
    """
    value = document.value
    if not isinstance(value, Mapping):
        return []
    rows = []
    for kind, label, pointer, group, detail, id_ in _parts(value):
        rows.append(Row(kind, label, pointer, document.locate(pointer).line, group, detail, id_))
        if len(rows) == MOST:
            break
    return rows


_Part = tuple[str, str, str, str, str, str]
_PARTS = ("info", "servers", "tags", "security")
_OLD = ("definitions", "parameters", "responses", "securityDefinitions")


def _parts(value: Mapping[str, Any]) -> Iterator[_Part]:
    for name in _PARTS:
        if name in value:
            yield "part", name, join("", name), "", "", ""
    yield from _operations(value.get("paths"), "/paths", "path")
    yield from _operations(value.get("webhooks"), "/webhooks", "webhook")
    components = value.get("components")
    if isinstance(components, Mapping):
        for kind, held in components.items():
            yield from _components(held, join("/components", kind), str(kind))
    for name in _OLD:
        yield from _components(value.get(name), join("", name), name)


def _operations(held: Any, pointer: str, kind: str) -> Iterator[_Part]:
    if not isinstance(held, Mapping):
        return
    for path, item in held.items():
        at = join(pointer, path)
        yield kind, str(path), at, pointer[1:], "", ""
        if not isinstance(item, Mapping):
            continue
        for method, operation in item.items():
            if method in METHODS and isinstance(operation, Mapping):
                label = operation.get("summary") or operation.get("operationId") or method
                id_ = operation.get("operationId")
                yield "operation", str(label), join(at, method), str(path), method, str(id_ or "")


def _components(held: Any, pointer: str, kind: str) -> Iterator[_Part]:
    if isinstance(held, Mapping):
        for name in held:
            yield "component", str(name), join(pointer, name), kind, kind, ""
