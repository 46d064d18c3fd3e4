"""The check of an expression where it is written."""

from __future__ import annotations


def check_expression(text: str, where: str) -> None:
    """Check that an expression can be read.

    Args:
        text: the expression; it starts with ``$``, or with ``#`` and the name of an alias.
        where: its place.

    Raises:
        InvalidInputError: it cannot be read; names the place.
    """
    del text, where
