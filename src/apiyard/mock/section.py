"""The type of a section of a mock's settings file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

from apiyard.core import catalog
from apiyard.core.errors import unknown
from apiyard.core.noun import dataclass
from apiyard.core.options import Place


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a section.

    Args:
        value: as parsed.
        where: the place of it, for errors; its members' places are its children.
        folder: the folder of the file; paths in it start here.
    """

    value: object
    where: Place
    folder: Path


Read: TypeAlias = Callable[[Written], Any]
"""Reads what a user wrote into a frozen noun, and raises InvalidInputError with the place of what is wrong."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a settings file.

    Args:
        id: its name in the file, equal to the file name with hyphens.
        why: one sentence: why a user wants it.
        read: reads it; ``core.options.read_options`` does for a dataclass of options.
        good: what can stand in it, in YAML.
        bad: what cannot, in YAML.
    """

    id: str
    why: str
    read: Read
    good: tuple[str, ...]
    bad: tuple[str, ...]


def sections() -> MappingProxyType[str, Section]:
    """Give all sections by id."""
    return catalog.scan("apiyard.mock.sections", "SECTION", Section)


def section(id_: str, *, where: str = "") -> Section:
    """Give a section.

    Args:
        id_: its name as written.
        where: the place it was written at.

    Raises:
        UnknownNameError: there is no such section; names the nearest one.
    """
    # Only the file of what is written is loaded: a mock with a line about CORS starts as fast as one without.
    found = catalog.pick("apiyard.mock.sections", "SECTION", Section, id_=id_)
    if found is None:
        raise unknown("section", id_, sections(), where=where)
    return found
