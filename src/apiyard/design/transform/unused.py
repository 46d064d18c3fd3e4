"""Take the components away that nothing needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.spec import pointer as pointers

_SECTIONS_3 = (
    *("schemas", "responses", "parameters", "examples", "requestBodies", "headers"),
    *("links", "callbacks", "pathItems", "mediaTypes"),
)
_SECTIONS_2 = ("definitions", "parameters", "responses")


def remove_unused(tree: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Take away what no operation reaches by references; security schemes stay, they are used by name.

    A schema that extends a used one with a discriminator stays, since data may name it.

    Args:
        tree: a tree whose references are internal; it is not changed.

    Returns:
        A new tree, and the pointers of what was taken away.
    """
    homes = _homes(tree)
    needed = _needed(tree, homes)
    gone = tuple(pointer for pointer in homes if pointer not in needed)
    lost: dict[str, set[str]] = {}
    for pointer in gone:
        section, _, name = pointer.rpartition("/")
        lost.setdefault(section, set()).add(pointers.unescape(name))
    swagger = "swagger" in tree
    holder = tree if swagger else tree.get("components", {})
    kept = {
        name: {key: each for key, each in part.items() if key not in lost[at]}
        if (at := ("" if swagger else "/components") + "/" + name) in lost
        else part
        for name, part in holder.items()
    }
    kept = {name: part for name, part in kept.items() if part or name not in (_SECTIONS_2 if swagger else _SECTIONS_3)}
    if swagger:
        return kept, gone
    return {
        name: kept if name == "components" else part for name, part in tree.items() if name != "components" or kept
    }, gone


def _homes(tree: dict[str, Any]) -> dict[str, Any]:
    """Give all components by pointer."""
    swagger = "swagger" in tree
    holder, start = (tree, "") if swagger else (tree.get("components"), "/components")
    found = {}
    for section in _SECTIONS_2 if swagger else _SECTIONS_3:
        part = holder.get(section) if isinstance(holder, dict) else None
        for name, each in part.items() if isinstance(part, dict) else ():
            found[pointers.join(start, section, name)] = each
    return found


def _needed(tree: dict[str, Any], homes: dict[str, Any]) -> set[str]:
    rest = {name: part for name, part in tree.items() if name not in ("components", *_SECTIONS_2)}
    if isinstance(tree.get("components"), dict):
        rest["components"] = {name: part for name, part in tree["components"].items() if name not in _SECTIONS_3}
    children = _children(homes)
    needed: set[str] = set()
    waiting = [rest]
    while waiting:
        for target in _targets(waiting.pop()):
            if target in homes and target not in needed:
                needed.add(target)
                waiting.append(homes[target])
                for child in children.get(target, ()):
                    if child not in needed:
                        needed.add(child)
                        waiting.append(homes[child])
    return needed


def _children(homes: dict[str, Any]) -> dict[str, list[str]]:
    """Give, for each schema with a discriminator, the schemas that extend it."""
    found: dict[str, list[str]] = {}
    for pointer, node in homes.items():
        parts = node.get("allOf") if isinstance(node, dict) else None
        for part in parts if isinstance(parts, list) else ():
            ref = part.get("$ref") if isinstance(part, dict) else None
            target = _home(ref) if isinstance(ref, str) else ""
            parent = homes.get(target)
            if isinstance(parent, dict) and "discriminator" in parent:
                found.setdefault(target, []).append(pointer)
    return found


def _targets(value: Any) -> Iterator[str]:
    """Give the components that a value refers to."""
    stack = [value]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            ref = node.get("$ref")
            if isinstance(ref, str):
                yield _home(ref)
            mapping = node["discriminator"].get("mapping") if isinstance(node.get("discriminator"), dict) else None
            for each in mapping.values() if isinstance(mapping, dict) else ():
                if isinstance(each, str):
                    yield _home(each if "#" in each else "#" + pointers.join("/components/schemas", each))
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)


def _home(ref: str) -> str:
    """Give the pointer of the component that a reference leads into."""
    tokens = pointers.split(pointers.from_fragment(ref.partition("#")[2]))
    return pointers.build(tokens[: 3 if tokens[:1] == ["components"] else 2])
