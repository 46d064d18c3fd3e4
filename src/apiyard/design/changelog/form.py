"""The type of a form in which a changelog is written."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from apiyard.core import catalog
from apiyard.core.noun import dataclass
from apiyard.design.changelog.entry import Changelog


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write a changelog.

    Args:
        id: equal to its file's name with hyphens.
        why: who reads it.
        suffix: the usual end of its file's name.
        write: gives the text of a changelog.
        names: other names that are understood.
    """

    id: str
    why: str
    suffix: str
    write: Callable[[Changelog], str]
    names: tuple[str, ...] = ()


def forms() -> MappingProxyType[str, Form]:
    """Give the forms by id.

    Raises:
        WrongEntryError: a file in the folder is no form.
    """
    return catalog.scan("apiyard.design.changelog.forms", "FORM", Form)


def find_form(name: str) -> Form:
    """Give a form by its id, or by another name of it.

    Args:
        name: as the user wrote it.

    Returns:
        The form.

    Raises:
        UnknownNameError: no form is called so; names the nearest one.
    """
    known = forms()
    other = {called: form for form in known.values() for called in form.names}
    return other[name] if name in other else catalog.find(known, "format", name)
