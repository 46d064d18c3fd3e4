"""The texts in which a pattern is found, as a language."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from apiyard.core.errors import InvalidInputError, TooLargeError
from apiyard.core.noun import dataclass
from apiyard.design.languages.alphabet import nodes
from apiyard.design.languages.language import Language
from apiyard.design.languages.refused import NotRegularError, TooManyStatesError
from apiyard.design.languages.split import told
from apiyard.spec.regex_read import read_pattern
from apiyard.spec.regex_tree import Letters, Tree

# What is no escape of ECMAScript is an edge or a set in one engine and a letter in the next.
_FOREIGN: Final = re.compile(r"(?<!\\)(?:\\\\)*\\(?:[ACE-RT-VX-Zaceg-jlmo-qyz<>]|[xu]\{)|[\U00010000-\U0010ffff]")


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
    try:
        found = _told(pattern)
    except RecursionError:
        raise TooManyStatesError("a pattern nests too deep for the place it is asked about", piece=pattern) from None
    if isinstance(found, Language):
        return found
    raise found.kind(found.what, where=found.where, piece=pattern)


@dataclass(frozen=True, slots=True)
class _Refused:
    """Why a pattern has no language: it is kept as well, for it may have cost as much as one."""

    kind: type[NotRegularError | TooManyStatesError]
    what: str
    where: str


@lru_cache(maxsize=2_000)
def _told(pattern: str) -> Language | _Refused:
    try:
        return told(_read(pattern).root, pattern)
    except (NotRegularError, TooManyStatesError) as error:
        return _Refused(type(error), error.what, error.where)


def _read(pattern: str) -> Tree:
    try:
        if pattern.startswith("(?i)"):
            return _without_case(pattern)
        try:
            return read_pattern(pattern, "u")
        except TooLargeError:
            raise
        except InvalidInputError:
            if _FOREIGN.search(pattern):
                raise
        return read_pattern(pattern, "")
    except TooLargeError as error:
        raise TooManyStatesError(error.what, piece=pattern) from None
    except InvalidInputError as error:
        raise NotRegularError(error.what, where=error.where, piece=pattern) from None


def _without_case(pattern: str) -> Tree:
    """Read a pattern that begins with the sign of other engines for "upper and lower case are the same"."""
    tree = read_pattern(pattern.removeprefix("(?i)"), "iu")
    if any(isinstance(node, Letters) and node.properties for node in nodes(tree.root)):
        raise NotRegularError("a property of characters is asked for without regard to case", piece=pattern)
    return tree
