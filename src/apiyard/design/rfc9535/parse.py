"""Text to a query (RFC 9535, appendix A)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from apiyard.core.errors import InvalidInputError
from apiyard.core.late import late_pattern
from apiyard.core.noun import dataclass
from apiyard.design.rfc9535.compare import COMPARISONS, NOTHING, length, matches
from apiyard.design.rfc9535.query import (
    Node,
    Query,
    Run,
    Segment,
    Selector,
    Test,
    by_index,
    by_name,
    by_slice,
    by_test,
    wildcard,
)

_MOST_STEPS = 3_000_000
_LONGEST = 10_000
_DEEPEST = 50
_LARGEST = 2**53 - 1
_BLANK = late_pattern(r"[ \t\n\r]*")
_NAME = late_pattern(r"[A-Za-z_\u0080-\ud7ff\ue000-\U0010ffff][A-Za-z0-9_\u0080-\ud7ff\ue000-\U0010ffff]*")
_INTEGER = late_pattern(r"0|-?[1-9][0-9]*", re.ASCII)
_NUMBER = late_pattern(r"(?:-?0|-?[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?", re.ASCII)
_FUNCTION = late_pattern(r"([a-z][a-z_0-9]*)\(", re.ASCII)
_OPERATOR = late_pattern(r"==|!=|<=|>=|<|>")
_WORD = late_pattern(r"(true|false|null)(?![A-Za-z0-9_(])")
_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "/": "/", "\\": "\\"}
_HEX = late_pattern(r"[0-9A-Fa-f]{4}", re.ASCII)
_WORDS = {"true": True, "false": False, "null": None}
_FUNCTIONS = {"length": "v", "count": "n", "value": "n", "match": "vv", "search": "vv"}
_LOGICAL = ("match", "search")


@dataclass(frozen=True, slots=True)
class _Operand:
    """A part of a filter.

    Args:
        value: gives its value (or ``NOTHING``).
        test: says whether it holds, where it can stand alone.
        query: the query that it is, if it is one.
    """

    value: Callable[[Any, Run], Any] | None = None
    test: Test | None = None
    query: Query | None = None


def select(text: str, root: Any, steps: int = _MOST_STEPS) -> list[Node]:
    """Give what a query selects from a document.

    Args:
        text: the query.
        root: the document.
        steps: how many values it may look at.

    Returns:
        The nodes in order; a node that is selected twice is there twice.

    Raises:
        InvalidInputError: it is no query; names the column.
        TooLargeError: it looks at too many values.
        PatternTooSlowError: a pattern takes too long.
    """
    return parse_query(text).nodes(root, Run(root, steps))


def parse_query(text: str) -> Query:
    """Read a query.

    Args:
        text: the query.

    Returns:
        The query.

    Raises:
        InvalidInputError: it is no query; names the column.
    """
    reader = _Reader(text)
    if len(text) > _LONGEST or not text.startswith("$"):
        raise reader.fail("a query starts with $" if len(text) <= _LONGEST else "the query is too long")
    reader.at = 1
    segments = reader.segments()
    if reader.at != len(text):
        raise reader.fail("this is no part of a query")
    return Query(segments)


class _Reader:
    """Reads with a finger on the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0

    def fail(self, what: str) -> InvalidInputError:
        piece = self.text[self.at : self.at + 40]
        return InvalidInputError(what, where=f"query, column {self.at + 1}", piece=piece, hint="see RFC 9535")

    def blank(self) -> None:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def take(self, mark: str) -> bool:
        if self.text.startswith(mark, self.at):
            self.at += len(mark)
            return True
        return False

    def want(self, mark: str) -> None:
        self.blank()
        if not self.take(mark):
            raise self.fail(f"{mark} is missing")

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    def segments(self) -> tuple[Segment, ...]:
        found: list[Segment] = []
        while True:
            start = self.at
            self.blank()
            if self.take(".."):
                inner = self.bracketed() if self.take("[") else self.shorthand()
                found.append(Segment(inner.selectors, descends=True))
            elif self.take("."):
                found.append(self.shorthand())
            elif self.take("["):
                found.append(self.bracketed())
            else:
                self.at = start
                return tuple(found)

    def shorthand(self) -> Segment:
        if self.take("*"):
            return Segment((wildcard,))
        name = self.match(_NAME)
        if name is None:
            raise self.fail("a name or * is missing")
        return Segment((by_name(name.group()),), singular=True)

    def bracketed(self) -> Segment:
        selectors: list[Selector] = []
        singular = True
        while True:
            self.blank()
            selector, single = self.selector()
            selectors.append(selector)
            singular = singular and single
            self.blank()
            if self.take("]"):
                return Segment(tuple(selectors), singular=singular and len(selectors) == 1)
            self.want(",")

    def selector(self) -> tuple[Selector, bool]:
        if self.text[self.at : self.at + 1] in ("'", '"'):
            return by_name(self.string()), True
        if self.take("*"):
            return wildcard, False
        if self.take("?"):
            self.blank()
            return by_test(self.any_of()), False
        first = self.integer()
        start = self.at
        self.blank()
        if not self.take(":"):
            self.at = start
            if first is None:
                raise self.fail("a selector is missing")
            return by_index(first), True
        self.blank()
        stop, step = self.integer(), None
        start = self.at
        self.blank()
        if self.take(":"):
            self.blank()
            step = self.integer()
        else:
            self.at = start
        return by_slice(first, stop, step), False

    def integer(self) -> int | None:
        found = self.match(_INTEGER)
        if found is None:
            return None
        if len(found.group()) > 17 or abs(int(found.group())) > _LARGEST or self.text[self.at : self.at + 1].isdigit():
            self.at = found.start()
            raise self.fail("this is no whole number that a query may hold")
        return int(found.group())

    def string(self) -> str:
        quote = self.text[self.at]
        self.at += 1
        out: list[str] = []
        while True:
            mark = self.text[self.at : self.at + 1]
            if not mark or mark < " ":
                raise self.fail("the string does not end")
            self.at += 1
            if mark == quote:
                return "".join(out)
            out.append(self.escape(quote) if mark == "\\" else mark)

    def escape(self, quote: str) -> str:
        mark = self.text[self.at : self.at + 1]
        if mark == "u":
            return self.unicode()
        if mark not in _ESCAPES and mark != quote:
            raise self.fail("this is no escape")
        self.at += 1
        return _ESCAPES.get(mark, mark)

    def unicode(self) -> str:
        start = self.at
        codes = [self.hexadecimal()]
        if 0xD800 <= codes[0] < 0xDC00 and self.take("\\"):
            codes.append(self.hexadecimal())
        surrogates = [0xD800 <= code < 0xE000 for code in codes]
        if (len(codes) == 1 and surrogates[0]) or (len(codes) == 2 and not 0xDC00 <= codes[1] < 0xE000):
            self.at = start
            raise self.fail("half a surrogate pair")
        return str(json.loads('"' + "".join(f"\\u{code:04x}" for code in codes) + '"'))

    def hexadecimal(self) -> int:
        if not self.take("u") or (found := self.match(_HEX)) is None:
            raise self.fail("four hexadecimal digits are missing")
        return int(found.group(), 16)

    def any_of(self) -> Test:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.fail("the filter nests too deep")
        tests = [self.all_of()]
        while self.joined("||"):
            tests.append(self.all_of())
        self.depth -= 1
        return tests[0] if len(tests) == 1 else lambda value, run: any(test(value, run) for test in tests)

    def all_of(self) -> Test:
        tests = [self.basic()]
        while self.joined("&&"):
            tests.append(self.basic())
        return tests[0] if len(tests) == 1 else lambda value, run: all(test(value, run) for test in tests)

    def joined(self, mark: str) -> bool:
        start = self.at
        self.blank()
        if self.take(mark):
            self.blank()
            return True
        self.at = start
        return False

    def basic(self) -> Test:
        if self.text.startswith("!", self.at) and not self.text.startswith("!=", self.at):
            self.at += 1
            self.blank()
            inner = self.group() if self.text.startswith("(", self.at) else self.alone(self.operand())
            return lambda value, run: not inner(value, run)
        if self.text.startswith("(", self.at):
            return self.group()
        left = self.operand()
        start = self.at
        self.blank()
        operator = self.match(_OPERATOR)
        if operator is None:
            self.at = start
            return self.alone(left)
        self.blank()
        return self.comparison(left, operator.group(), self.operand())

    def group(self) -> Test:
        self.want("(")
        self.blank()
        test = self.any_of()
        self.want(")")
        return test

    def alone(self, operand: _Operand) -> Test:
        if operand.query is not None:
            query = operand.query
            return lambda value, run: bool(query.nodes(value, run))
        if operand.test is None:
            raise self.fail("a value says neither true nor false by itself")
        return operand.test

    def comparison(self, left: _Operand, mark: str, right: _Operand) -> Test:
        one, other, compare = self.single(left), self.single(right), COMPARISONS[mark]
        return lambda value, run: compare(one(value, run), other(value, run))

    def single(self, operand: _Operand) -> Callable[[Any, Run], Any]:
        if operand.query is not None:
            if not operand.query.singular:
                raise self.fail("only a query that selects one value can be compared")
            return _first(operand.query)
        if operand.value is None:
            raise self.fail("this function gives nothing that can be compared")
        return operand.value

    def operand(self) -> _Operand:
        mark = self.text[self.at : self.at + 1]
        if mark in ("@", "$") and mark:
            self.at += 1
            return _Operand(query=Query(self.segments(), relative=mark == "@"))
        if mark in ("'", '"') and mark:
            return _constant(self.string())
        if word := self.match(_WORD):
            return _constant(_WORDS[word.group(1)])
        if function := self.match(_FUNCTION):
            return self.function(function.group(1))
        if number := self.match(_NUMBER):
            return _constant(json.loads(number.group()))
        raise self.fail("a value or a query is missing")

    def function(self, name: str) -> _Operand:
        kinds = _FUNCTIONS.get(name)
        if kinds is None:
            raise self.fail(f"there is no function {name}")
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.fail("the filter nests too deep")
        arguments: list[_Operand] = []
        while True:
            self.blank()
            arguments.append(self.operand())
            self.blank()
            if self.take(")"):
                break
            self.want(",")
        self.depth -= 1
        if len(arguments) != len(kinds):
            raise self.fail(f"{name} takes {len(kinds)} arguments")
        return self.call(name, kinds, arguments)

    def call(self, name: str, kinds: str, arguments: Sequence[_Operand]) -> _Operand:
        if kinds == "n":
            query = arguments[0].query
            if query is None:
                raise self.fail(f"{name} takes a query")
            if name == "count":
                return _Operand(value=lambda value, run: len(query.nodes(value, run)))
            return _Operand(value=_only(query))
        values = [self.single(each) for each in arguments]
        if name in _LOGICAL:
            one, other = values
            whole = name == "match"
            return _Operand(test=lambda value, run: matches(one(value, run), other(value, run), whole=whole))
        return _Operand(value=lambda value, run: length(values[0](value, run)))


def _constant(constant: Any) -> _Operand:
    return _Operand(value=lambda value, run: constant)


def _first(query: Query) -> Callable[[Any, Run], Any]:
    def value(current: Any, run: Run) -> Any:
        found = query.nodes(current, run)
        return found[0].value if found else NOTHING

    return value


def _only(query: Query) -> Callable[[Any, Run], Any]:
    def value(current: Any, run: Run) -> Any:
        found = query.nodes(current, run)
        return found[0].value if len(found) == 1 else NOTHING

    return value
