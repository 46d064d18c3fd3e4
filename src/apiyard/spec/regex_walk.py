"""Looks for a regular expression step by step, for what no linear engine knows: references back to a group."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from apiyard.core.errors import TooLargeError
from apiyard.core.late import late_module
from apiyard.core.noun import dataclass
from apiyard.spec.regex_letters import LINE_ENDS, canonical, inside, inverse, words
from apiyard.spec.regex_tree import Back, Choice, Edge, Group, Letters, Look, Node, Ranges, Repeat, Sequence, Tree
from apiyard.spec.regex_write import letters

if TYPE_CHECKING:
    import jsonschema_rs
else:
    jsonschema_rs = late_module("jsonschema_rs")

_MAX_PROGRAM: Final = 100_000
_MAX_STEPS: Final = 200_000

Marks: TypeAlias = tuple[int, ...]
Step: TypeAlias = tuple[object, ...]


class TooManyStepsError(RuntimeError):
    """The bound on steps is reached."""


@dataclass(slots=True)
class Program:
    """An expression as a list of steps.

    Args:
        steps: the steps; the last one says that all is found.
        groups: how many groups remember.
        sticky: whether it must match at the start.
        same: gives what stands for all characters that are equal to one.
        word: the characters of words.
    """

    steps: list[Step]
    groups: int
    sticky: bool
    same: Callable[[int], int]
    word: Ranges

    def search(self, text: str) -> bool:
        """Say whether it is found in a text.

        Raises:
            TooManyStepsError: it takes more than 200,000 steps.
        """
        codes = [ord(letter) for letter in text]
        runner = _Runner(codes, self.same, self.word)
        marks = (-1,) * (2 * self.groups)
        return any(
            runner.run(self.steps, start, marks) is not None for start in range(1 if self.sticky else len(codes) + 1)
        )


def program(tree: Tree) -> Program:
    """Make the steps of an expression (the order of ECMA-262, 22.2.2, with an own stack instead of recursion).

    Raises:
        TooLargeError: they are too many.
    """
    maker = _Maker([])
    maker.node(tree.root, back=False)
    maker.steps.append(("found",))

    def same(code: int) -> int:
        return canonical(code, unicode=tree.unicode) if tree.ignore_case else code

    word = words(fold=tree.unicode and tree.ignore_case)
    return Program(maker.steps, tree.groups, tree.sticky, same, word)


@dataclass(slots=True)
class _Maker:
    steps: list[Step]

    def add(self, *step: object) -> int:
        if len(self.steps) > _MAX_PROGRAM:
            raise TooLargeError("a pattern with references back is too large")
        self.steps.append(step)
        return len(self.steps) - 1

    def node(self, node: Node, *, back: bool) -> None:
        match node:
            case Letters():
                self.add("letter", _holds(node), back)
            case Sequence(items):
                for item in reversed(items) if back else items:
                    self.node(item, back=back)
            case Choice(options):
                self.choice(options, back=back)
            case Group(item, index):
                self.add("mark", 2 * index - 1 if back else 2 * index - 2)
                self.node(item, back=back)
                self.add("mark", 2 * index - 2 if back else 2 * index - 1)
            case Look(item, behind, inverted):
                inner = _Maker([])
                inner.node(item, back=behind)
                inner.add("found")
                self.add("look", inner.steps, inverted)
            case Edge(kind):
                self.add("edge", kind)
            case Back(index):
                self.add("back", index, back)
            case Repeat():
                self.repeat(node, back=back)

    def choice(self, options: tuple[Node, ...], *, back: bool) -> None:
        ends: list[int] = []
        for option in options[:-1]:
            split = self.add("split", 0, 0)
            self.node(option, back=back)
            ends.append(self.add("go", 0))
            self.steps[split] = ("split", split + 1, len(self.steps))
        self.node(options[-1], back=back)
        for end in ends:
            self.steps[end] = ("go", len(self.steps))

    def repeat(self, node: Repeat, *, back: bool) -> None:
        for _ in range(node.least):
            self.add("forget", *node.groups)
            self.node(node.item, back=back)
        if node.most is None:
            split = self.add("split", 0, 0)
            self.turn(node, back=back)
            self.add("go", split)
            self.fork(split, lazy=node.lazy)
            return
        splits: list[int] = []
        for _ in range(node.most - node.least):
            splits.append(self.add("split", 0, 0))
            self.turn(node, back=back)
        for split in splits:
            self.fork(split, lazy=node.lazy)

    def turn(self, node: Repeat, *, back: bool) -> None:
        """Add one turn that need not be; one that takes nothing is given up."""
        self.add("push")
        self.add("forget", *node.groups)
        self.node(node.item, back=back)
        self.add("moved")

    def fork(self, split: int, *, lazy: bool) -> None:
        end = len(self.steps)
        self.steps[split] = ("split", end, split + 1) if lazy else ("split", split + 1, end)


@dataclass(slots=True)
class _Runner:
    codes: list[int]
    same: Callable[[int], int]
    word: Ranges
    left: int = _MAX_STEPS

    def run(self, steps: list[Step], start: int, marks: Marks) -> Marks | None:
        """Run until it is found or no way is left; give what the groups remember then."""
        stack: list[tuple[int, int, Marks, tuple[int, ...]]] = [(0, start, marks, ())]
        while stack:
            at, place, marks, starts = stack.pop()
            while True:
                self.left -= 1
                if self.left < 0:
                    raise TooManyStepsError
                step = steps[at]
                at += 1
                if step[0] == "found":
                    return marks
                if step[0] == "split":
                    stack.append((step[2], place, marks, starts))  # type: ignore[arg-type]
                    at = step[1]  # type: ignore[assignment]
                elif step[0] == "go":
                    at = step[1]  # type: ignore[assignment]
                elif step[0] == "push":
                    starts = (*starts, place)
                elif step[0] == "moved":
                    if starts[-1] == place:
                        break
                    starts = starts[:-1]
                else:
                    moved = self.step(step, place, marks)
                    if moved is None:
                        break
                    place, marks = moved
        return None

    def step(self, step: Step, place: int, marks: Marks) -> tuple[int, Marks] | None:
        """Take one step that reads or looks; None when it cannot be taken."""
        match step:
            case ("letter", holds, back):
                index = place - 1 if back else place
                if not 0 <= index < len(self.codes) or not holds(self.codes[index]):  # type: ignore[operator]
                    return None
                return (index if back else place + 1), marks
            case ("mark", int(index)):
                return place, (*marks[:index], place, *marks[index + 1 :])
            case ("forget", int(first), int(after)):
                count = after - first
                return place, (*marks[: 2 * first - 2], *(-1,) * (2 * count), *marks[2 * after - 2 :])
            case ("edge", str(kind)):
                return (place, marks) if self.edge(kind, place) else None
            case ("back", int(index), bool(back)):
                return self.again(index, place, marks, back=back)
            case ("look", list(inner), inverted):
                found = self.run(inner, place, marks)
                if inverted:
                    return (place, marks) if found is None else None
                return None if found is None else (place, found)
        return None

    def again(self, index: int, place: int, marks: Marks, *, back: bool) -> tuple[int, Marks] | None:
        start, end = marks[2 * index - 2 : 2 * index]
        if start < 0 or end < 0:
            return place, marks
        size = end - start
        low = place - size if back else place
        if low < 0 or low + size > len(self.codes):
            return None
        self.left -= size
        ours, theirs = self.codes[start:end], self.codes[low : low + size]
        if ours != theirs and [*map(self.same, ours)] != [*map(self.same, theirs)]:
            return None
        return (low if back else low + size), marks

    def edge(self, kind: str, place: int) -> bool:
        before = self.codes[place - 1] if place > 0 else -1
        after = self.codes[place] if place < len(self.codes) else -1
        if kind in {"word", "no-word"}:
            return (inside(before, self.word) != inside(after, self.word)) == (kind == "word")
        near = before if kind in {"start", "line-start"} else after
        return near < 0 or (kind.startswith("line") and inside(near, LINE_ENDS))


def _holds(node: Letters) -> Callable[[int], bool]:
    if node.properties:
        engine = jsonschema_rs.validator_for(
            {"pattern": f"\\A{letters(node)}\\z"}, pattern_options=jsonschema_rs.RegexOptions()
        )
        return lambda code: not 0xD800 <= code <= 0xDFFF and engine.is_valid(chr(code))
    ranges = inverse(node.ranges) if node.inverse else node.ranges
    return lambda code: inside(code, ranges)
