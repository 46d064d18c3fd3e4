"""The things of a document as editors list them: paths with operations, components, tags."""

from __future__ import annotations

from apiyard.core.noun import dataclass
from apiyard.lsp.outline import Item, Span


@dataclass(frozen=True, slots=True)
class Symbol:
    """One thing of a document.

    Args:
        name: what it is called.
        detail: more about it, short.
        kind: ``path``, ``operation``, ``component``, ``section`` or ``value``.
        item: where it stands.
        children: the things in it.
    """

    name: str
    detail: str
    kind: str
    item: Item
    children: tuple[Symbol, ...]

    @property
    def whole(self) -> Span:
        """The part of the text from its key to its end."""
        key, span = self.item.key_span, self.item.span
        return Span(key.line, key.column, span.end_line, span.end_column)


def symbols(top: Item) -> tuple[Symbol, ...]:
    """Give the things of a document, in its order.

    Args:
        top: the outline.

    Returns:
        The things; sections that hold nothing else are listed without more.
    """
    return tuple(_section(item) for item in top.children.values())


def _section(item: Item) -> Symbol:
    below: list[Symbol] = []
    if item.key in ("paths", "webhooks"):
        below = [_path(each) for each in item.children.values()]
    elif item.key == "components":
        below = [
            Symbol(group.key, f"{len(group.children)}", "section", group, _named(group))
            for group in item.children.values()
        ]
    elif item.key in (
        "definitions",
        "parameters",
        "responses",
        "securityDefinitions",
        "workflows",
        "sourceDescriptions",
    ):
        below = list(_named(item))
    elif item.key in ("tags", "servers", "actions"):
        below = [
            Symbol(each.text("name") or each.text("url") or each.text("target") or each.key, "", "value", each, ())
            for each in item.children.values()
        ]
    return Symbol(item.key, item.scalar or "", "section", item, tuple(below))


def _named(group: Item) -> tuple[Symbol, ...]:
    return tuple(
        Symbol(
            each.text("workflowId") or each.text("name") if group.kind == "list" else each.key,
            each.text("type") or each.text("description")[:60],
            "component",
            each,
            (),
        )
        for each in group.children.values()
    )


def _path(item: Item) -> Symbol:
    below = tuple(
        Symbol(each.key.upper(), each.text("operationId") or each.text("summary"), "operation", each, ())
        for each in item.children.values()
        if each.get("responses") or each.get("operationId")
    )
    return Symbol(item.key, "", "path", item, below)
