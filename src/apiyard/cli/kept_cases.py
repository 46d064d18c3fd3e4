"""Read cases that are kept: what ``apiyard diff -f witnesses`` wrote, for ``apiyard verify``."""

from __future__ import annotations

from pathlib import Path

from apiyard.core.errors import InvalidInputError
from apiyard.design.witness.kept import read_kept
from apiyard.spec.contract import Contract
from apiyard.spec.judge import check_request
from apiyard.verify.case import Case


def read_cases(path: Path, contract: Contract) -> tuple[Case, ...]:
    """Read a file of kept cases.

    Args:
        path: the file: a list of cases, or one.
        contract: the contract that is promised; says which operation a request is for.

    Returns:
        The cases.

    Raises:
        InvalidInputError: the file holds something else, or the contract has no operation for a request.
        NotFoundError: there is no such file.
    """
    found = []
    for kept in read_kept(path):
        request = kept.case.request
        operation = check_request(contract, request).operation
        if operation is None:
            call = f"{request.method} {request.path}"
            hint = "verify it by the contract that was promised: the old one of the comparison"
            what = "the contract has no operation for this case"
            raise InvalidInputError(what, where=kept.where, piece=call, hint=hint)
        found.append(Case("kept", operation.id, kept.case.origin, request))
    return tuple(found)
