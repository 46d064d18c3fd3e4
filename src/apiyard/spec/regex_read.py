"""Reads a regular expression of ECMAScript, with the old forms that are allowed without the flag ``u`` (Annex B)."""

from __future__ import annotations

import re
from typing import Final, NoReturn

from apiyard.core.errors import InvalidInputError, TooLargeError
from apiyard.core.late import late_pattern
from apiyard.core.noun import dataclass, field
from apiyard.spec.regex_class import ClassReader
from apiyard.spec.regex_letters import ALL, LINE_ENDS, inverse
from apiyard.spec.regex_tree import Back, Choice, Edge, Group, Letters, Look, Node, Repeat, Sequence, Tree

_MAX_PATTERN: Final = 10_000
_MAX_DEPTH: Final = 100
_MAX_REPEAT: Final = 100_000
_COUNT = late_pattern(r"\{([0-9]+)(,?)([0-9]*)\}")
_NAME = late_pattern(r"<((?:[^\W\d]|\$)(?:\w|[$\u200c\u200d])*)>")
_NUMBER = late_pattern(r"[1-9][0-9]*")
_LOOKS = {"?=": (False, False), "?!": (False, True), "?<=": (True, False), "?<!": (True, True)}


def read_pattern(source: str, flags: str) -> Tree:
    """Read an expression (ECMA-262 edition 2024, 22.2.1 and B.1.2).

    Args:
        source: the expression, without slashes around it.
        flags: its flags.

    Returns:
        What it is made of.

    Raises:
        InvalidInputError: it is none; ``where`` names the column.
        TooLargeError: it is longer, deeper or repeats more often than is read.
    """
    _check_flags(flags)
    if len(source) > _MAX_PATTERN:
        raise TooLargeError(f"a pattern has at most {_MAX_PATTERN} characters", piece=source)
    reader = _Reader(source, unicode="u" in flags or "v" in flags, flags=flags)
    root = reader.choice()
    if reader.at < len(source):
        reader.fail("a group ends that did not start")
    for index in reader.backs:
        if index > reader.groups:
            reader.fail("a reference names a group that there is not")
    return Tree(
        root,
        groups=reader.groups,
        unicode=reader.unicode,
        ignore_case="i" in flags,
        sticky="y" in flags,
        backs=bool(reader.backs),
    )


def _check_flags(flags: str) -> None:
    if set(flags) - set("dgimsuvy") or len(set(flags)) < len(flags) or {"u", "v"} <= set(flags):
        raise InvalidInputError(
            "these are no flags of a pattern",
            piece=flags,
            hint="each of d g i m s u v y at most once, and u or v, not both",
        )


