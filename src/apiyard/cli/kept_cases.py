"""Read cases that are kept: what ``apiyard diff -f witnesses`` wrote, for ``apiyard verify``."""

from __future__ import annotations

from pathlib import Path

from apiyard.core.errors import ApiyardError, InvalidInputError
from apiyard.design.witness.case import from_case
from apiyard.spec import source as sources
from apiyard.spec.contract import Contract
from apiyard.spec.judge import check_request
from apiyard.spec.parse import parse
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
    document = parse(sources.read(path, roots=(path.resolve().parent,)))
    found = []
    for at, value in enumerate(document.value if isinstance(document.value, list) else [document.value]):
        where = str(document.locate(f"/{at}" if isinstance(document.value, list) else ""))
        try:
            case = from_case(value)
        except ApiyardError as error:
            error.where = where
            raise
        operation = check_request(contract, case.request).operation
        if operation is None:
            call = f"{case.request.method} {case.request.path}"
            hint = "verify it by the contract that was promised: the old one of the comparison"
            raise InvalidInputError("the contract has no operation for this case", where=where, piece=call, hint=hint)
        found.append(Case("kept", operation.id, case.origin, case.request))
    return tuple(found)
