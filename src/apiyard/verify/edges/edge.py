"""A value at a boundary, and which boundary it is."""

from __future__ import annotations

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.spec.style import MISSING


@dataclass(frozen=True, slots=True)
class Edge:
    """A value at a boundary, meant for one place of a request.

    Args:
        words: which boundary, such as ``one more than the maximum 100``.
        value: the value; ``MISSING`` when the place is left out.
        good: whether it is meant to keep the contract; whether it does is for the judge to say.
        firm: whether the contract names this very boundary, so that a service which takes the same request with
            another value there has no reason of its own to refuse this one.
    """

    words: str
    value: Json = MISSING
    good: bool = False
    firm: bool = False


def good(words: str, value: Json, *, firm: bool = False) -> Edge:
    """Give an edge that is meant to keep the contract."""
    return Edge(words, value, good=True, firm=firm)


def bad(words: str, value: Json) -> Edge:
    """Give an edge that is meant to break the contract."""
    return Edge(words, value)
