"""JavaScript text to words (ECMA-262, chapter 12), as far as plain data needs them; nothing is run."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum

from apiyard.core.errors import ApiyardError, InvalidInputError, TooLargeError
from apiyard.core.late import late_pattern
from apiyard.core.noun import dataclass

MAX_WORDS = 400_000
_BLANK = late_pattern(r"(?:\s|//[^\n]*|/\*[\s\S]*?\*/|\ufeff)+")
_NAME = late_pattern(r"[A-Za-z_$][\w$]*")
_NUMBER = late_pattern(r"0[xX][0-9a-fA-F]{1,15}|(?:\d{1,300}(?:\.\d{0,300})?|\.\d{1,300})(?:[eE][+-]?\d{1,5})?")
_STRING = late_pattern(r"""'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*\"""")
_REGEX = late_pattern(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_SIGN = late_pattern(r"\.\.\.|=>|[=!]==?|&&|\|\||\?\?|\?\.|[<>]=?|\S")
_ESCAPE = late_pattern(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))")
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}


class Kind(Enum):
    """What a word is."""

    NAME = "name"
    STRING = "string"
    TEMPLATE = "template"
    NUMBER = "number"
    REGEX = "regular expression"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True, slots=True)
class Word:
    """One word.

    Args:
        kind: what it is.
        text: what it says; of a string its value.
        at: its offset.
        first: whether it is the first of its line.
    """

    kind: Kind
    text: str
    at: int
    first: bool


Fail = Callable[[type[ApiyardError], str, int], ApiyardError]
"""Makes the error for an offset."""


def words(text: str, fail: Fail) -> list[Word]:
    """Cut a script into words.

    Args:
        text: the script.
        fail: makes the error for a place.

    Returns:
        Its words; the last is the end.

    Raises:
        InvalidInputError: a string or template is never closed.
        TooLargeError: there are too many words.
    """
    found: list[Word] = []
    at, line = 0, True
    if text.startswith("#!"):
        at = len(text) if (end := text.find("\n")) < 0 else end
    while at < len(text):
        blank = _BLANK.match(text, at)
        if blank:
            line = line or "\n" in blank[0]
            at = blank.end()
            continue
        kind, value, end = _next(text, at, found[-1] if found else None, fail=fail)
        found.append(Word(kind, value, at, line))
        at, line = end, False
        if len(found) > MAX_WORDS:
            raise fail(TooLargeError, f"the script has more than {MAX_WORDS} words", at)
    found.append(Word(Kind.END, "", len(text), first=True))
    return found


def _next(text: str, at: int, last: Word | None, *, fail: Fail) -> tuple[Kind, str, int]:
    sign = text[at]
    if sign in "'\"":
        string = _STRING.match(text, at)
        if not string:
            raise fail(InvalidInputError, "a string is never closed", at)
        return Kind.STRING, unescape(string[0][1:-1]), string.end()
    if sign == "`":
        return _template(text, at, fail)
    if name := _NAME.match(text, at):
        return Kind.NAME, name[0], name.end()
    if number := _NUMBER.match(text, at):
        return Kind.NUMBER, number[0], number.end()
    if sign == "/" and not _ends_value(last):
        regex = _REGEX.match(text, at)
        if regex:
            return Kind.REGEX, regex[0], regex.end()
    other = _SIGN.match(text, at)
    return Kind.SIGN, other[0] if other else sign, other.end() if other else at + 1


def _ends_value(last: Word | None) -> bool:
    """Say whether the last word ends a value, so that a slash divides."""
    if last is None:
        return False
    if last.kind is Kind.NAME:
        return last.text not in {"return", "typeof", "case", "in", "of", "void", "delete", "do", "else"}
    return last.kind in {Kind.STRING, Kind.TEMPLATE, Kind.NUMBER} or last.text in {")", "]", "}"}


def _template(text: str, at: int, fail: Fail) -> tuple[Kind, str, int]:
    """Read a template; one with values in it stays as it is written, behind a NUL."""
    end, depth, holds = at + 1, 0, False
    while end < len(text):
        sign = text[end]
        if sign == "\\":
            end += 1
        elif depth == 0 and sign == "`":
            inner = text[at + 1 : end]
            return Kind.TEMPLATE, f"\0{inner}" if holds else unescape(inner), end + 1
        elif depth == 0 and text.startswith("${", end):
            holds, depth = True, 1
            end += 1
        elif depth and sign in "{}":
            depth += 1 if sign == "{" else -1
        end += 1
    raise fail(InvalidInputError, "a template is never closed", at)


def unescape(text: str) -> str:
    """Give what a text between quotes means (ECMA-262, section 12.9.4)."""
    return _ESCAPE.sub(_plain, text) if "\\" in text else text


def _plain(found: re.Match[str]) -> str:
    number = found[1] or found[2] or found[3]
    if number:
        code = int(number, 16)
        return chr(code) if code < 0x110000 else "\ufffd"
    return _SIMPLE.get(found[4], found[4])
