"""Reads options that several rules of Redocly CLI share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.design.read_options import check_members, is_text

_EXACT = re.compile(r"(\d)\d\d")


def is_names(value: Any) -> bool:
    """Say whether a value is a list of texts."""
    return isinstance(value, list | tuple) and all(map(is_text, value))


def read_statuses(rule: str, options: Mapping[str, Json] | None) -> Mapping[str, tuple[str, ...]]:
    """Read the option ``names``: lists of names by status.

    Args:
        rule: the rule's name.
        options: the options as written.

    Returns:
        The names by status, such as ``200`` and ``2xx``.

    Raises:
        InvalidInputError: an option is wrong.
    """
    found = check_members(rule, options or {}, {"names": (_is_object, "an object of lists of names by status")})
    members = {str(status): (is_names, "a list of names") for status in found.get("names", {})}
    names = {str(status): each for status, each in found.get("names", {}).items()}
    return {status: tuple(each) for status, each in check_members(rule, names, members, where="/names").items()}


def of_status(names: Mapping[str, tuple[str, ...]], status: str) -> tuple[str, ...]:
    """Give what is asked of a status: of itself, else of its hundred.

    Args:
        names: the names by status.
        status: such as ``200``.
    """
    hundred = _EXACT.sub(r"\1XX", status) if _EXACT.fullmatch(status) else status
    return names.get(status) or names.get(hundred) or names.get(hundred.lower()) or ()


def _is_object(value: Any) -> bool:
    return isinstance(value, Mapping)
