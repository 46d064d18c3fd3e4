"""The values in a script: plain data, names of other files, and words for code."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from apiyard.core.errors import InvalidInputError, TooLargeError
from apiyard.core.late import late_pattern
from apiyard.design.reading.script_words import Fail, Kind, Word, unescape
from apiyard.design.reading.written import Code, Named

_MAX_DEPTH = 100
_MAX_VALUES = 300_000
_LITERALS: dict[str, Any] = {"true": True, "false": False, "null": None}
_NAMED = {"extends", "function", "formats"}
"""Members in which the names of other files are wanted, not what these export."""
UNDEFINED = object()
"""Stands for a value that is not there."""
Load = Callable[[str], "tuple[Any, dict[str, Any]] | None"]
_LEVELS = {"Error": 0, "Warning": 1, "Information": 2, "Hint": 3}
_OPEN, _CLOSE = {"{", "[", "("}, {"}", "]", ")"}
_STARTS = {"import", "export", "const", "let", "var", "function", "class", "module", "exports", "async", "Object"}
_INSIDE = late_pattern(
    r"(?<!\\)(?P<slashes>(?:\\\\)*)\$\{(?:\s*(?P<name>[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*)\s*\})?"
)
"""A value in a template, with its name where it is a name."""
_ENDS = {",", ";", "}", "]", ")"}


class ScriptValues:
    """Reads values from words, from left to right.

    Args:
        words: the words; the last is the end.
        place: makes ``file:line:column`` of an offset.
        fail: makes the error for an offset.
        find: gives the whole path or address of a module that is named relative to the script.
        load: gives what another file exports, by its path: the default and the names; None for nothing.
    """

    def __init__(
        self, words: list[Word], place: Callable[[int], str], fail: Fail, *, find: Callable[[str], str], load: Load
    ) -> None:
        """Start at the first word."""
        self.words = words
        self.at = 0
        self.place = place
        self.fail = fail
        self.known: dict[str, Any] = {}
        self.offsets: dict[int, dict[str | int, int]] = {}
        self.sizes: dict[int, int] = {}
        self.start = 0
        self.depth = 0
        self.count = 0
        self.find = find
        self.load = load
        self.keep = False
        self.result: Any = UNDEFINED
        self.names: dict[str, Any] = {}

    def plain(self, value: Any) -> Any:
        """Give what another file exports in the place of its name, where that is plain data."""
        if not isinstance(value, Named) or self.keep:
            return value
        found = self.load(value.module) if "/" in value.module and not value.module.startswith("@") else None
        if found is None:
            return value
        default, names = found
        whole = names if default is UNDEFINED or (value.name == "*" and names) else default
        told = whole if value.name in {"default", "*"} else names.get(value.name, UNDEFINED)
        if told is UNDEFINED and isinstance(whole, dict):
            told = whole.get(value.name, UNDEFINED)
        return value if told is UNDEFINED or isinstance(told, Code | Named) else told

    @property
    def word(self) -> Word:
        """The word that comes next."""
        return self.words[self.at]

    def next(self, text: str) -> bool:
        """Step over a word if it says this."""
        if self.word.text == text and self.word.kind in {Kind.SIGN, Kind.NAME}:
            self.at += 1
            return True
        return False

    def need(self, text: str) -> None:
        """Step over a word that must say this."""
        if not self.next(text):
            raise self.wrong(f"{text!r} is missing here")

    def name(self) -> str:
        """Step over a name."""
        if self.word.kind is not Kind.NAME:
            raise self.wrong("a name is missing here")
        self.at += 1
        return self.words[self.at - 1].text

    def wrong(self, what: str, word: Word | None = None) -> InvalidInputError:
        """Make the error for a word, the next one if none is given."""
        error = self.fail(InvalidInputError, what, (word or self.word).at)
        return error if isinstance(error, InvalidInputError) else InvalidInputError(what)

    def string(self) -> str:
        """Step over a string."""
        if self.word.kind is not Kind.STRING:
            raise self.wrong("a string is missing here")
        self.at += 1
        return self.words[self.at - 1].text

    def part(self, value: Any, name: str, word: Word) -> Any:
        """Give a member of a value."""
        where = self.place(word.at)
        value = self.plain(value)
        if isinstance(value, Named):
            if value.name == "DiagnosticSeverity" and name in _LEVELS:
                return _LEVELS[name]
            if value.name in {"*", "default"}:
                return value if name == "default" else Named(value.module, name, where)
        if isinstance(value, dict) and name in value:
            return value[name]
        return Code(f"an expression with .{name}", where)

    def value(self) -> Any:
        """Read a value; what is no plain data becomes a word for it."""
        self.depth += 1
        self.count += 1
        if self.depth > _MAX_DEPTH or self.count > _MAX_VALUES:
            raise self.fail(TooLargeError, "the script nests too deeply or holds too many values", self.word.at)
        start = self.at
        value = self.primary()
        while self.word.text == "+" and isinstance(value, str):
            self.at += 1
            more = self.primary()
            value = value + more if isinstance(more, str) and len(value) < _MAX_VALUES else Code("an expression", "")
        if self.word.kind is not Kind.END and self.word.text not in _ENDS and not self.word.first:
            self.skip()
            value = Code("an expression", "")
        if isinstance(value, Code) and not value.where:
            value = Code(value.what, self.place(self.words[start].at))
        self.depth -= 1
        return value

    def primary(self) -> Any:
        """Read a value without operators around it."""
        word = self.word
        if word.kind in {Kind.STRING, Kind.TEMPLATE, Kind.NUMBER, Kind.REGEX}:
            self.at += 1
            return self.template(word) if word.text.startswith("\0") else _plain(word)
        if self.next("{"):
            return self.object()
        if self.next("["):
            return self.array()
        if self.next("-") and self.word.kind is Kind.NUMBER:
            self.at += 1
            return -_plain(self.words[self.at - 1])
        if word.kind is Kind.NAME and word.text not in {"function", "class", "async", "new", "void", "typeof", "await"}:
            self.at += 1
            return self.reference(word)
        return self.code()

    def template(self, word: Word) -> Any:
        """Put constants into a template; one with other expressions is no plain data."""
        told, at, inner = "", 0, word.text[1:]
        for found in _INSIDE.finditer(inner):
            name, *members = (found["name"] or "").split(".")
            value = self.known.get(name)
            for member in members:
                value = self.part(value, member, word)
            value = self.plain(value)
            if not isinstance(value, str | int) or isinstance(value, bool) or len(told) > _MAX_VALUES:
                return Code("a template with expressions in it", "")
            told += f"{unescape(inner[at : found.end('slashes')])}{value}"
            at = found.end()
        return told + unescape(inner[at:])

    def code(self) -> Any:
        """Step over something that is no plain data."""
        word = self.word
        what = "a function" if word.text in {"function", "async", "("} else "an expression"
        if self.next("void") and self.word.text == "0":
            self.at += 1
            return UNDEFINED
        self.skip()
        return Code(what, self.place(word.at))

    def reference(self, word: Word) -> Any:
        """Read a literal word, a known name, a module that is required, and members of these."""
        if word.text in _LITERALS:
            return _LITERALS[word.text]
        if word.text == "undefined":
            return UNDEFINED
        if word.text == "require" and self.next("("):
            value: Any = Named(self.module(), "default", self.place(word.at))
            self.need(")")
        else:
            value = self.known.get(word.text, Code(f"the name {word.text}, which has no plain value", ""))
            if isinstance(value, Named):
                value = Named(value.module, value.name, self.place(word.at))
        while self.next("."):
            value = self.part(value, self.name(), self.words[self.at - 1])
        if self.word.text in {"(", "=>", "[", "`"} and not self.word.first:
            self.skip()
            return Code(f"a call of {word.text}" if word.text else "a call", self.place(word.at))
        return self.plain(value)

    def module(self) -> str:
        """Read the name of a module; one that is relative to the script becomes a whole path."""
        text = self.string()
        return self.find(text) if text.startswith(".") else text

    def object(self) -> dict[str, Any]:
        """Read an object behind its brace."""
        found: dict[str, Any] = {}
        offsets: dict[str | int, int] = {}
        while not self.next("}"):
            word = self.word
            if self.next("..."):
                more = self.spread()
                if not isinstance(more, dict):
                    raise self.wrong("what is spread here is no plain object", word)
                found.update(more)
                offsets.update(dict.fromkeys(more, word.at))
            else:
                key = self.key()
                value = self.member(key, word)
                offsets[key] = word.at
                if value is not UNDEFINED:
                    found[key] = value
            if self.word.text != "}":
                self.need(",")
        self.offsets[id(found)] = offsets
        self.measure(found, found.values())
        return found

    def measure(self, whole: Any, parts: Iterable[Any]) -> None:
        """Note how many values a list or object holds with all that is inside: constants may stand in it many times."""
        size = 1 + sum(self.sizes.get(id(each), 1) for each in parts)
        if size > _MAX_VALUES:
            raise self.fail(TooLargeError, "the script holds too many values", self.word.at)
        self.sizes[id(whole)] = size

    def spread(self) -> Any:
        """Read a value whose members are wanted."""
        before, self.keep = self.keep, False
        value = self.value()
        self.keep = before
        return value

    def key(self) -> str:
        """Read the key of a member."""
        word = self.word
        self.at += 1
        if word.kind in {Kind.NAME, Kind.STRING} or (word.kind is Kind.NUMBER and word.text.isdecimal()):
            return word.text
        raise self.wrong("a key must be a name or a string", word)

    def member(self, key: str, word: Word) -> Any:
        """Read the value of a member; a key alone means the constant of that name, a method is code."""
        if self.next(":"):
            before, self.keep = self.keep, key in _NAMED
            value = self.value()
            self.keep = before
            return value
        if self.word.text in {",", "}"} and word.kind is Kind.NAME:
            return self.reference(word)
        while self.word.text not in {",", "}"} and self.word.kind is not Kind.END:
            self.step()
        return Code(f"the method {key}", self.place(word.at))

    def array(self) -> list[Any]:
        """Read a list behind its bracket."""
        found: list[Any] = []
        offsets: dict[str | int, int] = {}
        while not self.next("]"):
            word = self.word
            if self.next("..."):
                more = self.spread()
                if not isinstance(more, list):
                    raise self.wrong("what is spread here is no plain list", word)
                if len(found) + len(more) > _MAX_VALUES:
                    raise self.fail(TooLargeError, "the script holds too many values", word.at)
                offsets.update({len(found) + at: word.at for at in range(len(more))})
                found += more
            else:
                offsets[len(found)] = word.at
                value = self.value()
                found.append(None if value is UNDEFINED else value)
            if self.word.text != "]":
                self.need(",")
        self.offsets[id(found)] = offsets
        self.measure(found, found)
        return found

    def step(self) -> None:
        """Step over one word, or over all that a bracket holds."""
        depth = 0
        while self.word.kind is not Kind.END:
            if self.word.kind is Kind.SIGN:
                depth += (self.word.text in _OPEN) - (self.word.text in _CLOSE)
            self.at += 1
            if depth <= 0:
                return
        raise self.wrong("a bracket is never closed")

    def skip(self) -> None:
        """Step over an expression."""
        while self.word.kind is not Kind.END:
            if self.word.kind is Kind.SIGN and self.word.text in _ENDS:
                return
            self.step()
            if self.word.first and self.word.text in _STARTS:
                return


def _plain(word: Word) -> Any:
    if word.kind is Kind.REGEX:
        return Code("a regular expression", "")
    if word.kind in {Kind.TEMPLATE, Kind.STRING}:
        return word.text
    text = word.text.lower()
    if text.startswith("0x"):
        return int(text, 16)
    return int(text) if text.isdecimal() else float(text)
