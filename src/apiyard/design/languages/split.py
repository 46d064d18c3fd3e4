"""Keeps large counts of a pattern as bounds of length, and looks ahead at its start as joins: few states are left."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from itertools import product
from operator import and_, or_
from typing import Final

from apiyard.design.languages.build import build
from apiyard.design.languages.language import Language, Piece, length
from apiyard.spec.regex_cost import states
from apiyard.spec.regex_tree import Choice, Edge, Group, Letters, Look, Node, Repeat, Sequence

_LIGHT: Final = 40
_MAX_FORMS: Final = 16
_START: Final = Edge("start")
_END: Final = Edge("end")


def told(root: Node, source: str) -> Language:
    """Give the texts in which a pattern is found.

    Args:
        root: the pattern.
        source: as written.

    Raises:
        NotRegularError: it is no regular language, or looks around inside a look back.
        TooManyStatesError: it needs too many states.
    """
    items = _less(_flat(root))
    root = _sequence(items)
    if states(root) > _LIGHT:
        found = _parts(items, source)
        if found is not None:
            return found
    return Language((Piece(0, None, build(root, source)),))


def _parts(items: list[Node], source: str) -> Language | None:
    """Give the language by parts of the pattern; None when it has none that help."""
    if len(items) == 1 and isinstance(items[0], Choice) and len(items[0].options) <= _MAX_FORMS:
        return reduce(or_, (told(option, source) for option in items[0].options))
    if not items or items[0] != _START:
        return None
    looks = [item for item in items[1:] if isinstance(item, Look) and not item.behind]
    count = next((at for at, item in enumerate(items[1:]) if item not in looks), len(items) - 1)
    if count:
        found = told(_sequence([_START, *items[1 + count :]]), source)
        return reduce(and_, (_ahead(look, source) for look in looks[:count]), found)
    if len(items) < 3 or items[-1] != _END:
        return None
    core = items[1:-1]
    if len(core) == 1 and isinstance(core[0], Choice) and len(core[0].options) <= _MAX_FORMS:
        return reduce(or_, (told(Sequence((_START, option, _END)), source) for option in core[0].options))
    counted = [_counted(form, source) for form in _forms(core)]
    if not counted:
        return None
    return reduce(or_, counted)


def _ahead(look: Look, source: str) -> Language:
    found = told(Sequence((_START, look.item)), source)
    return ~found if look.inverse else found


def _forms(core: list[Node]) -> list[list[Node]]:
    """Write a sequence out until only its largest count is left; none when that is no sequence of fixed lengths."""
    counts = [item.least if item.most is None else item.most for item in core if isinstance(item, Repeat)]
    if not counts or max(counts) <= _LIGHT // 4:
        return []
    largest = max(
        (at for at, item in enumerate(core) if isinstance(item, Repeat)),
        key=lambda at: _most(core[at]),
    )
    ways: list[list[Node]] = []
    forms = 1
    for at, item in enumerate(core):
        choices = [item] if at == largest else list(_fixed(item))
        forms *= len(choices)
        if not choices or forms > _MAX_FORMS:
            return []
        ways.append(choices)
    repeat = core[largest]
    if not isinstance(repeat, Repeat) or not size(repeat.item):
        return []
    return [_flat(Sequence((*form[:largest], Sequence((form[largest],)), *form[largest + 1 :]))) for form in _all(ways)]


def _all(ways: list[list[Node]]) -> Iterator[tuple[Node, ...]]:
    return product(*ways)


def _most(node: Node) -> int:
    return (node.least if node.most is None else node.most) if isinstance(node, Repeat) else 0


def _fixed(node: Node) -> Iterator[Node]:
    """Give the forms of a part that each have one length; none when there are too many, or it looks around."""
    if size(node) is not None:
        yield node
    elif isinstance(node, Repeat) and node.most is not None and size(node.item) and node.most - node.least < _MAX_FORMS:
        for times in range(node.least, node.most + 1):
            yield Repeat(node.item, times, times)
    elif isinstance(node, Choice) and all(size(option) is not None for option in node.options):
        yield from node.options


def _counted(form: list[Node], source: str) -> Language:
    """Give a sequence of fixed lengths but for one count: that many turns are as many as the length tells."""
    at = max(range(len(form)), key=lambda index: _most(form[index]))
    repeat = form[at]
    assert isinstance(repeat, Repeat)  # noqa: S101 -- told by _forms
    each = size(repeat.item) or 1
    rest = sum(size(item) or 0 for index, item in enumerate(form) if index != at)
    most = None if repeat.most is None else rest + each * repeat.most
    endless = Repeat(repeat.item, 0, None)
    root = _sequence([_START, *form[:at], endless, *form[at + 1 :], _END])
    return Language((Piece(0, None, build(root, source)),)) & length(rest + each * repeat.least, most)


def size(node: Node) -> int | None:
    """Give the length of all texts a part matches; None when they differ, or it looks around."""
    match node:
        case Letters():
            return 1
        case Sequence(items):
            sizes = [size(item) for item in items]
            return None if None in sizes else sum(each or 0 for each in sizes)
        case Choice(options):
            found = {size(option) for option in options}
            return found.pop() if len(found) == 1 else None
        case Group(item):
            return size(item)
        case Repeat(item, least, most):
            each = size(item)
            return each * least if each is not None and least == most else None
        case _:
            return None


def _flat(node: Node) -> list[Node]:
    """Give the parts of a sequence, without groups around them."""
    match node:
        case Sequence(items):
            return [part for item in items for part in _flat(item)]
        case Group(item):
            return _flat(item)
        case _:
            return [node]


def _sequence(items: list[Node]) -> Node:
    return items[0] if len(items) == 1 else Sequence(tuple(items))


def _less(items: list[Node]) -> list[Node]:
    """Take no more turns at an open start than are needed: more find nothing new."""
    if items and isinstance(items[0], Repeat) and items[0].most != items[0].least:
        return [Repeat(items[0].item, items[0].least, items[0].least), *items[1:]]
    return items
