"""The type of a form in which a lint report is written."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from apiyard.core import catalog
from apiyard.core.noun import dataclass
from apiyard.design.report import Report

_PACKAGE = "apiyard.design.forms"


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write a report.

    Args:
        id: equal to its file's name with hyphens.
        why: who reads it.
        suffix: the usual end of its file's name.
        write: gives the text of a report.
        names: what other programs call this form; they are understood too.
    """

    id: str
    why: str
    suffix: str
    write: Callable[[Report], str]
    names: tuple[str, ...] = ()


def forms() -> MappingProxyType[str, Form]:
    """Give the forms by id.

    Raises:
        WrongEntryError: a file in the folder is no form.
    """
    return catalog.scan(_PACKAGE, "FORM", Form)


def find_form(name: str) -> Form:
    """Give a form by its id, or by what another program calls it.

    Args:
        name: as the user wrote it.

    Returns:
        The form.

    Raises:
        UnknownNameError: no form is called so; names the nearest one.
    """
    # A form loads what it writes with: none but the one that is asked for is needed.
    named = catalog.pick(_PACKAGE, "FORM", Form, id_=name)
    if named is not None:
        return named
    known = forms()
    other = {called: form for form in known.values() for called in form.names}
    return other[name] if name in other else catalog.find(known, "format", name)
