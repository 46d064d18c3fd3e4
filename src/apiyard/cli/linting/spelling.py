"""Understand options as the field's tools spell them."""

from __future__ import annotations

import re

from apiyard.core.late import late_pattern

ENCODINGS = {
    "utf8": "utf-8",
    "utf-8": "utf-8",
    "ascii": "ascii",
    "utf16le": "utf-16-le",
    "ucs2": "utf-16-le",
    "ucs-2": "utf-16-le",
    "latin1": "latin-1",
}
"""Encodings by the names that the field's tools give them."""
_SHORT = late_pattern(r"-([rfoFe])=(.*)", re.DOTALL)
_SPELLED = late_pattern(r"--output\.([a-z][a-z-]*)(?:=(.*))?", re.DOTALL)


def spelled(arguments: list[str]) -> list[str]:
    """Understand ``--output.FORMAT FILE`` and ``-f=FORMAT`` of the field's tools.

    Args:
        arguments: as typed.

    Returns:
        The same with ``--output FORMAT=FILE`` and ``-f FORMAT``.
    """
    made: list[str] = []
    waiting = ""
    for each in arguments:
        found = _SPELLED.fullmatch(each)
        if waiting:
            made += ["--output", f"{waiting}={each}"]
            waiting = ""
        elif found is None:
            short = _SHORT.fullmatch(each)
            made += [f"-{short[1]}", short[2]] if short else [each]
        elif found[2] is None:
            waiting = found[1]
        else:
            made += ["--output", f"{found[1]}={found[2]}"]
    return [*made, f"--output.{waiting}"] if waiting else made
