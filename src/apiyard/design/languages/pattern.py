"""The texts in which a pattern is found, as a language."""

from __future__ import annotations

from functools import lru_cache

from apiyard.core.errors import InvalidInputError, TooLargeError
from apiyard.design.languages.build import build
from apiyard.design.languages.language import Language, Piece
from apiyard.design.languages.refused import NotRegularError, TooManyStatesError
from apiyard.spec.regex_read import read_pattern
from apiyard.spec.regex_tree import Tree


@lru_cache(maxsize=2_000)
def language(pattern: str) -> Language:
    r"""Give the texts in which a pattern is found, as ``pattern`` of JSON Schema means it.

    The pattern is one of ECMAScript with the flag ``u``, or where it is none of these (``\-`` outside a class), one
    without it whose characters are still code points. It is searched anywhere in the text.

    Args:
        pattern: as written in a schema.

    Returns:
        The language; the last 2,000 are kept.

    Raises:
        NotRegularError: it is no pattern, refers back to a group, or looks around inside a look back.
        TooManyStatesError: it needs too many states.
    """
    tree = _read(pattern)
    return Language((Piece(0, None, build(tree.root, pattern)),))


def _read(pattern: str) -> Tree:
    try:
        try:
            return read_pattern(pattern, "u")
        except TooLargeError:
            raise
        except InvalidInputError:
            if any(letter > "\uffff" for letter in pattern):
                raise
        return read_pattern(pattern, "")
    except TooLargeError as error:
        raise TooManyStatesError(error.what, piece=pattern) from None
    except InvalidInputError as error:
        raise NotRegularError(error.what, where=error.where, piece=pattern) from None
