"""The check of an expression where it is written."""

from __future__ import annotations

from apiyard.core.errors import InvalidInputError
from apiyard.design.jsonpath.parse import parse_path
from apiyard.design.reading.alias import alias_name


def check_expression(text: str, where: str) -> None:
    """Check that an expression can be read.

    Args:
        text: the expression; it starts with ``$``, or with ``#`` and the name of an alias.
        where: its place.

    Raises:
        InvalidInputError: it cannot be read; names the place.
    """
    try:
        name = alias_name(text)
        parse_path(text if name is None else f"${text[len(name) + 1 :]}")
    except InvalidInputError as error:
        error.where = where
        raise
