"""The error of a text that has not the form that a contract asks for."""

from __future__ import annotations


class UnreadableError(ValueError):
    """The text of a parameter or body does not have the form that its style or media type asks for."""
