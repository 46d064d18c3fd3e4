"""Splits the path of an operation into what it is made of."""

from __future__ import annotations

import re

from apiyard.core.noun import dataclass

_VARIABLE = re.compile(r"\{([^{}/]*)\}")


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of a path.

    Args:
        text: as written, without a custom verb.
        variable: the name in braces, where the segment is one variable and nothing else.
        literal: whether it has no variable.
    """

    text: str
    variable: str
    literal: bool


@dataclass(frozen=True, slots=True)
class Address:
    """A path.

    Args:
        text: as written.
        segments: what stands between its slashes; empty ones are left out.
        verb: what stands behind a colon at its end.
    """

    text: str
    segments: tuple[Segment, ...]
    verb: str

    @property
    def item(self) -> bool:
        """Whether it ends with a variable, as the path of one resource does."""
        return bool(self.segments) and not self.segments[-1].literal and not self.verb

    @property
    def levels(self) -> int:
        """How many names stand behind a variable: the levels of resources inside of others."""
        first = next((index for index, each in enumerate(self.segments) if not each.literal), len(self.segments))
        return sum(each.literal for each in self.segments[first:])


def read_address(text: str) -> Address:
    """Split a path.

    Args:
        text: the path as written, such as ``/pets/{pet_id}:adopt``; a query or fragment behind it is left out.
    """
    plain = re.split(r"[?#]", text, maxsplit=1)[0]
    head, _, tail = plain.rpartition("/")
    last, colon, verb = tail.partition(":")
    if not colon or "}" in verb or not last:
        last, verb = tail, ""
    words = [*head.split("/"), last]
    return Address(text, tuple(_segment(each) for each in words if each), verb)


def _segment(text: str) -> Segment:
    whole = _VARIABLE.fullmatch(text)
    return Segment(text, whole[1] if whole else "", "{" not in text)