@dataclass(slots=True)
class _Reader(ClassReader):
    """Reads from left to right."""

    flags: str = ""
    depth: int = 0
    groups: int = 0
    backs: list[int] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ignore_case = "i" in self.flags
        self.sets = "v" in self.flags
        self.total, self.names = _named(self.text)
        # Without u, \k is a plain k unless the expression names a group.
        self.named = self.unicode or bool(self.names)

    def choice(self) -> Node:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise TooLargeError(f"groups of a pattern nest at most {_MAX_DEPTH} deep", piece=self.text)
        options: list[Node] = [self.sequence()]
        while self.take("|"):
            options.append(self.sequence())
        self.depth -= 1
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def sequence(self) -> Node:
        items: list[Node] = []
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            first = self.groups + 1
            item, repeatable = self.term()
            if isinstance(item, list):
                items.extend(item[:-1])
                item = item[-1]
            items.append(self.repeat(item, first, repeatable=repeatable))
        return items[0] if len(items) == 1 else Sequence(tuple(items))

    def term(self) -> tuple[Node | list[Node], bool]:
        letter = self.text[self.at]
        if letter in "^$":
            self.at += 1
            side = "start" if letter == "^" else "end"
            return Edge(f"line-{side}" if "m" in self.flags else side), False  # type: ignore[arg-type]
        if letter == "(":
            return self.group()
        if letter == ".":
            self.at += 1
            return Letters(ALL if "s" in self.flags else inverse(LINE_ENDS)), True
        if letter == "[":
            self.at += 1
            return self.char_class(), True
        if letter == "\\":
            return self.term_escape()
        if letter in "*+?" or (letter == "{" and (self.unicode or _COUNT.match(self.text, self.at))):
            self.fail("nothing stands before a repetition")
        if self.unicode and letter in "]}":
            self.fail("a bracket ends that did not start")
        self.at += 1
        return self.units(ord(letter)), True

    def units(self, code: int) -> Node | list[Node]:
        """Give the character, or without ``u`` the two units that stand for it."""
        found: list[Node] = [self.letters(((each, each),)) for each in self.as_units(code)]
        return found[0] if len(found) == 1 else found

    def term_escape(self) -> tuple[Node | list[Node], bool]:
        letter = self.text[self.at + 1 : self.at + 2]
        if letter and letter in "bB":
            self.at += 2
            return Edge("word" if letter == "b" else "no-word"), False
        if letter == "k" and self.named:
            return self.named_back(), True
        number = _NUMBER.match(self.text, self.at + 1)
        if number and (self.unicode or (len(number[0]) < 6 and int(number[0]) <= self.total)):
            self.at = number.end()
            index = int(number[0][:6])
            self.backs.append(index)
            return Back(index), True
        found = self.escape(in_class=False)
        return (found if isinstance(found, Letters) else self.units(found)), True

    def named_back(self) -> Node:
        name = _NAME.match(self.text, self.at + 2)
        if not name:
            self.fail("a reference to a group needs its name, as in \\k<name>")
        if name[1] not in self.names:
            self.fail("a reference names a group that there is not")
        self.at = name.end()
        self.backs.append(self.names[name[1]])
        return Back(self.names[name[1]])

    def group(self) -> tuple[Node, bool]:
        start = self.at
        self.at += 1
        for opening, (behind, inverted) in _LOOKS.items():
            if self.take(opening):
                look = Look(self.choice(), behind=behind, inverse=inverted)
                self.close(start)
                return look, not behind and not self.unicode
        if self.take("?:"):
            item = self.choice()
            self.close(start)
            return Sequence((item,)), True
        if self.take("?"):
            name = _NAME.match(self.text, self.at)
            if not name:
                self.fail("this is no kind of group")
            self.at = name.end()
        self.groups += 1
        index = self.groups
        item = self.choice()
        self.close(start)
        return Group(item, index), True

    def close(self, start: int) -> None:
        if not self.take(")"):
            self.at = start
            self.fail("a group does not end")

    def repeat(self, item: Node, first: int, *, repeatable: bool) -> Node:
        letter = self.text[self.at : self.at + 1]
        least, most = 1, None
        if letter and letter in "*+?":
            least, most = int(letter == "+"), (1 if letter == "?" else None)
            size = 1
        elif letter == "{" and (found := _COUNT.match(self.text, self.at)):
            least, most = self.counts(found)
            size = len(found[0])
        else:
            return item
        if not repeatable:
            self.fail("this cannot be repeated")
        self.at += size
        lazy = self.take("?")
        return Repeat(item, least, most, lazy=lazy, groups=(first, self.groups + 1))

    def counts(self, found: re.Match[str]) -> tuple[int, int | None]:
        if max(len(found[1].lstrip("0")), len(found[3].lstrip("0"))) > 6:
            raise TooLargeError(f"a pattern repeats at most {_MAX_REPEAT} times", piece=found[0])
        least = int(found[1])
        most = int(found[3]) if found[3] else (None if found[2] else least)
        if most is not None and most < least:
            self.fail("a repetition ends below where it starts")
        if max(least, most or 0) > _MAX_REPEAT:
            raise TooLargeError(f"a pattern repeats at most {_MAX_REPEAT} times", piece=found[0])
        return least, most


def _named(source: str) -> tuple[int, dict[str, int]]:
    """Count the groups that remember, and number the named ones, without reading the rest."""
    total, at, names, in_class = 0, 0, dict[str, int](), False
    while at < len(source):
        letter = source[at]
        if letter == "\\":
            at += 1
        elif in_class:
            in_class = letter != "]"
        elif letter == "[":
            in_class = True
        elif letter == "(" and (not source.startswith("?", at + 1) or source[at + 1 : at + 3] == "?<"):
            name = _NAME.match(source, at + 2) if source.startswith("?", at + 1) else None
            if name and name[1] in names:
                _twice(source, at)
            if name:
                names[name[1]] = total + 1
            total += int(source[at + 1 : at + 4] not in {"?<=", "?<!"})
        at += 1
    return total, names


def _twice(source: str, at: int) -> NoReturn:
    raise InvalidInputError("two groups of a pattern have the same name", where=f"column {at + 1}", piece=source)
