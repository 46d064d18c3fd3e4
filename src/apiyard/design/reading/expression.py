"""The check of an expression where it is written."""

from __future__ import annotations

from apiyard.core.errors import InvalidInputError
from apiyard.design.jsonpath.parse import parse_path
from apiyard.design.reading.alias import alias_name
from apiyard.design.reading.written import Part


def check_expression(part: Part) -> None:
    """Check that an expression can be read.

    Args:
        part: the expression; it starts with ``$``, or with ``#`` and the name of an alias.

    Raises:
        InvalidInputError: it cannot be read; names the place.
    """
    text = part.value
    try:
        name = alias_name(text)
        parse_path(text if name is None else f"${text[len(name) + 1 :]}")
    except InvalidInputError as error:
        error.where = part.where
        raise
