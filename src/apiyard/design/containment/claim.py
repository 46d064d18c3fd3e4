"""What a goal claims of a value beside the parts of schemas: where something stands, how often, and what is not."""

from __future__ import annotations

from apiyard.core.noun import dataclass
from apiyard.design.containment.part import Part


@dataclass(frozen=True, slots=True)
class Refused:
    """A part of numbers or texts, or values, that must not hold."""

    part: Part


@dataclass(frozen=True, slots=True)
class Present:
    """A member is there, and literals hold for it."""

    name: str
    codes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Absent:
    """A member is not there."""

    name: str


@dataclass(frozen=True, slots=True)
class NameSet:
    """Names of members.

    Args:
        without: names that are not in it.
        outside: patterns that none of its names matches.
        inside: patterns that all of its names match.
        codes: literals that hold for its names.
    """

    without: frozenset[str] = frozenset()
    outside: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    codes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Some:
    """A member is there whose name is in a set, and literals hold for it."""

    names: NameSet
    codes: tuple[int, ...]
    keyword: str = ""


@dataclass(frozen=True, slots=True)
class Others:
    """Literals hold for all members whose names are in a set."""

    names: NameSet
    codes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Spelled:
    """A literal holds for all names of members."""

    code: int


@dataclass(frozen=True, slots=True)
class At:
    """The item at an index is there, and literals hold for it."""

    index: int
    codes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Beyond:
    """Some item at an index or behind it is there, and literals hold for it."""

    index: int
    codes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Following:
    """For each item at an index or behind it, one of the literals holds."""

    index: int
    codes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """So many items make a literal hold."""

    code: int
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Repeated:
    """Two items are equal."""


@dataclass(frozen=True, slots=True)
class Unsure:
    """Something that cannot be decided stands here."""

    keyword: str


Claim = (
    Part | Refused | Present | Absent | Some | Others | Spelled | At | Beyond | Following | Tally | Repeated | Unsure
)
