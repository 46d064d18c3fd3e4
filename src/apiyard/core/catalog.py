"""Folder scan: the folder of a plural name is the registry of its entries."""

from __future__ import annotations

import importlib
import os
from functools import cache
from keyword import iskeyword
from types import MappingProxyType
from typing import Protocol, TypeVar, cast

from apiyard.core.errors import ApiyardError, unknown


class Entry(Protocol):
    """What every entry carries: its id, equal to the file's name with hyphens, and why it exists."""

    @property
    def id(self) -> str:
        """The id, such as ``operation-description``."""
        ...

    @property
    def why(self) -> str:
        """One sentence: why a user wants it."""
        ...


EntryT = TypeVar("EntryT", bound=Entry)


class WrongEntryError(ApiyardError):
    """An entry file does not keep the grammar; the program must not start with it."""

    code = "wrong-entry"


@cache
def _scan(package: str, constant: str) -> MappingProxyType[str, object]:
    entries = (_entry(package, module, constant) for module in _modules(package))
    return MappingProxyType(dict(entries))


@cache
def _modules(package: str) -> tuple[str, ...]:
    """Give the modules of a folder, without folders in it: those are groups of entries, scanned by their own names."""
    folder = importlib.import_module(package)
    try:
        files = [file.name for place in folder.__path__ for file in os.scandir(place)]
    except OSError:
        files = []
    found = {file.removesuffix(".py") for file in files if file.endswith(".py")} - {"__init__"}
    if not found:
        import pkgutil  # it also knows archives, and takes long

        found = {each.name for each in pkgutil.iter_modules(folder.__path__) if not each.ispkg}
    return tuple(sorted(found))


def _entry(package: str, module: str, constant: str) -> tuple[str, object]:
    name = f"{package}.{module}"
    expected = module.replace("_", "-")
    expected = expected.removesuffix("-")  # a keyword of Python cannot name a module (PEP 8)
    entry = getattr(importlib.import_module(name), constant, None)
    if entry is None or getattr(entry, "id", None) != expected:
        raise WrongEntryError(
            f"the entry file must export {constant} with id {expected!r}",
            where=name,
            piece=repr(getattr(entry, "id", None)),
            hint=f"one entry per file: set {constant} = ...(id={expected!r}, ...)",
        )
    return expected, entry


def scan(package: str, constant: str, kind: type[EntryT]) -> MappingProxyType[str, EntryT]:
    """Give the entries of a folder, read on first use and kept.

    Args:
        package: dotted name of the folder, such as ``apiyard.design.rules``.
        constant: the name that each file exports, such as ``RULE``.
        kind: the type of the entries.

    Returns:
        Entries by id, ordered by id.

    Raises:
        WrongEntryError: a file does not export the constant, or its id is not the file's name.
    """
    entries = _scan(package, constant)
    for id_, entry in entries.items():
        if not isinstance(entry, kind):
            raise WrongEntryError(f"{constant} is no {kind.__name__}", where=f"{package}.{id_.replace('-', '_')}")
    return cast("MappingProxyType[str, EntryT]", entries)


def pick(package: str, constant: str, kind: type[EntryT], *, id_: str) -> EntryT | None:
    """Give one entry of a folder, reading its file only.

    Args:
        package: dotted name of the folder.
        constant: the name that each file exports.
        kind: the type of the entries.
        id_: the id as written by the user.

    Returns:
        The entry; None when no file has this name.

    Raises:
        WrongEntryError: the file does not export the constant, or its id is not the file's name.
    """
    module = id_.replace("-", "_")
    module += "_" * iskeyword(module)
    if module not in _modules(package):
        return None
    entry = _entry(package, module, constant)[1]
    if not isinstance(entry, kind):
        raise WrongEntryError(f"{constant} is no {kind.__name__}", where=f"{package}.{module}")
    return entry if entry.id == id_ else None


def find(entries: MappingProxyType[str, EntryT], noun: str, id_: str, *, where: str = "") -> EntryT:
    """Give one entry by id.

    Args:
        entries: what ``scan`` gave.
        noun: what the entries are, for the error.
        id_: the id as written by the user.
        where: the place it was written at.

    Returns:
        The entry.

    Raises:
        UnknownNameError: no entry has this id; names the nearest one.
    """
    if id_ not in entries:
        raise unknown(noun, id_, entries, where=where)
    return entries[id_]
