"""The type of a form in which a report is written."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from apiyard.core.catalog import find, scan
from apiyard.core.noun import dataclass
from apiyard.verify.report import Report


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write a report.

    Args:
        id: equal to its file's name.
        why: who reads it.
        suffix: the usual end of its file's name.
        write: gives the text of a report.
        exchanges: whether it shows all exchanges, so that the run has to record them.
    """

    id: str
    why: str
    suffix: str
    write: Callable[[Report], str]
    exchanges: bool = False


def forms() -> MappingProxyType[str, Form]:
    """Give the forms by id.

    Returns:
        All entries of the folder ``forms``.
    """
    return scan("apiyard.verify.forms", "FORM", Form)


def find_form(id_: str) -> Form:
    """Give a form by its name.

    Args:
        id_: the name as the user wrote it.

    Returns:
        The form.

    Raises:
        UnknownNameError: no form is called so; names the nearest one.
    """
    return find(forms(), "form", id_)
