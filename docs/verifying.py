# ruff: noqa: INP001 - a part of a program on its own, not a package
"""What the reference says about checks of services and about credentials of a verification."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from apiyard.verify.auth.credential import credentials
from apiyard.verify.auth.secret import Secret
from apiyard.verify.check import Check, NoOptions, checks
from apiyard.verify.planning.settings import Settings

_CHECKS = (
    "## Checks\n\nWhat a service owes its callers, and why a run may ask for it. A settings file turns a check off "
    "or gives it options, for some operations and with a reason.\n\n"
)
_CREDENTIALS = (
    "## Credentials\n\nWhat `auth` of a settings file knows, by the name of a security scheme. With `always: true` "
    "one is sent with every request.\n\n"
)
_WORDS: dict[Any, str] = {int: "whole number", float: "number", Secret: "secret", Any: "any value", str: "text"}
_LINK = re.compile(r"\[_?(\w+)\]\(#\w+\)")


def sections(table: Callable[[type[Any]], str]) -> str:
    """Give the sections of the page.

    Args:
        table: documents the fields of a dataclass.
    """
    parts = [_settings(table), _CHECKS]
    parts += [_check(each, table) for each in checks().values()]
    parts.append(_CREDENTIALS)
    for each in credentials().values():
        example = f"```yaml\nauth:\n  theScheme: {each.example}\n```\n\n"
        parts.append(f"### {each.id}\n\n{each.why}\n\n{example}{_tables(each.options, table)}\n")
    return "".join(parts)


def _settings(table: Callable[[type[Any]], str]) -> str:
    text = "## Settings file\n\n`apiyard verify --settings FILE`; hyphens and underscores are the same.\n\n"
    return f"{text}{_tables(get_type_hints(Settings)['file'], table)}\n"


def _tables(noun: type[Any], table: Callable[[type[Any]], str]) -> str:
    """Document a mapping, and each mapping in it by the name that it has there."""
    text = _LINK.sub("see below", table(noun))
    for name, hint in get_type_hints(noun).items():
        kinds = [each for each in (*reversed(get_args(hint)), hint) if each is not type(None)]
        word = next((_WORDS[each] for each in kinds if each in _WORDS), None)
        if word is not None:
            word += " by name" if get_origin(hint) is Mapping else ""
            row = f"| `{name.replace('_', '-')}` | "
            text = re.sub(f"{re.escape(row)}name( by name)? \\|", f"{row}{word} |", text)
        inner = next((each for each in (hint, *get_args(hint)) if is_dataclass(each)), None)
        if isinstance(inner, type):
            of = "" if inner is hint else "Each of "
            text += f"\n{of}`{name}`:\n\n{_tables(inner, table)}"
    return text


def _check(check: Check, table: Callable[[type[Any]], str]) -> str:
    text = f"### {check.id}\n\n{check.why}\n\n"
    text += "".join(f"- fine: {each.says}\n" for each in check.good)
    text += "".join(f"- found: {each.says}\n" for each in check.bad)
    text += "\n" if check.good or check.bad else ""
    return text if check.options is NoOptions else f"{text}{table(check.options)}\n"
