"""Names of members that nothing names: parts of all texts in which the same patterns match."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from apiyard.core.errors import ApiyardError
from apiyard.core.noun import dataclass, field
from apiyard.design.containment.budget import UndecidedError
from apiyard.design.containment.claim import NameSet
from apiyard.design.containment.object_frame import Frame
from apiyard.design.containment.text_case import names_language
from apiyard.design.languages.language import Language, words
from apiyard.design.languages.pattern import language

_MAX_REGIONS: Final = 64
_PLAIN: Final = ("extra", "other", "more", "another")


@dataclass(slots=True, eq=False)
class Region:
    """Names that are alike to all that speaks of names.

    Args:
        inside: patterns that they match.
        codes: literals of names that hold for them.
        literals: what holds for members of such names.
        names: the names; None for all that nothing speaks of.
        avoided: the names that are spoken of.
    """

    inside: frozenset[str]
    codes: frozenset[int]
    literals: frozenset[int]
    names: Language | None
    avoided: dict[str, None] = field(repr=False)

    def belongs(self, names: NameSet) -> bool:
        """Say whether its names are in a set."""
        if not self.inside.isdisjoint(names.outside) or not self.inside.issuperset(names.inside):
            return False
        return self.codes.issuperset(names.codes)

    def some(self, most: int) -> list[str]:
        """Give so many of its names, or all when they are fewer."""
        if self.names is not None:
            return self.names.some(most)
        found: list[str] = []
        for name in _plain_names():
            if len(found) >= most:
                break
            if name not in self.avoided:
                found.append(name)
        return found


def _plain_names() -> Iterator[str]:
    yield from _PLAIN
    number = 1
    while True:
        yield f"extra{number}"
        number += 1


def regions_of(frame: Frame) -> list[Region]:
    """Give the regions of names for a case.

    Raises:
        UndecidedError: a pattern is no regular language, or there are too many regions.
    """
    patterns = frame.patterns()
    codes = sorted({code for some in frame.somes for code in some.names.codes})
    if not patterns and not codes and not frame.spelled:
        return [_region(frame, frozenset(), frozenset(), names=None)]
    try:
        whole = names_language(frame.solver, frame.spelled) - words(frame.vocabulary)
        tests: list[tuple[str | int, Language]] = [(each, language(each)) for each in patterns]
        tests.extend((code, names_language(frame.solver, [code])) for code in codes)
        return list(_split(frame, whole, tests))
    except ApiyardError:
        raise UndecidedError(
            "patternProperties" if patterns else "propertyNames", "names that are not regular"
        ) from None


def _split(frame: Frame, whole: Language, tests: list[tuple[str | int, Language]]) -> Iterator[Region]:
    found: list[tuple[Language, frozenset[str | int]]] = [] if whole.is_empty() else [(whole, frozenset())]
    for test, spoken in tests:
        frame.solver.budget.tick(10 * len(found))
        halves: list[tuple[Language, frozenset[str | int]]] = []
        for names, inside in found:
            for half, more in ((names & spoken, frozenset({test})), (names - spoken, frozenset[str | int]())):
                if not half.is_empty():
                    halves.append((half, inside | more))
        if len(halves) > _MAX_REGIONS:
            raise UndecidedError("patternProperties", "too many patterns that overlap")
        found = halves
    for names, inside in sorted(found, key=lambda each: len(each[1])):
        patterns = frozenset(each for each in inside if isinstance(each, str))
        codes = frozenset(each for each in inside if isinstance(each, int))
        yield _region(frame, patterns, codes, names=names)


def _region(frame: Frame, inside: frozenset[str], codes: frozenset[int], *, names: Language | None) -> Region:
    return Region(inside, codes, frozenset(_literals(frame, inside)), names, frame.vocabulary)


def _literals(frame: Frame, inside: frozenset[str]) -> Iterable[int]:
    for group in frame.groups:
        known = False
        for source, schema in group.patterns:
            if source in inside:
                known = True
                yield schema.code
        if not known and group.rest is not None:
            yield group.rest.code
    for other in frame.others:
        if inside.isdisjoint(other.names.outside):
            yield from other.codes
