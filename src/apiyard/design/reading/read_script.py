"""The plain data of a ruleset in JavaScript, read without running it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from pathlib import Path
from typing import Any

from apiyard.core.errors import ApiyardError, InvalidInputError
from apiyard.core.finding import Location
from apiyard.design.reading.script_statement import ScriptReader
from apiyard.design.reading.script_value import UNDEFINED, Load
from apiyard.design.reading.script_words import words
from apiyard.design.reading.written import Code, Named
from apiyard.spec import pointer as pointers
from apiyard.spec.parse import parse
from apiyard.spec.source import Source, is_remote, resolve

_MAX_SCRIPTS = 300


class Script:
    """A script that exports plain data; it knows the places of its values.

    Args:
        uri: its name.
        text: the script.
        load: gives what other files export.
    """

    def __init__(self, uri: str, text: str, load: Load) -> None:
        """Read it.

        Raises:
            InvalidInputError: what it exports is no plain data; names line and column.
            TooLargeError: it is too long or nests too deeply.
        """
        self.uri = uri
        self._text = text
        self._ends = [found.start() for found in re.finditer("\n", text)]
        reader = ScriptReader(words(text, self._fail), self.place, self._fail, find=self._find, load=load)
        self.value: Any = reader.exported()
        self.names = reader.names
        self._offsets = reader.offsets
        self._start = reader.start

    def _find(self, module: str) -> str:
        found = resolve(self.uri, module)
        return found if is_remote(found) else str(Path(found).absolute())

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


def read_script(source: Source, beside: Callable[[str], Source | None]) -> Script:
    """Read the plain data that a script exports.

    Args:
        source: the script: imports, constants, and ``export default`` or ``module.exports =`` with data.
        beside: reads another script by its whole path; None when there is none.

    Returns:
        Its data; what it imports from packages stands in it by name, and code as a word for it. What a file beside it
        exports stands in it where that is plain data.

    Raises:
        InvalidInputError: what it exports is no plain data; names line and column.
        TooLargeError: it is too long or nests too deeply.
    """
    script = _Scripts(beside).read(source)
    if script.value is UNDEFINED:
        if not script.names:
            raise InvalidInputError("the script exports no ruleset", where=script.place(0))
        script.value = script.names
    if isinstance(script.value, Named):
        script.value = {"extends": script.value, "rules": {}}
    if isinstance(script.value, Code):
        raise InvalidInputError("what the script exports is no plain data", where=script.value.where)
    return script


class _Scripts:
    """The scripts that one script takes its data from, each read once."""

    def __init__(self, beside: Callable[[str], Source | None]) -> None:
        self.beside = beside
        self.known: dict[str, tuple[Any, dict[str, Any]] | None] = {}

    def read(self, source: Source) -> Script:
        try:
            text = source.data.decode("utf-8")
        except UnicodeDecodeError:
            raise InvalidInputError("the script is not UTF-8", where=source.uri, hint="save it as UTF-8") from None
        return Script(source.uri, text, self.load)

    def load(self, name: str) -> tuple[Any, dict[str, Any]] | None:
        """Give what a file exports; nothing while it is being read, and when it cannot be read."""
        if name not in self.known and len(self.known) < _MAX_SCRIPTS:
            self.known[name] = None
            try:
                source = self.beside(name)
                if source is not None and source.uri.endswith(".json"):
                    self.known[name] = parse(source).value, {}
                elif source is not None:
                    script = self.read(source)
                    self.known[name] = script.value, script.names
            except InvalidInputError:
                return None  # it holds code: who names it is told so by its name
        return self.known.get(name)
