"""Proof that calls go nowhere: the URL that clients were told to call is no longer that of a server."""

from __future__ import annotations

from urllib.parse import urlsplit

from apiyard.core.noun import replace
from apiyard.design.cause import ExchangeProof
from apiyard.design.witness.servers import NOWHERE, Address
from apiyard.design.witness.servers import address as read_address
from apiyard.design.witness.trial import ALLOWED
from apiyard.spec.composing.compose import composer
from apiyard.spec.composing.wish import CannotBuildError, Wish
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Request
from apiyard.spec.judge import check_request
from apiyard.spec.operation import Operation

_SERVER = "server"


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
    url = address.url or "/"
    return ExchangeProof(whole, None, url, _SERVER, f"{_gone(url)} there are {known}")


def as_sent(proof: ExchangeProof, server: str) -> tuple[Request, str]:
    """Give the request of a proof, and the server that it is sent to.

    Args:
        proof: the proof.
        server: the server of the old contract, with its base path.

    Returns:
        Both as they are; for a call to an address that is gone that address, which the request names itself.
    """
    url = proof.value
    if proof.pointer != _SERVER or not isinstance(url, str) or not proof.violation.startswith(_gone(url)):
        return proof.request, server
    headers = tuple(pair for pair in proof.request.headers if pair[0] != "Host")
    return replace(proof.request, headers=headers), read_address(url).host or NOWHERE


def _gone(url: str) -> str:
    return f"no server is {url};"
