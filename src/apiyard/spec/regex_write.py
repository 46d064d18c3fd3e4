"""Writes a regular expression in the form of the linear engine, so that it means there what it means in ECMAScript."""

from __future__ import annotations

from typing import Final

from apiyard.spec.regex_letters import ALL, LINE_ENDS, inverse, union, words
from apiyard.spec.regex_tree import Back, Choice, Edge, Group, Letters, Look, Node, Ranges, Repeat, Sequence, Tree

_SPECIAL: Final = frozenset("\\.+*?()|[]{}^$")
_SPECIAL_IN_CLASS: Final = frozenset("\\[]^-&~")


class NoFormError(ValueError):
    """The engine has no form for it."""


def write(tree: Tree) -> tuple[str, bool]:
    """Write an expression for the engine.

    What groups remember and which of several matches is found first does not count: only whether there is one.

    Args:
        tree: the expression.

    Returns:
        Its text, and whether it needs look-around (then the engine is not linear).

    Raises:
        NoFormError: it refers back to what a group remembers.
    """
    writer = _Writer(fold=tree.unicode and tree.ignore_case)
    text = writer.node(tree.root)
    return (f"\\A(?:{text})" if tree.sticky else text), writer.looks


class _Writer:
    """Writes node by node."""

    def __init__(self, *, fold: bool) -> None:
        self.fold = fold
        self.looks = False

    def node(self, node: Node) -> str:
        match node:
            case Letters():
                return f"(?i:{letters(node)})" if self.fold and node.properties else letters(node)
            case Sequence(items):
                return "".join(self.part(item) for item in items)
            case Choice(options):
                return "(?:" + "|".join(self.node(option) for option in options) + ")"
            case Group(item):
                return f"(?:{self.node(item)})"
            case Repeat():
                return self.repeat(node)
            case Look(item, behind, inverted):
                self.looks = True
                return f"(?{'<' if behind else ''}{'!' if inverted else '='}{self.node(item)})"
            case Edge(kind):
                return self.edge(kind)
            case Back():
                raise NoFormError("back-reference")

    def part(self, node: Node) -> str:
        return f"(?:{self.node(node)})" if isinstance(node, Sequence) else self.node(node)

    def repeat(self, node: Repeat) -> str:
        item = self.node(node.item)
        if not isinstance(node.item, Letters | Group):
            item = f"(?:{item})"
        if (node.least, node.most) == (1, 1):
            return item
        signs = {(0, None): "*", (1, None): "+", (0, 1): "?"}
        sign = signs.get((node.least, node.most))
        if sign is None:
            sign = f"{{{node.least},{'' if node.most is None else node.most}}}"
        return item + sign

    def edge(self, kind: str) -> str:
        if kind in {"start", "end"}:
            return "\\A" if kind == "start" else "\\z"
        if kind == "word" and not self.fold:
            return "(?-u:\\b)"
        self.looks = True
        if kind in {"word", "no-word"}:
            word = letters(Letters(words(fold=self.fold)))
            same, other = ("!", "=") if kind == "word" else ("=", "!")
            return f"(?:(?<={word})(?{same}{word})|(?<!{word})(?{other}{word}))"
        line = letters(Letters(inverse(LINE_ENDS)))
        return f"(?<!{line})" if kind == "line-start" else f"(?!{line})"


def letters(node: Letters) -> str:
    """Write a set of characters as a class of the engine."""
    if node.properties:
        properties = "".join(f"\\{'P' if inverted else 'p'}{{{name}}}" for name, inverted in node.properties)
        return f"[{'^' if node.inverse else ''}{properties}{_ranges(node.ranges)}]"
    ranges = inverse(node.ranges) if node.inverse else node.ranges
    if len(ranges) == 1 and ranges[0][0] == ranges[0][1]:
        letter = chr(ranges[0][0])
        return f"\\{letter}" if letter in _SPECIAL else letter
    if not ranges:
        return f"[^{_ranges(ALL)}]"
    return f"[{_ranges(ranges)}]"


def _ranges(ranges: Ranges) -> str:
    return "".join(
        _one(low) if low == high else f"{_one(low)}-{_one(high)}" for low, high in _without_surrogates(ranges)
    )


def _without_surrogates(ranges: Ranges) -> Ranges:
    found: list[tuple[int, int]] = []
    for low, high in ranges:
        if high < 0xD800 or low > 0xDFFF:
            found.append((low, high))
            continue
        found.extend(part for part in ((low, 0xD7FF), (0xE000, high)) if part[0] <= part[1])
    return union(found)


def _one(code: int) -> str:
    letter = chr(code)
    return f"\\{letter}" if letter in _SPECIAL_IN_CLASS else letter
