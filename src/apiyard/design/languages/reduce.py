"""Makes an automaton small: states that mean the same become one."""

from __future__ import annotations

from collections import defaultdict

from apiyard.design.languages.automaton import EVERYTHING, NOTHING, Automaton

Table = list[list[int]]


def reduced(cuts: tuple[int, ...], classes: tuple[int, ...], *, table: Table, accepting: list[bool]) -> Automaton:
    """Give the smallest automaton of a language (Hopcroft 1971), and for none or all texts the one that is shared.

    Args:
        cuts: the first code point of each run.
        classes: the class of each run.
        table: the next state for each state and class; state 0 is the start and all are reached from it.
        accepting: which states end a text of the language.

    Returns:
        An automaton whose states are numbered in the order a search from the start finds them.
    """
    if all(accepting):
        return EVERYTHING
    if not any(accepting):
        return NOTHING
    block_of = _blocks(table, accepting)
    numbers = {block_of[0]: 0}
    order = [0]
    rows: list[tuple[int, ...]] = []
    for state in order:
        row = []
        for target in table[state]:
            block = block_of[target]
            if block not in numbers:
                numbers[block] = len(numbers)
                order.append(target)
            row.append(numbers[block])
        rows.append(tuple(row))
    cuts, classes, table_ = _merged(cuts, classes, rows)
    return Automaton(cuts, classes, table_, tuple(accepting[state] for state in order))


def _blocks(table: Table, accepting: list[bool]) -> list[int]:
    size, width = len(table), len(table[0])
    before: list[dict[int, list[int]]] = [defaultdict(list) for _ in range(width)]
    for state, row in enumerate(table):
        for kind, target in enumerate(row):
            before[kind][target].append(state)
    block_of = [int(each) for each in accepting]
    blocks = [{state for state in range(size) if not accepting[state]}, {s for s in range(size) if accepting[s]}]
    small = int(len(blocks[1]) < len(blocks[0]))
    waiting = {(small, kind) for kind in range(width)}
    queue = sorted(waiting)
    while queue:
        splitter = queue.pop()
        if splitter not in waiting:
            continue
        waiting.remove(splitter)
        kind = splitter[1]
        found: dict[int, list[int]] = defaultdict(list)
        back = before[kind]
        for target in blocks[splitter[0]]:
            for state in back.get(target, ()):
                found[block_of[state]].append(state)
        for block, states in found.items():
            if len(states) == len(blocks[block]):
                continue
            fresh = len(blocks)
            moved = set(states)
            blocks[block] -= moved
            blocks.append(moved)
            for state in states:
                block_of[state] = fresh
            for each in range(width):
                other = fresh if (block, each) in waiting or len(moved) <= len(blocks[block]) else block
                waiting.add((other, each))
                queue.append((other, each))
    return block_of


def _merged(
    cuts: tuple[int, ...], classes: tuple[int, ...], rows: list[tuple[int, ...]]
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[tuple[int, ...], ...]]:
    """Make classes one that lead to the same states everywhere, and join runs of one class."""
    columns: dict[tuple[int, ...], int] = {}
    renamed = [columns.setdefault(column, len(columns)) for column in zip(*rows, strict=True)]
    new_cuts: list[int] = []
    new_classes: list[int] = []
    for cut, kind in zip(cuts, classes, strict=True):
        name = renamed[kind] if kind >= 0 else -1
        if not new_classes or new_classes[-1] != name:
            new_cuts.append(cut)
            new_classes.append(name)
    return tuple(new_cuts), tuple(new_classes), tuple(zip(*columns, strict=True))
