"""The plain data of a ruleset in JavaScript, read without running it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Any

from apiyard.core.errors import ApiyardError, InvalidInputError
from apiyard.core.finding import Location
from apiyard.design.reading.script_value import ScriptReader
from apiyard.design.reading.script_words import words
from apiyard.spec import pointer as pointers
from apiyard.spec.source import Source

SCRIPTS = (".js", ".mjs", ".cjs")
"""How the names of scripts end."""


class Script:
    """A script that exports plain data; it knows the places of its values.

    Args:
        uri: its name.
        text: the script.
    """

    def __init__(self, uri: str, text: str) -> None:
        """Read it.

        Raises:
            InvalidInputError: what it exports is no plain data; names line and column.
            TooLargeError: it is too long or nests too deeply.
        """
        self.uri = uri
        self._text = text
        self._ends = [found.start() for found in re.finditer("\n", text)]
        reader = ScriptReader(words(text, self._fail), self.place, self._fail)
        self.value: Any = reader.exported()
        self._offsets = reader.offsets
        self._start = reader.start

    def place(self, at: int) -> str:
        """Give an offset as ``file:line:column``."""
        line, column = self._line(at)
        return f"{self.uri}:{line}:{column}"

    def locate(self, pointer: str) -> Location:
        """Give the place of a value, or of the nearest one around it that stands in the text."""
        at, value = self._start, self.value
        for token in pointers.split(pointer):
            key: Any = int(token) if isinstance(value, list) and token.isdecimal() else token
            inside = self._offsets.get(id(value), {})
            if key not in inside:
                break
            at, value = inside[key], value[key]
        return Location(self.uri, pointer, *self._line(at))

    def _line(self, at: int) -> tuple[int, int]:
        line = bisect_left(self._ends, at)
        return line + 1, at - (self._ends[line - 1] if line else -1)

    def _fail(self, kind: type[ApiyardError], what: str, at: int) -> ApiyardError:
        line = self._text[at:].partition("\n")[0]
        hint = "only plain data is read, nothing is run: write it out here, or as YAML"
        return kind(what, where=self.place(at), piece=line[:80], hint=hint)


def read_script(source: Source) -> Script:
    """Read the plain data that a script exports.

    Args:
        source: the script: imports, constants, and ``export default`` or ``module.exports =`` with data.

    Returns:
        Its data; what it imports stands in it by name, and code as a word for it.

    Raises:
        InvalidInputError: what it exports is no plain data; names line and column.
        TooLargeError: it is too long or nests too deeply.
    """
    try:
        text = source.data.decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidInputError("the script is not UTF-8", where=source.uri, hint="save it as UTF-8") from None
    return Script(source.uri, text)
