"""The expressions inside of filters, from text to a tree."""

from __future__ import annotations

import re
from typing import Any

from apiyard.core.errors import InvalidInputError
from apiyard.core.late import late_pattern
from apiyard.core.noun import dataclass

MAX_LENGTH = 4_000
MAX_DEPTH = 60
MAX_ROW = 150
"""How many operators may follow each other: each one stands a level deeper in the tree."""

_TOKEN = late_pattern(
    r"""\s*(?:
      (?P<number>0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)
    | (?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    | (?P<name>@?[A-Za-z_$][\w$]*|@)
    | (?P<mark>===|!==|>>>|\?\?|\?\.|\|\||&&|==|!=|<=|>=|<<|>>|~=|[-+*/%<>!~|&^()\[\],.?:])
    )""",
    re.VERBOSE | re.DOTALL,
)
_REGEX = late_pattern(r"/((?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)/([a-z]*)")
_BINARY = {
    **dict.fromkeys(("||", "??"), 1),
    "&&": 2,
    "|": 3,
    "^": 4,
    "&": 5,
    **dict.fromkeys(("==", "!=", "===", "!=="), 6),
    **dict.fromkeys(("<", ">", "<=", ">="), 7),
    **dict.fromkeys(("<<", ">>", ">>>"), 8),
    **dict.fromkeys(("+", "-"), 9),
    **dict.fromkeys(("*", "/", "%"), 10),
    "in": 12,
    "~=": 20,
}
_UNARY = frozenset({"!", "-", "+", "~", "void", "typeof"})
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}


@dataclass(frozen=True, slots=True)
class Node:
    """A part of an expression.

    Args:
        kind: ``literal``, ``name``, ``regex``, ``member``, ``call``, ``unary``, ``binary``, ``choice`` or ``array``.
        value: the literal, the name, the operator, or source and flags of a pattern.
        parts: the nodes below it, in the order of the text.
    """

    kind: str
    value: Any = None
    parts: tuple[Node, ...] = ()


class _Reader:
    """Reads one expression by precedence climbing."""

    def __init__(self, text: str, whole: str, column: int) -> None:
        self.text = text
        self.whole = whole
        self.column = column
        self.at = 0
        self.depth = 0

    def fail(self, what: str, at: int | None = None) -> InvalidInputError:
        column = self.column + (self.at if at is None else at)
        return InvalidInputError(f"the expression is wrong at column {column}: {what}", piece=self.whole[:200])

    def peek(self) -> re.Match[str] | None:
        return _TOKEN.match(self.text, self.at)

    def mark(self) -> str:
        """Give the next operator, word or bracket without taking it; ``""`` for anything else."""
        found = self.peek()
        if found is None:
            return ""
        return found["mark"] or found["name"] or ""

    def take(self, mark: str) -> None:
        found = self.peek()
        if found is None or found["mark"] != mark:
            raise self.fail(f"{mark!r} is missing here")
        self.at = found.end()

    def expression(self, lowest: int = 0) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.fail("it nests too deep")
        left, row = self.unary(), 0
        while (power := _BINARY.get(mark := self.mark(), -1)) > lowest:
            found = self.peek()
            self.at = found.end() if found else self.at
            left, row = Node("binary", mark, (left, self.expression(power))), row + 1
            if row > MAX_ROW:
                raise self.fail("too many operators follow each other")
        if lowest == 0 and self.mark() == "?":
            self.take("?")
            yes = self.expression()
            self.take(":")
            left = Node("choice", None, (left, yes, self.expression()))
        self.depth -= 1
        return left

    def unary(self) -> Node:
        marks: list[str] = []
        while (mark := self.mark()) in _UNARY:
            found = self.peek()
            self.at = found.end() if found else self.at
            marks.append(mark)
            if len(marks) > MAX_DEPTH:
                raise self.fail("it nests too deep")
        node = self.postfix(self.primary())
        for mark in reversed(marks):
            node = Node("unary", mark, (node,))
        return node

    def postfix(self, node: Node) -> Node:
        for _ in range(MAX_DEPTH):
            mark = self.mark()
            if mark in (".", "?."):
                self.take(mark)
                if mark == "?." and self.mark() in ("[", "("):
                    mark = "?" + self.mark()
                else:
                    found = self.peek()
                    if found is None or not found["name"]:
                        raise self.fail("a name is missing after the dot")
                    self.at = found.end()
                    node = Node("member", mark == "?.", (node, Node("literal", found["name"])))
                    continue
            if mark in ("[", "?["):
                self.take("[")
                inside = self.expression()
                self.take("]")
                node = Node("member", mark == "?[", (node, inside))
            elif mark in ("(", "?("):
                self.take("(")
                node = Node("call", mark == "?(", (node, *self.items(")")))
            else:
                return node
        raise self.fail("it nests too deep")

    def items(self, end: str) -> list[Node]:
        found: list[Node] = []
        while self.mark() != end:
            found.append(self.expression())
            if self.mark() != end:
                self.take(",")
        self.take(end)
        return found

    def primary(self) -> Node:
        rest = self.at + len(self.text[self.at :]) - len(self.text[self.at :].lstrip())
        if self.text[rest : rest + 1] == "/" and (pattern := _REGEX.match(self.text, rest)):
            self.at = pattern.end()
            return Node("regex", (pattern[1], pattern[2]))
        token = self.peek()
        if token is None:
            raise self.fail("it ends too early" if rest >= len(self.text) else "nobody knows this mark", rest)
        self.at = token.end()
        if token["number"]:
            text = token["number"]
            return Node("literal", int(text, 16) if text[:2] in ("0x", "0X") else _number(text))
        if token["string"] is not None:
            return Node("literal", unquote(token["string"]))
        if token["name"]:
            return Node("name", token["name"])
        if token["mark"] == "(":
            node = self.expression()
            self.take(")")
            return node
        if token["mark"] == "[":
            return Node("array", None, tuple(self.items("]")))
        raise self.fail(f"{token['mark']!r} cannot stand here", token.start("mark"))


def _number(text: str) -> int | float:
    return int(text) if text.isdecimal() else float(text)


def unquote(text: str) -> str:
    """Give the text of a string literal of JavaScript."""
    body = text[1:-1]
    if "\\" not in body:
        return body
    return re.sub(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", _escape, body, flags=re.DOTALL)


def _escape(found: re.Match[str]) -> str:
    mark = found[1]
    if len(mark) > 1:
        return chr(int(mark[1:], 16))
    return _ESCAPES.get(mark, mark)


def parse_script(text: str, *, whole: str = "", column: int = 1) -> Node:
    """Read an expression.

    Args:
        text: the expression as it stands in a filter, without its brackets.
        whole: the JSONPath around it, for errors.
        column: the column, from 1, where the text stands in it.

    Returns:
        The tree.

    Raises:
        InvalidInputError: it is no expression; names the column.
    """
    reader = _Reader(text, whole or text, column)
    if len(text) > MAX_LENGTH:
        raise reader.fail(f"it has more than {MAX_LENGTH} characters")
    node = reader.expression()
    if reader.text[reader.at :].strip():
        raise reader.fail("something is left behind the expression")
    return node
