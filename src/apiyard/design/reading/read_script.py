"""The plain data of a ruleset in JavaScript, read without running it."""

from __future__ import annotations

from apiyard.core.errors import InvalidInputError
from apiyard.design.reading.written import Located
from apiyard.spec.source import Source

SCRIPTS = (".js", ".mjs", ".cjs")
"""How the names of scripts end."""


def read_script(source: Source) -> Located:
    """Read it."""
    raise InvalidInputError("rulesets in JavaScript cannot be read", where=source.uri)
