"""Reads escapes and classes of a regular expression of ECMAScript."""

from __future__ import annotations

from typing import NoReturn

from apiyard.core.errors import InvalidInputError
from apiyard.core.late import late_pattern
from apiyard.core.noun import dataclass
from apiyard.spec import regex_property
from apiyard.spec.regex_letters import ALL, DIGITS, SPACE, UNIT, WORD, any_case, inverse, union
from apiyard.spec.regex_tree import Letters, Ranges

_CLASSES = {"d": DIGITS, "w": WORD, "s": SPACE}
_CONTROLS = {"t": 9, "n": 10, "v": 11, "f": 12, "r": 13}
_CONTROL = late_pattern(r"c([A-Za-z])")
_CLASS_CONTROL = late_pattern(r"c([A-Za-z0-9_])")
_OCTAL = late_pattern(r"[0-3][0-7]{0,2}|[4-7][0-7]?")
_HEX = late_pattern(r"x([0-9a-fA-F]{2})")
_UNIT = late_pattern(r"u([0-9a-fA-F]{4})")
_PAIR = late_pattern(r"u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_POINT = late_pattern(r"u\{0*([0-9a-fA-F]{1,6})\}")
_PROPERTY = late_pattern(r"([pP])\{([A-Za-z0-9_]+)(?:=([A-Za-z0-9_]+))?\}")
_SET_OPERATORS = late_pattern(r"&&|--|\[|\\q|!!|##|\$\$|%%|\*\*|\+\+|,,|\.\.|::|;;|<<|==|>>|\?\?|@@|\^\^|``|~~")


@dataclass(slots=True)
class ClassReader:
    """The part of the reader that knows single characters and sets of them.

    Args:
        text: the expression.
        at: how far it is read.
        unicode: whether the flag u (or v) is there.
        ignore_case: whether upper and lower case are the same.
        total: how many groups remember something.
        named: whether the escape k refers to a named group.
        sets: whether the flag v is there.
    """

    text: str
    at: int = 0
    unicode: bool = False
    ignore_case: bool = False
    total: int = 0
    named: bool = False
    sets: bool = False

    def fail(self, what: str) -> NoReturn:
        """Raise the error that it is no pattern, with the column."""
        raise InvalidInputError(f"this is no pattern: {what}", where=f"column {self.at + 1}", piece=self.text)

    def take(self, word: str) -> bool:
        """Go behind a word if it stands here."""
        here = self.text.startswith(word, self.at)
        if here:
            self.at += len(word)
        return here

    def as_units(self, code: int) -> tuple[int, ...]:
        """Give the codes a character is looked for by: without ``u`` its units, moved up for the engine."""
        if 0xD800 <= code <= 0xDFFF:
            return (code + UNIT,)
        if self.unicode or code < 0x10000:
            return (code,)
        code -= 0x10000
        return (UNIT + 0xD800 + (code >> 10), UNIT + 0xDC00 + (code & 0x3FF))

    def letters(
        self, ranges: Ranges, properties: tuple[tuple[str, bool], ...] = (), *, inverted: bool = False
    ) -> Letters:
        """Make a set, with both cases where case is ignored."""
        if self.ignore_case:
            ranges = any_case(ranges, unicode=self.unicode)
        return Letters(ranges, properties, inverted)

    def escape(self, *, in_class: bool) -> Letters | int:
        """Read an escape that stands for a character or a set."""
        self.at += 1
        letter = self.text[self.at : self.at + 1]
        if not letter:
            self.fail("it ends in a backslash")
        if letter in "dDwWsS":
            self.at += 1
            ranges = _CLASSES[letter.lower()]
            if self.unicode and self.ignore_case and letter in "wW":
                ranges = any_case(ranges, unicode=True)
            return Letters(ranges if letter.islower() else inverse(ranges))
        if letter in "pP" and self.unicode:
            return self.property()
        if letter in _CONTROLS:
            self.at += 1
            return _CONTROLS[letter]
        for read in (self.control, self.number, self.hexadecimal):
            code = read(letter, in_class=in_class)
            if code is not None:
                return code
        return self.identity(letter, in_class=in_class)

    def control(self, letter: str, *, in_class: bool) -> int | None:
        """Read a control character; without ``u`` a backslash before a c that means nothing stands for itself."""
        if letter == "b" and in_class:
            self.at += 1
            return 8
        if letter == "-" and self.unicode and in_class:
            self.at += 1
            return 45
        if letter != "c":
            return None
        form = _CLASS_CONTROL if in_class and not self.unicode else _CONTROL
        found = form.match(self.text, self.at)
        if found:
            self.at = found.end()
            return ord(found[1]) % 32
        if self.unicode:
            self.fail("an escape is not known")
        return 92

    def number(self, letter: str, *, in_class: bool) -> int | None:
        """Read the zero and, without ``u``, characters by their number to the base of eight."""
        if not "0" <= letter <= "9":
            return None
        following = self.text[self.at + 1 : self.at + 2]
        if self.unicode:
            if letter != "0" or (following and "0" <= following <= "9"):
                self.fail("an escape is not known")
            self.at += 1
            return 0
        found = _OCTAL.match(self.text, self.at)
        if not found:
            self.at += 1
            return ord(letter)
        self.at = found.end()
        return int(found[0], 8)

    def hexadecimal(self, letter: str, *, in_class: bool) -> int | None:
        """Read x and two digits, u and four, and with the flag ``u`` digits in braces and pairs of units."""
        if letter not in "xu":
            return None
        if self.unicode and (found := _PAIR.match(self.text, self.at)):
            self.at = found.end()
            return 0x10000 + ((int(found[1], 16) - 0xD800) << 10) + int(found[2], 16) - 0xDC00
        found = (_HEX if letter == "x" else _UNIT).match(self.text, self.at)
        if not found and self.unicode:
            found = _POINT.match(self.text, self.at)
        if found and int(found[1], 16) <= 0x10FFFF:
            self.at = found.end()
            return int(found[1], 16)
        if self.unicode:
            self.fail("an escape is not known")
        return None

    def identity(self, letter: str, *, in_class: bool) -> int:
        """Read an escaped character that stands for itself."""
        strict = (self.unicode and letter not in "^$\\.*+?()[]{}|/") or (letter == "k" and self.named)
        if strict and not (self.sets and in_class and letter in "&-!#%,:;<=>@`~"):
            self.fail("an escape is not known")
        self.at += 1
        return ord(letter)

    def property(self) -> Letters:
        """Read a property of characters."""
        found = _PROPERTY.match(self.text, self.at)
        name = regex_property.written(found[2], found[3]) if found else None
        if not found or not name:
            self.fail("a property of characters is not known")
        self.at = found.end()
        inverted = found[1] == "P"
        if name == "Any":
            return Letters((), inverse=not inverted)
        return Letters((), ((name, inverted),))

    def char_class(self) -> Letters:
        """Read a class; its opening bracket is read."""
        start = self.at - 1
        inverted = self.take("^")
        ranges: list[tuple[int, int]] = []
        properties: list[tuple[str, bool]] = []
        while not self.take("]"):
            if self.at >= len(self.text):
                self.at = start
                self.fail("a class does not end")
            if self.sets and _SET_OPERATORS.match(self.text, self.at):
                self.fail("operations on sets (flag v) are not known here")
            self.member(ranges, properties)
        return self.letters(union(ranges), tuple(properties), inverted=inverted)

    def member(self, ranges: list[tuple[int, int]], properties: list[tuple[str, bool]]) -> None:
        """Read one character, range or set of a class."""
        low = self.atom()
        if not (self.text.startswith("-", self.at) and not self.text.startswith("-]", self.at)):
            self.put(low, ranges, properties)
            return
        dash = self.at
        self.at += 1
        if self.at >= len(self.text):
            self.at = dash
            self.put(low, ranges, properties)
            return
        high = self.atom()
        if isinstance(low, Letters) or isinstance(high, Letters):
            if self.unicode:
                self.fail("a range of a class goes from one character to another")
            for each in (low, ord("-"), high):
                self.put(each, ranges, properties)
            return
        self.range(self.as_units(low), self.as_units(high), ranges)

    def range(self, low: tuple[int, ...], high: tuple[int, ...], ranges: list[tuple[int, int]]) -> None:
        """Add a range; without ``u`` the units of a character beyond the first plane are characters of their own."""
        first, last = low[-1], high[0]
        if _order(last) < _order(first):
            self.fail("a range of a class ends before it starts")
        ranges.extend((each, each) for each in (*low[:-1], *high[1:]))
        ranges.extend(_split(first, last))

    def atom(self) -> Letters | int:
        """Read a character or an escape of a class."""
        letter = self.text[self.at]
        if letter == "\\":
            return self.escape(in_class=True)
        if self.sets and letter in "()[]{}/-|":
            self.fail("this character needs a backslash in a class with the flag v")
        self.at += 1
        return ord(letter)

    def put(self, atom: Letters | int, ranges: list[tuple[int, int]], properties: list[tuple[str, bool]]) -> None:
        """Add a character or a set."""
        if isinstance(atom, int):
            ranges.extend((each, each) for each in self.as_units(atom))
            return
        ranges.extend(ALL if atom.inverse else atom.ranges)
        properties.extend(atom.properties)


def _order(code: int) -> int:
    """Give the code a moved unit had; real characters beyond the first plane stay."""
    return code - UNIT if UNIT + 0xD800 <= code <= UNIT + 0xDFFF else code


def _split(first: int, last: int) -> list[tuple[int, int]]:
    """Make a range of units one of codes as an engine sees them: surrogates are moved up."""
    low, high = _order(first), _order(last)
    found = [
        (max(low, 0), min(high, 0xD7FF)),
        (max(low, 0xD800) + UNIT, min(high, 0xDFFF) + UNIT),
        (max(low, 0xE000), high),
    ]
    return [(start, end) for start, end in found if start <= end]
