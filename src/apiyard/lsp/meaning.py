"""What a word of a document names: a reference, an operation, a tag, a security scheme."""

from __future__ import annotations

from pathlib import Path

from apiyard.lsp.outline import Item, find
from apiyard.lsp.shelf import Shelf, Target
from apiyard.spec import pointer as pointers


def meaning(shelf: Shelf, path: Path, item: Item) -> Target | None:
    """Give what a value names.

    Args:
        shelf: the texts.
        path: the file that the value stands in.
        item: the value.

    Returns:
        The thing that is named; None when the value names nothing that is there.
    """
    top = shelf.outline(path)
    if top is None or item.scalar is None:
        return None
    tokens = pointers.split(item.pointer)
    if tokens and tokens[-1] in ("$ref", "operationRef", "$dynamicRef"):
        return shelf.target(path, item.scalar)
    if tokens[-2:-1] == ["mapping"] and "discriminator" in tokens:
        text = item.scalar
        return shelf.target(path, text if "#" in text or "." in text else f"#/components/schemas/{text}")
    named: Item | None = None
    if tokens[-1:] == ["operationId"] and "links" in tokens:
        named = next((each for each in operations(top) if each.text("operationId") == item.scalar), None)
    elif len(tokens) > 1 and tokens[-2] == "tags" and tokens[0] in ("paths", "webhooks", "components"):
        tags = top.get("tags")
        named = next(
            (each for each in (tags.children.values() if tags else ()) if each.text("name") == item.scalar), None
        )
    return Target(path, named) if named else None


def scheme(shelf: Shelf, path: Path, item: Item) -> Target | None:
    """Give the security scheme that the key of a security requirement names."""
    tokens = pointers.split(item.pointer)
    top = shelf.outline(path)
    if top is None or len(tokens) < 3 or tokens[-3] != "security":
        return None
    section = ("components", "securitySchemes") if top.get("openapi") else ("securityDefinitions",)
    found = find(top, pointers.build((*section, item.key)))
    return Target(path, found) if found else None


def operations(top: Item) -> list[Item]:
    """Give the operations of a document, as they stand in it."""
    found: list[Item] = []
    for section in ("paths", "webhooks"):
        holder = top.get(section)
        for path_item in holder.children.values() if holder else ():
            found.extend(
                each for each in path_item.children.values() if each.get("responses") or each.get("operationId")
            )
    return found
