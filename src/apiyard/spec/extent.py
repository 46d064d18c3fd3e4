"""Where a value stands in the text of a document, from the first character of its key to its last."""

from __future__ import annotations

from typing import NamedTuple

Place = tuple[int, int]


class Extent(NamedTuple):
    """The places around one value; lines and columns from 1, columns count characters, ends are one past the last.

    A tuple, since a document has as many as it has values.

    Args:
        key: where the key of a member starts; where the value does, for anything else.
        key_end: where the key ends; ``key`` when there is none.
        start: where the value starts.
        end: where the value ends, its closing bracket included.
        last: where the last scalar (or empty collection) of the value ends, closing brackets and spaces left out.
    """

    key: Place
    key_end: Place
    start: Place
    end: Place
    last: Place


NOWHERE = Extent((1, 1), (1, 1), (1, 1), (1, 1), (1, 1))
"""The extent in a document that holds nothing."""
