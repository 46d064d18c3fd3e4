"""The text that every match of a regular expression holds: without it no search is needed."""

from __future__ import annotations

from typing import Final

from apiyard.spec.regex_tree import Letters, Node, Sequence, Tree

_LETTERS: Final = range(0x20, 0x7F)
_LEAST: Final = 3


def literal_of(tree: Tree) -> str:
    """Give the longest row of plain letters that stands in each match.

    Args:
        tree: the expression.

    Returns:
        At least three letters of ASCII; empty where nothing can be said, as where case does not count.
    """
    if tree.ignore_case:
        return ""
    rows = [""]
    for item in tree.root.items if isinstance(tree.root, Sequence) else (tree.root,):
        letter = _letter(item)
        if letter:
            rows[-1] += letter
        else:
            rows.append("")
    longest = max(rows, key=len)
    return longest if len(longest) >= _LEAST else ""


def _letter(node: Node) -> str:
    """Give the one letter that a part takes, or an empty text."""
    if not isinstance(node, Letters) or node.inverse or node.properties or len(node.ranges) != 1:
        return ""
    first, last = node.ranges[0]
    return chr(first) if first == last and first in _LETTERS else ""
