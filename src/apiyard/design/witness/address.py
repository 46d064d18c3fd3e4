"""Proof that calls go nowhere: the URL that clients were told to call is no longer that of a server."""

from __future__ import annotations

from urllib.parse import urlsplit

from apiyard.core.noun import replace
from apiyard.design.cause import ExchangeProof
from apiyard.design.witness.compose import composer
from apiyard.design.witness.servers import Address
from apiyard.design.witness.trial import ALLOWED
from apiyard.design.witness.wish import CannotBuildError, Wish
from apiyard.spec.contract import Contract
from apiyard.spec.judge import check_request
from apiyard.spec.operation import Operation


def prove_moved(
    contract: Contract, operation: Operation, *, address: Address, now: tuple[Address, ...]
) -> ExchangeProof | str:
    """Build a call to an address that is no longer there.

    Args:
        contract: the old contract.
        operation: one of its operations.
        address: an address that the old contract has.
        now: all addresses that the new contract has for this operation.

    Returns:
        The proof, its path with the base path and its host in a header; or why there is none.

    Raises:
        InvalidInputError: a schema of the contract is itself wrong.
    """
    try:
        request = composer(contract).request(operation, Wish())
    except CannotBuildError as error:
        return f"{error.what}: {error.piece}" if error.piece else error.what
    if check_request(contract, request).outcome != "valid":
        return "the call that was built is not valid"
    whole = replace(request, path=address.base + request.path)
    if address.host:
        whole = replace(whole, headers=(("Host", urlsplit(address.host).netloc), *request.headers))
    for each in now:
        if each.host == address.host and whole.path.startswith(each.base + "/"):
            return ALLOWED
    known = ", ".join(each.url or "/" for each in now)[:200]
    return ExchangeProof(
        whole, None, address.url or "/", "server", f"no server is {address.url or '/'}; there are {known}"
    )
