"""Reads the options of a rule's function, as the field's linter checks them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from apiyard.core.errors import InvalidInputError, nearest
from apiyard.core.json import Json

Test = Callable[[Any], bool]


def is_text(value: Any) -> bool:
    """Say whether a value is a text."""
    return isinstance(value, str)


def is_flag(value: Any) -> bool:
    """Say whether a value is true or false."""
    return isinstance(value, bool)


def is_number(value: Any) -> bool:
    """Say whether a value is a finite number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def is_scalar(value: Any) -> bool:
    """Say whether a value is a text, a finite number, a boolean or null."""
    return value is None or isinstance(value, str | bool) or is_number(value)


def is_anything(value: Any) -> bool:
    """Take every value."""
    return True


def no_options(function: str) -> Callable[[Mapping[str, Json] | None], None]:
    """Give what reads the options of a function that takes none.

    Args:
        function: its name in rulesets.
    """

    def read(options: Mapping[str, Json] | None) -> None:
        if options is not None:
            raise InvalidInputError(
                f'"{function}" takes no options', piece=str(options), hint="leave functionOptions out"
            )

    return read


def check_members(
    function: str, options: Any, members: Mapping[str, tuple[Test, str]], *, needed: str = "", where: str = ""
) -> dict[str, Any]:
    """Check an object of options.

    Args:
        function: the function's name in rulesets.
        options: the options as written.
        members: by name of an option: the test of its value, and what is allowed there in words.
        needed: an option that must be there.
        where: the pointer of the object below the options.

    Returns:
        The options.

    Raises:
        InvalidInputError: it is no object, an option is not known or has a wrong value; names what is allowed and, for
            an unknown option, the nearest known one.
    """
    known = ", ".join(members)
    if not isinstance(options, Mapping):
        raise InvalidInputError(f'"{function}" takes an object of options', where=where, hint=f"options: {known}")
    for name, value in options.items():
        if name not in members:
            hint = nearest(str(name), members)
            raise InvalidInputError(f'"{function}" has no option "{name}"', where=f"{where}/{name}", hint=hint)
        test, allowed = members[name]
        if not test(value):
            what = f'the option "{name}" of "{function}" is {allowed}'
            raise InvalidInputError(what, where=f"{where}/{name}", piece=str(value), hint=f"write {allowed}")
    if needed and needed not in options:
        hint = f'"{needed}" is {members[needed][1]}'
        raise InvalidInputError(f'"{function}" needs the option "{needed}"', where=where, hint=hint)
    return dict(options)


def read_names(function: str) -> Callable[[Mapping[str, Json] | None], tuple[str, ...]]:
    """Give what reads the one option ``properties``, a list of at least two names.

    Args:
        function: the function's name in rulesets.
    """

    def test(value: Any) -> bool:
        return isinstance(value, list | tuple) and len(value) >= 2 and all(map(is_text, value))

    def read(options: Mapping[str, Json] | None) -> tuple[str, ...]:
        found = check_members(
            function, options, {"properties": (test, "a list of at least two names")}, needed="properties"
        )
        return tuple(found["properties"])

    return read
