"""A schema that became a branch of a composition, or a branch that became the schema."""

from __future__ import annotations

from typing import Any

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.design.diffing.branches import likeness, reference
from apiyard.design.diffing.referring import Referring

_LISTS = ("anyOf", "oneOf", "allOf")
_WORDS = frozenset(("title", "description", "example", "examples", "deprecated", "default", "xml", "externalDocs"))
_ALIKE = 0.6
_EXACT = 2.0


@dataclass(frozen=True, slots=True)
class Wrap:
    """Which branch of a composition is the schema of the other contract.

    Args:
        keyword: the composition.
        index: of the branch.
        wraps: whether the composition is the new one.
        exact: whether the branch is that schema, and not only like it.
    """

    keyword: str
    index: int
    wraps: bool
    exact: bool


def wrapped(old: Json, new: Json, referring: Referring) -> Wrap | None:
    """Find the branch that is the schema of the other contract.

    Args:
        old: the schema in the old contract.
        new: the schema in the new contract.
        referring: what references mean.

    Returns:
        The branch; None when neither is a composition around the other.
    """
    return _branch(old, new, referring, wraps=True) or _branch(new, old, referring, wraps=False)


def _branch(inner: Json, outer: Json, referring: Referring, *, wraps: bool) -> Wrap | None:
    if not isinstance(inner, dict) or not isinstance(outer, dict):
        return None
    lists = [word for word in _LISTS if isinstance(outer.get(word), list)]
    rest = outer.keys() - _WORDS - {"type", "nullable", *lists}
    if len(lists) != 1 or any(not word.startswith("x-") for word in rest):
        return None
    word = lists[0]
    if any(each in inner for each in _LISTS):
        # A composition is a branch of another one only as it is, such as one that may be null now.
        found = word not in inner and inner in outer[word]
        return Wrap(word, outer[word].index(inner), wraps, exact=True) if found else None
    scored = [(_same(inner, branch, referring, wraps=wraps), -index) for index, branch in enumerate(outer[word])]
    best = max(scored, default=(0.0, 0))
    return Wrap(word, -best[1], wraps, best[0] > 1) if best[0] >= _ALIKE else None


def _same(inner: dict[str, Any], branch: Json, referring: Referring, *, wraps: bool) -> float:
    one, other = reference(inner), reference(branch)
    if one is not None and other is not None:
        return _EXACT if (referring.same(one, other) if wraps else referring.same(other, one)) else 0.0
    if one is not None or other is not None or not inner:
        return 0.0
    return _EXACT if inner == branch else likeness(inner, branch)
