"""The type of a fix: how a finding of one rule is mended without a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import MappingProxyType

from apiyard.core import catalog
from apiyard.core.errors import ApiyardError
from apiyard.core.finding import Finding
from apiyard.core.noun import dataclass
from apiyard.design.revision import Revision
from apiyard.spec.edit import Change

Edits = Iterable[tuple[str, Change]]
"""Changes, each with the name of the document that it is for."""


class UnfitError(ApiyardError):
    """This one finding needs a person; says why."""

    code = "needs-a-person"
    exit_code = 1


@dataclass(frozen=True, slots=True)
class Example:
    """A document before and after a fix.

    Args:
        before: the document (YAML) with comments and a way of writing of its own.
        after: the document with everything mended that the rule finds.
        at: pointers of the findings.
    """

    before: str
    after: str
    at: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fix:
    """A fix.

    Args:
        id: the name of its file.
        rule: the name of the rule whose findings it mends.
        why: one sentence: what it does, and why that keeps the meaning.
        call: gives the changes for one finding; no changes when it was mended already. Raises UnfitError.
        good: documents before and after.
        safe: whether nobody who calls the API or reads the document can notice; the others are made when they are asked
            for by name only.
    """

    id: str
    rule: str
    why: str
    call: Callable[[Revision, Finding], Edits]
    good: tuple[Example, ...]
    safe: bool = True


def fixes() -> MappingProxyType[str, Fix]:
    """Give the fixes by the name of the rule that they mend.

    Raises:
        WrongEntryError: a file in the folder is no fix.
    """
    return MappingProxyType({fix.rule: fix for fix in catalog.scan("apiyard.design.fixes", "FIX", Fix).values()})
