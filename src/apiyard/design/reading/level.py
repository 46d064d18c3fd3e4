"""Severities as rulesets write them, names and numbers, to levels and back."""

from __future__ import annotations

from apiyard.core.errors import nearest
from apiyard.core.finding import Severity
from apiyard.design.reading.definition import OFF
from apiyard.design.reading.written import Part

_NAMES = {"error": 0, "warn": 1, "info": 2, "hint": 3, "off": OFF}
_SEVERITIES = (Severity.ERROR, Severity.WARN, Severity.INFO, Severity.HINT)
DEFAULT = 1
"""The level of a rule that names none."""


def read_level(part: Part) -> int:
    """Give the level that a severity means.

    Args:
        part: a name (``error``, ``warn``, ``info``, ``hint``, ``off``) or a number from -1 to 3, with its place.

    Raises:
        InvalidInputError: it is none of these.
    """
    value = part.value
    if isinstance(value, str) and value in _NAMES:
        return _NAMES[value]
    if isinstance(value, int) and not isinstance(value, bool) and OFF <= value <= len(_SEVERITIES) - 1:
        return value
    hint = nearest(value, _NAMES) if isinstance(value, str) else "known: error, warn, info, hint, off, -1 to 3"
    raise part.wrong("this is no severity", hint)


def severity_of(level: int) -> Severity | None:
    """Give the severity of a level; None for off."""
    return None if level == OFF else _SEVERITIES[level]


def level_of(severity: Severity | None) -> int:
    """Give the level of a severity; None means off."""
    return OFF if severity is None else _SEVERITIES.index(severity)
