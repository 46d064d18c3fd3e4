"""How long a search for a regular expression may take, told by its form."""

from __future__ import annotations

from typing import Final

from apiyard.spec.regex_tree import Choice, Edge, Group, Look, Node, Repeat, Sequence, Tree

_CHEAP_STEPS: Final = 200_000
_MANY: Final = 10_000_000


def states(node: Node) -> int:
    """Give about how many characters, sets and edges an expression has once its repetitions are written out."""
    match node:
        case Sequence(items) | Choice(items):
            return min(_MANY, 1 + sum(map(states, items)))
        case Group(item) | Look(item):
            return states(item)
        case Repeat(item, least, most):
            return min(_MANY, states(item) * max(1, least, most or 0))
        case _:
            return 1


def looks_once(tree: Tree) -> bool:
    """Say whether look-around is done at one place of the text only: behind its start, in no repetition."""
    return (tree.sticky or _starts(tree.root)) and not _looks_in_repeat(tree.root, inside=False)


def _starts(node: Node) -> bool:
    match node:
        case Edge("start"):
            return True
        case Sequence(items):
            return bool(items) and _starts(items[0])
        case Choice(options):
            return all(map(_starts, options))
        case Group(item):
            return _starts(item)
        case _:
            return False


def _looks_in_repeat(node: Node, *, inside: bool) -> bool:
    match node:
        case Look(item):
            return inside or _looks_in_repeat(item, inside=inside)
        case Edge(kind):
            return inside and kind not in {"start", "end", "word"}
        case Repeat(item):
            return _looks_in_repeat(item, inside=True)
        case Group(item):
            return _looks_in_repeat(item, inside=inside)
        case Sequence(items) | Choice(items):
            return any(_looks_in_repeat(item, inside=inside) for item in items)
        case _:
            return False


def surely_short(tree: Tree) -> int | None:
    """Say up to which length of a text an engine that steps back cannot take long.

    A text of n characters takes at most about n to the power of one more than the number of repetitions, where none
    stands in another one.

    Args:
        tree: the expression.

    Returns:
        The length; None where repetitions stand in each other.
    """
    repeats, choices, nested = 0, 1, False
    stack: list[tuple[Node, bool]] = [(tree.root, False)]
    while stack:
        node, inside = stack.pop()
        match node:
            case Repeat(item):
                repeats += 1
                nested = nested or inside
                stack.append((item, True))
            case Group(item) | Look(item):
                stack.append((item, inside))
            case Sequence(items):
                stack.extend((item, inside) for item in items)
            case Choice(options):
                choices *= len(options)
                nested = nested or inside
                stack.extend((option, inside) for option in options)
            case _:
                pass
    if nested or choices > 1_000:
        return None
    return int((_CHEAP_STEPS / choices) ** (1 / (repeats + 2))) - 1
