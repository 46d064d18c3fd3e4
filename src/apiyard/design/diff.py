"""Two contracts in; one entry for each change out, with what it means and what proves it."""

from __future__ import annotations

from apiyard.design.diffing.options import DEFAULT, DiffOptions
from apiyard.design.diffing.report import Report
from apiyard.design.diffing.run import compare
from apiyard.spec.contract import Contract

__all__ = ["DEFAULT", "DiffOptions", "Report", "diff"]


def diff(old: Contract, new: Contract, *, options: DiffOptions = DEFAULT) -> Report:
    """Give what changed between two contracts.

    Operations are the same when method and path are, whatever the path's variables are called; schemas are compared
    by what they take, not by how they are written. For requests all that the old contract takes the new one must take;
    for responses all that the new contract may send the old one must allow. What is breaking has a proof: an exchange
    that the validator has confirmed under both contracts, a name of generated code, or a promise. What is unknown
    says what could not be decided.

    Args:
        old: the contract that clients were written for.
        new: the contract that they will meet.
        options: the reading, the bounds, and what single checks are set to.

    Returns:
        One entry for each cause, however many operations it reaches: breaking ones first, then unknown, safe and
        documentation. The same input gives the same report.

    Raises:
        InvalidInputError: a schema of a contract is itself wrong.
    """
    return compare(old, new, options=options)
