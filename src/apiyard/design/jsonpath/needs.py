"""What a filter needs of a member before it can hold, so that most members need not be asked."""

from __future__ import annotations

from apiyard.design.jsonpath.method import METHODS
from apiyard.design.jsonpath.script import Node

# Members that values have without having a key of that name.
_BUILT_IN = frozenset({"length", "constructor"}).union(*METHODS.values())


def needed_names(node: Node) -> frozenset[str] | None:
    """Give names of which a member must have one for the expression to be true.

    Returns:
        The names; None when nothing can be said.
    """
    if node.kind == "binary" and node.value == "&&":
        found = [each for part in node.parts if (each := needed_names(part)) is not None]
        return min(found, key=len, default=None)
    if node.kind == "binary" and node.value == "||":
        left, right = (needed_names(part) for part in node.parts)
        return left | right if left is not None and right is not None else None
    if node.kind == "binary" and node.value in ("==", "==="):
        for one, other in (node.parts, node.parts[::-1]):
            if other.kind == "literal" and (name := _top(one)) is not None:
                return frozenset({name})
        return None
    if node.kind == "binary" and node.value in ("!=", "!==") and _is_void(node.parts[1]):
        name = _top(node.parts[0])
        return None if name is None else frozenset({name})
    if node.kind in ("member", "call"):
        name = _top(node)
        return None if name is None else frozenset({name})
    return None


def _is_void(node: Node) -> bool:
    """Say whether an expression is ``undefined`` or ``void`` with a literal behind it."""
    if node.kind == "unary" and node.value == "void":
        return node.parts[0].kind == "literal"
    return node.kind == "name" and node.value == "undefined"


def needed_sets(node: Node) -> tuple[frozenset[str], ...]:
    """Give sets of names, the smallest first, of each of which a member must have one for the expression to be true."""
    if node.kind == "binary" and node.value == "&&":
        found = {each: None for part in node.parts for each in needed_sets(part)}
        return tuple(sorted(found, key=len))
    names = needed_names(node)
    return () if names is None else (names,)


def needed_text(node: Node) -> tuple[str, str] | None:
    """Give a member and the text that it must have, where the expression asks for one; None when it does not."""
    if node.kind == "binary" and node.value == "&&":
        return next((each for part in node.parts if (each := needed_text(part)) is not None), None)
    if node.kind == "binary" and node.value in ("==", "==="):
        one, other = node.parts
        name = _top(one) if one.kind == "member" and one.parts[0] == Node("name", "@") else None
        if name is not None and other.kind == "literal" and type(other.value) is str:
            return name, other.value
    return None


def asks_text_only(node: Node) -> bool:
    """Say whether an expression is true for each object whose member is the text that it must be."""
    if node.kind == "binary" and node.value == "&&":
        left, right = node.parts
        return left == Node("name", "@") and asks_text_only(right)
    return needed_text(node) is not None and node.value in ("==", "===")


def _top(node: Node) -> str | None:
    """Give the name N of an expression ``@.N``, ``@.N...`` or ``@.N...()`` that is undefined or throws without it."""
    while node.kind == "call" and node.parts[0].kind == "member":
        node = node.parts[0].parts[0]
    while node.kind == "member":
        holder, key = node.parts
        if node.value:
            return None
        if holder.kind == "name" and holder.value == "@":
            is_name = key.kind == "literal" and type(key.value) is str
            return key.value if is_name and key.value not in _BUILT_IN and not key.value.isdecimal() else None
        node = holder
        while node.kind == "call" and node.parts[0].kind == "member":
            node = node.parts[0].parts[0]
    return None


def needed_keys(node: Node) -> frozenset[str] | None:
    """Give the keys that a member must stand at for the expression to be true; None when nothing can be said."""
    if node.kind == "binary" and node.value == "&&":
        found = [each for part in node.parts if (each := needed_keys(part)) is not None]
        return min(found, key=len, default=None)
    if node.kind == "binary" and node.value == "||":
        left, right = (needed_keys(part) for part in node.parts)
        return left | right if left is not None and right is not None else None
    if node.kind == "binary" and node.value == "===":
        for one, other in (node.parts, node.parts[::-1]):
            if one == Node("name", "@property") and other.kind == "literal" and type(other.value) is str:
                return frozenset({other.value})
    return None


def uses_way(node: Node) -> bool:
    """Say whether the answer depends on more of the way to the member than its key and its holder."""
    if node.kind == "name":
        return node.value in ("@path", "@parentProperty")
    return any(uses_way(part) for part in node.parts)
