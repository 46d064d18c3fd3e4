"""The outline of a document: its parts as a tree of rows, each with the line it stands on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.noun import dataclass
from apiyard.spec.grammar import METHODS, METHODS_3_2
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
    new = str(value.get("openapi")).startswith("3.2")
    yield from _paths(value.get("paths"), "/paths", "path", new=new)
    yield from _paths(value.get("webhooks"), "/webhooks", "webhook", new=new)
    components = value.get("components")
    if isinstance(components, Mapping):
        for kind, held in components.items():
            yield from _components(held, join("/components", kind), str(kind))
    for name in _OLD:
        yield from _components(value.get(name), join("", name), name)


def _paths(held: Any, pointer: str, kind: str, *, new: bool) -> Iterator[_Part]:
    if not isinstance(held, Mapping):
        return
    for path, item in held.items():
        at = join(pointer, path)
        yield kind, str(path), at, pointer[1:], "", ""
        if not isinstance(item, Mapping):
            continue
        for method, each in item.items():
            if method in (METHODS_3_2 if new else METHODS):
                yield from _operation(each, join(at, method), str(path), method=method)
        # OpenAPI 3.2, section 4.8: methods without a field of their own.
        others = item.get("additionalOperations") if new else None
        for method, each in others.items() if isinstance(others, Mapping) else ():
            yield from _operation(each, join(at, "additionalOperations", method), str(path), method=method)


def _operation(held: Any, pointer: str, path: str, *, method: str) -> Iterator[_Part]:
    if isinstance(held, Mapping):
        id_ = held.get("operationId")
        yield "operation", str(held.get("summary") or id_ or method), pointer, path, method.lower(), str(id_ or "")


def _components(held: Any, pointer: str, kind: str) -> Iterator[_Part]:
    if isinstance(held, Mapping):
        for name in held:
            yield "component", str(name), join(pointer, name), kind, kind, ""
