"""What is loaded or compiled when it is first used, so that a program that does not use it starts sooner."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any, AnyStr, cast


def late_module(name: str) -> Any:
    """Give a stand-in for a module that takes long to load; for type checkers, import it under ``TYPE_CHECKING``.

    Args:
        name: its dotted name.

    Returns:
        What has the module's attributes, and loads it when the first is asked for.
    """
    return _Module(name)


def late_pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Give a stand-in for ``re.compile``: a pattern of the house's own that is compiled when it is first searched.

    Args:
        text: the pattern.
        flags: its flags.

    Returns:
        What has the methods of the pattern.
    """
    return cast("re.Pattern[AnyStr]", _Pattern(text, flags))


class _Module:
    """Holds the attributes that were asked for, as the module gave them."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        found = getattr(import_module(self._name), name)
        setattr(self, name, found)
        return found


class _Pattern:
    """Holds the methods that were asked for, as the compiled pattern gave them."""

    def __init__(self, text: Any, flags: int) -> None:
        self._made = text, flags

    def __getattr__(self, name: str) -> Any:
        made = self._made
        compiled = re.compile(*made) if isinstance(made, tuple) else made
        found = getattr(compiled, name)
        self.__dict__ |= {"_made": compiled, name: found}
        return found
