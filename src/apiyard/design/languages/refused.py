"""What keeps a set of texts from being told."""

from __future__ import annotations

from apiyard.core.errors import InvalidInputError, TooLargeError


class NotRegularError(InvalidInputError):
    """A pattern is none of ECMAScript, or its texts are no regular language (it refers back to a group)."""

    code = "not-regular"


class TooManyStatesError(TooLargeError):
    """A set of texts needs more states or longer members than are made; the same sets will need as many again."""

    code = "too-many-states"
