"""The type of a form in which a report about compared contracts is written."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from apiyard.core import catalog
from apiyard.core.noun import dataclass
from apiyard.design.telling.diff_report import DiffReport


@dataclass(frozen=True, slots=True)
class DiffForm:
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
    write: Callable[[DiffReport], str]
    names: tuple[str, ...] = ()


def diff_forms() -> MappingProxyType[str, DiffForm]:
    """Give the forms by id.

    Raises:
        WrongEntryError: a file in the folder is no form.
    """
    return catalog.scan("apiyard.design.diff_forms", "DIFF_FORM", DiffForm)


def find_diff_form(name: str) -> DiffForm:
    """Give a form by its id, or by what another program calls it.

    Args:
        name: as the user wrote it.

    Returns:
        The form.

    Raises:
        UnknownNameError: no form is called so; names the nearest one.
    """
    known = diff_forms()
    other = {called: form for form in known.values() for called in form.names}
    return other[name] if name in other else catalog.find(known, "format", name)
