"""Texts that match a pattern: a reader of the simple part of ECMAScript's regular expressions."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING

from apiyard.core.late import late_module
from apiyard.core.noun import dataclass

if TYPE_CHECKING:
    from apiyard.spec import regex
else:
    regex = late_module("apiyard.spec.regex")

_CLASSES = {
    "d": "0123456789",
    "w": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_",
    "s": " ",
}
_HEXADECIMAL = frozenset("0123456789abcdefABCDEF")
_PRINTABLE = "".join(map(chr, range(32, 127)))
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "0": "\0"}
_COUNT = re.compile(r"\{(\d{1,6})(?:(,)(\d{1,6})?)?\}", re.ASCII)
_LOOK = re.compile(r"\?(?:=|!|<=|<!)")
_GROUP = re.compile(r"\?(?::|<[A-Za-z_$][\w$]*>)", re.ASCII)
_PROPERTY = re.compile(r"\{([A-Za-z_=]{1,40})\}")
_LOWER, _UPPER = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PROPERTIES = {
    **dict.fromkeys(("l", "letter", "alphabetic", "alpha", "latin", "latn"), _LOWER + _UPPER),
    **dict.fromkeys(("ll", "lowercase_letter", "lowercase", "lower"), _LOWER),
    **dict.fromkeys(("lu", "uppercase_letter", "uppercase", "upper"), _UPPER),
    **dict.fromkeys(("n", "number", "nd", "decimal_number"), _CLASSES["d"]),
    **dict.fromkeys(("zs", "space_separator", "white_space", "z", "separator"), " "),
    **dict.fromkeys(("p", "punctuation"), "!-./:;?"),
}
_MAX_DEPTH = 20
_LOOKED = 30
_MAX_TEXT = 10_000


class HardPatternError(ValueError):
    """The pattern has a part that is not read here, such as look-around."""


@dataclass(frozen=True, slots=True)
class _Repeat:
    """Something from a set of characters or of alternatives, a number of times."""

    least: int
    most: int | None
    letters: str = ""
    options: tuple[tuple[_Repeat, ...], ...] = ()


@dataclass(slots=True)
class _Reader:
    """Reads a pattern from left to right; look-around is left out, and whoever writes a text has to look."""

    text: str
    at: int = 0
    depth: int = 0
    looks: bool = False

    def options(self) -> tuple[tuple[_Repeat, ...], ...]:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise HardPatternError("groups nest too deep")
        found: list[tuple[_Repeat, ...]] = []
        pieces: list[_Repeat] = []
        while self.at < len(self.text) and self.text[self.at] != ")":
            if self.text[self.at] == "|":
                self.at += 1
                found.append(tuple(pieces))
                pieces = []
            elif self.text[self.at] in "^$":
                self.at += 1
            else:
                letters, options = self.atom()
                least, most = self.count()
                if letters or options:
                    pieces.append(_Repeat(least, most, letters, options))
        self.depth -= 1
        return (*found, tuple(pieces))

    def atom(self) -> tuple[str, tuple[tuple[_Repeat, ...], ...]]:
        letter, looks = self.text[self.at], False
        self.at += 1
        if letter == "(":
            if self.text.startswith("?", self.at):
                found = _LOOK.match(self.text, self.at) or _GROUP.match(self.text, self.at)
                if found is None:
                    raise HardPatternError("this kind of group is not read")
                self.at = found.end()
                looks = found.re is _LOOK
            options = self.options()
            if not self.text.startswith(")", self.at):
                raise HardPatternError("a group does not end")
            self.at += 1
            self.looks = self.looks or looks
            return "", () if looks else options
        if letter == "[":
            return self.letters(), ()
        if letter == "\\":
            return self.escape(), ()
        if letter == ".":
            return _CLASSES["w"], ()
        if letter in "*+?{":
            raise HardPatternError("nothing stands before a repetition")
        return letter, ()

    def escape(self) -> str:
        if self.at >= len(self.text):
            raise HardPatternError("the pattern ends in a backslash")
        letter = self.text[self.at]
        self.at += 1
        if letter in _CLASSES:
            return _CLASSES[letter]
        if letter.lower() in _CLASSES:
            return "".join(each for each in _PRINTABLE if each not in _CLASSES[letter.lower()])
        if letter in _CONTROLS:
            return _CONTROLS[letter]
        if letter in "bB":
            return ""
        if letter in "ux":
            size = 4 if letter == "u" else 2
            digits = self.text[self.at : self.at + size]
            if len(digits) < size or not set(digits) <= _HEXADECIMAL:
                raise HardPatternError("an escape is not read")
            self.at += size
            return chr(int(digits, 16))
        if letter in "pP" and (named := _PROPERTY.match(self.text, self.at)):
            self.at = named.end()
            return self.named(named[1], inverse=letter == "P")
        if letter.isalnum():
            raise HardPatternError("an escape is not read")
        return letter

    def named(self, name: str, *, inverse: bool) -> str:
        """Give the printable characters of ASCII that a property of Unicode has."""
        known = _PROPERTIES.get(name.rpartition("=")[2].lower())
        if known is None:
            raise HardPatternError("this property of Unicode is not read")
        return "".join(each for each in _PRINTABLE if each not in known) if inverse else known

    def letters(self) -> str:
        inverse = self.text.startswith("^", self.at)
        self.at += inverse
        found: list[str] = []
        while not self.text.startswith("]", self.at):
            if self.at >= len(self.text):
                raise HardPatternError("a class does not end")
            low = self.one()
            if len(low) == 1 and self.text.startswith("-", self.at) and not self.text.startswith("-]", self.at):
                self.at += 1
                high = self.one()
                found.extend(map(chr, range(ord(low), min(ord(high[:1] or low), ord(low) + 255) + 1)))
            else:
                found.extend(low)
        self.at += 1
        letters = "".join(each for each in _PRINTABLE if each not in found) if inverse else "".join(found)
        if not letters:
            raise HardPatternError("a class holds nothing")
        return letters

    def one(self) -> str:
        letter = self.text[self.at : self.at + 1]
        self.at += 1
        return self.escape() if letter == "\\" else letter

    def count(self) -> tuple[int, int | None]:
        letter = self.text[self.at : self.at + 1]
        least, most, size = 1, 1, 0
        top: int | None = most
        if letter and letter in "*+?":
            least, top, size = int(letter == "+"), (1 if letter == "?" else None), 1
        elif found := _COUNT.match(self.text, self.at):
            least, size = int(found[1]), len(found[0])
            top = int(found[3]) if found[3] else (None if found[2] else least)
        self.at += size
        if size and self.text.startswith("?", self.at):
            self.at += 1
        return least, top


def matching(pattern: str, random: Random, *, least: int = 0) -> str:
    """Give a text that should match a pattern; the caller checks it.

    Args:
        pattern: the pattern; anchors are taken as given at both ends.
        random: chooses letters and alternatives.
        least: how long the text should at least be, where repetitions allow it.

    Returns:
        The text.

    Raises:
        HardPatternError: the pattern is not of the simple kind, or its texts are longer than 10,000 characters.
    """
    reader = _Reader(pattern)
    options = reader.options()
    if reader.at < len(pattern):
        raise HardPatternError("a group ends that did not start")
    if not reader.looks:
        return _long(options, random, least)
    for _ in range(_LOOKED):
        text = _long(options, random, least)
        if regex.compile_pattern(pattern).search(text):
            return text
    raise HardPatternError("nothing was found that look-around lets through")


def _long(options: tuple[tuple[_Repeat, ...], ...], random: Random, least: int) -> str:
    text = ""
    for extra in (0, 1, 4, least):
        out: list[str] = []
        _write(options, random, extra=extra, out=out)
        text = "".join(out)
        if len(text) >= least:
            break
    return text


def _write(options: tuple[tuple[_Repeat, ...], ...], random: Random, *, extra: int, out: list[str]) -> None:
    for piece in random.choice(options):
        times = piece.least + extra if piece.most is None else min(piece.most, piece.least + extra)
        for _ in range(times):
            if len(out) > _MAX_TEXT:
                raise HardPatternError("the text grows too long")
            if piece.letters:
                out.append(random.choice(piece.letters))
            else:
                _write(piece.options, random, extra=extra, out=out)
