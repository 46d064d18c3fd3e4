"""What is wrong in the text of a document that can be read all the same."""

from __future__ import annotations

from apiyard.core.noun import dataclass

DUPLICATE_KEY = "a key occurs twice in one object"
KEY_NO_TEXT = "a key must be a string"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong.

    Args:
        what: one sentence, `DUPLICATE_KEY` or one that starts with `KEY_NO_TEXT`.
        pointer: RFC 6901 pointer of the member.
        line: line of the key, from 1.
        column: column of the key, from 1.
        piece: the key.
        hint: what to do.
    """

    what: str
    pointer: str
    line: int
    column: int
    piece: str
    hint: str
