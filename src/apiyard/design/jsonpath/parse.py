"""The text of a JSONPath to its steps, in the dialect of Spectral's rulesets."""

from __future__ import annotations

import re
from functools import lru_cache

from apiyard.core.errors import InvalidInputError
from apiyard.core.late import late_pattern
from apiyard.design.jsonpath.evaluate import compile_script
from apiyard.design.jsonpath.fold import fold
from apiyard.design.jsonpath.needs import asks_text_only, needed_keys, needed_sets, needed_text, uses_way
from apiyard.design.jsonpath.path import Computed, JsonPath, Step, Up
from apiyard.design.jsonpath.script import unquote

MAX_LENGTH = 4_000
MAX_STEPS = 100

_NAME = late_pattern(r"[^.\[\]()^~*'\"\s,?]+")
_KIND = late_pattern(r"@([a-zA-Z]+)\(\)")
_ITEM = late_pattern(
    r"""\s*(?:(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<int>-?\d+)(?=\s*[\],])|(?P<name>[^\],'"\[:()?*]+))\s*"""
)
_SLICE = late_pattern(r"\s*(-?\d*):(-?\d*)(?::(-?\d*))?\s*\]")


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.regular = True

    def fail(self, what: str, at: int | None = None) -> InvalidInputError:
        column = (self.at if at is None else at) + 1
        return InvalidInputError(f"the JSONPath is wrong at column {column}: {what}", piece=self.text[:200])

    def next(self, mark: str) -> bool:
        if self.text.startswith(mark, self.at):
            self.at += len(mark)
            return True
        return False

    def read(self) -> JsonPath:
        if len(self.text) > MAX_LENGTH:
            raise self.fail(f"it has more than {MAX_LENGTH} characters", 0)
        if not self.next("$"):
            raise self.fail("it must start with $")
        if re.fullmatch(r"\.\.[~^]*", self.text[1:]):
            up, keyed = _tail(list(self.text[3:]))
            return JsonPath(self.text, (), up, keyed=keyed, containers=True)
        steps: list[Step | Up | Computed | str] = []
        while self.at < len(self.text):
            steps.extend(self.step())
            if len(steps) > MAX_STEPS:
                raise self.fail(f"it has more than {MAX_STEPS} steps")
        return self.finish(steps)

    def finish(self, steps: list[Step | Up | Computed | str]) -> JsonPath:
        tail: list[str] = []
        while steps and (isinstance(steps[-1], Up) or steps[-1] == "~"):
            tail.insert(0, "^" if isinstance(steps.pop(), Up) else "~")
        if any(step == "~" for step in steps):
            raise self.fail("~ can stand at the end only", self.text.index("~"))
        whole = tuple(fold([step for step in steps if not isinstance(step, str)]))
        regular = self.regular and all(isinstance(step, Step) for step in whole)
        up, keyed = _tail(tail)
        return JsonPath(self.text, whole, up, keyed=keyed, regular=regular)

    def step(self) -> list[Step | Up | Computed | str]:
        if self.next("^"):
            return [Up()]
        if self.next("~"):
            return ["~"]
        deep = self.next("..")
        if not deep and not self.next(".") and self.text[self.at] != "[":
            raise self.fail(f"{self.text[self.at]!r} cannot stand here")
        if self.at >= len(self.text):
            raise self.fail("a name is missing after the dot")
        if self.text[self.at] == "[":
            return self.bracket(deep=deep)
        if self.next("*"):
            return [Step(deep, every=True)]
        if kind := _KIND.match(self.text, self.at):
            self.at = kind.end()
            return [Step(deep, every=True)] if deep else []
        if self.text[self.at] in "'\"":
            name = _ITEM.match(self.text, self.at)
            if name is not None and name["string"] is not None:
                self.at = name.end()
                return [Step(deep, (unquote(name["string"]),))]
        found = _NAME.match(self.text, self.at)
        if found is None:
            raise self.fail("a name is missing here")
        self.at = found.end()
        return [Step(deep, (found.group().removeprefix("`"),))]

    def bracket(self, *, deep: bool) -> list[Step | Up | Computed | str]:
        start = self.at
        self.at += 1
        rest = self.text[self.at :].lstrip()
        self.at = len(self.text) - len(rest)
        if rest.startswith("?"):
            return [self.filter(deep=deep)]
        if rest.startswith("("):
            if deep:
                raise self.fail("an expression for a key cannot follow ..")
            inside = self.inside(1)
            _, ask = compile_script(inside, whole=self.text, column=start + 3)
            self.regular = False
            return [Computed(ask, inside)]
        if star := re.match(r"\*\s*\]", rest):
            self.at += star.end()
            return [Step(deep, every=True)]
        if bounds := _SLICE.match(self.text, self.at):
            self.at = bounds.end()
            step = int(bounds[3] or 1)
            if step < 1:
                raise self.fail("the step of a slice must be positive", start)
            return [Step(deep, bounds=(int(bounds[1] or 0), int(bounds[2]) if bounds[2] else None, step))]
        return [self.names(deep=deep)]

    def names(self, *, deep: bool) -> Step:
        names: list[str] = []
        while True:
            found = _ITEM.match(self.text, self.at)
            if found is None:
                raise self.fail("a name is missing here")
            if found["string"] is not None:
                names.append(unquote(found["string"]))
            elif found["int"] is not None:
                names.append(found["int"])
            else:
                names.append(found["name"].strip())
            self.at = found.end()
            if self.next("]"):
                break
            if not self.next(","):
                raise self.fail("']' is missing here")
        return Step(deep, tuple(dict.fromkeys(names)))

    def filter(self, *, deep: bool) -> Step:
        self.at += 1
        start = self.at
        source = self.inside(0) if self.text.startswith("(", self.at) else self.bare()
        node, ask = compile_script(source, whole=self.text, column=start + 2)
        if uses_way(node):
            self.regular = False
        needs, *also = needed_sets(node) or (None,)
        return Step(
            deep,
            test=ask,
            source=source,
            needs=needs,
            also=tuple(each for each in also if each is not None),
            keys=needed_keys(node),
            text=needed_text(node),
            exact=asks_text_only(node),
        )

    def inside(self, depth: int) -> str:
        """Take the text between an opening bracket and the one that closes it, with the square one behind it."""
        start, end = self.at, _closing(self.text, self.at)
        if end < 0:
            raise self.fail("the bracket is never closed", start)
        self.at = end + 1
        self.at += len(self.text[self.at :]) - len(self.text[self.at :].lstrip())
        if not self.next("]"):
            raise self.fail("']' is missing here")
        return self.text[start + 1 : end]

    def bare(self) -> str:
        start, end = self.at, _closing(self.text, self.text.rindex("[", 0, self.at))
        if end < 0:
            raise self.fail("the bracket is never closed", start)
        self.at = end + 1
        return self.text[start:end]


_SCAN = late_pattern(
    r"""(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<regex>(?<=[(,=&|!])\s*/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/)|(?P<mark>[()\[\]])""",
    re.DOTALL,
)


def _closing(text: str, start: int) -> int:
    """Give where the bracket that opens at a place is closed, or -1; texts and patterns may hold brackets."""
    depth = 0
    for found in _SCAN.finditer(text, start):
        mark = found["mark"]
        if mark in ("(", "["):
            depth += 1
        elif mark in (")", "]"):
            depth -= 1
            if depth == 0:
                return found.start()
    return -1


def _tail(marks: list[str]) -> tuple[int, bool]:
    up, keyed = 0, False
    for mark in reversed(marks):
        if mark == "~":
            keyed, up = True, 0
        else:
            up += 1
    return up, keyed


@lru_cache(maxsize=4_000)
def parse_path(text: str) -> JsonPath:
    """Read a JSONPath.

    Args:
        text: the path, such as ``$.paths[*][?(@property === 'get')].responses``.

    Returns:
        Its steps.

    Raises:
        InvalidInputError: it is no JSONPath; names the column.
    """
    return _Reader(text.strip()).read()
