"""What is wrong with an exchange."""

from __future__ import annotations

from typing import Literal

from apiyard.core.noun import dataclass

Where = Literal["path", "query", "header", "cookie", "body", "status", "media-type", "security"]
Direction = Literal["request", "response"]


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing in which an exchange does not keep to its contract.

    Args:
        place: which part of the exchange is wrong.
        pointer: RFC 6901 pointer into that part: into the body, or to the parameter by its name.
        message: one sentence: what is wrong.
        schema_pointer: where in the bundled contract the broken promise stands.
    """

    place: Where
    pointer: str
    message: str
    schema_pointer: str = ""
