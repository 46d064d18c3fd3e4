"""The type of a format of texts, and the folder of all that the validator asserts."""

from __future__ import annotations

from functools import lru_cache, reduce
from operator import and_
from types import MappingProxyType

from apiyard.core import catalog
from apiyard.core.noun import dataclass
from apiyard.design.languages.language import ALL, Language
from apiyard.design.languages.pattern import language

_PACKAGE = "apiyard.design.languages.formats"


@dataclass(frozen=True, slots=True)
class Format:
    """A format of texts (JSON Schema Validation 2020-12, section 7), as the validator judges it.

    Args:
        id: its name, that of its file with hyphens.
        why: what it is for, and where it is defined.
        inner: patterns; what matches all of them surely has the format. None: no text surely has it.
        outer: patterns; what fails one surely has it not. Equal to ``inner`` where the patterns are exact.
        good: texts that have the format.
        bad: texts that have it not.
    """

    id: str
    why: str
    inner: tuple[str, ...] | None
    outer: tuple[str, ...]
    good: tuple[str, ...]
    bad: tuple[str, ...]


def formats() -> MappingProxyType[str, Format]:
    """Give the formats by id.

    Raises:
        WrongEntryError: a file in the folder is no format.
    """
    return catalog.scan(_PACKAGE, "FORMAT", Format)


@lru_cache(maxsize=100)
def format_language(name: str) -> tuple[Language, Language] | None:
    """Give the texts of a format, from inside and from outside.

    Args:
        name: the format.

    Returns:
        A language of texts that surely have the format, and one outside of which surely none has it; they are equal
        where the format is told exactly. None for a format that the validator does not assert.
    """
    found = catalog.pick(_PACKAGE, "FORMAT", Format, id_=name)
    if found is None:
        return None
    inner = ~ALL if found.inner is None else _joined(found.inner)
    return inner, inner if found.inner == found.outer else _joined(found.outer)


def _joined(patterns: tuple[str, ...]) -> Language:
    return reduce(and_, map(language, patterns), ALL)
