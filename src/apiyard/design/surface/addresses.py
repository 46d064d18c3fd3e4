"""Wishes about addresses of servers."""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.design.cause import Side, Verdict
from apiyard.design.diffing.edit import Exchanged, Question
from apiyard.design.diffing.pair import Contracts
from apiyard.design.surface.ask import side_of
from apiyard.design.surface.operations import counterparts
from apiyard.design.witness.address import prove_moved
from apiyard.design.witness.servers import Address, addresses, servers_at
from apiyard.spec import pointer as pointers
from apiyard.spec.contract import Contract
from apiyard.spec.operation import Operation

_NAMED = 3
_LOCAL = "only the machine itself has this address (RFC 6761)"


def address_gone(operation: Operation | None, address: Address, now: tuple[Address, ...]) -> Exchanged:
    """Ask for a call to an address that is no longer that of a server.

    Args:
        operation: the operation to call; None for the first one that both contracts have.
        address: the address.
        now: the addresses of the new contract.
    """

    def ask(question: Question) -> Side:
        if address.is_local:
            return Side("request", Verdict.SAFE, _LOCAL)
        old = question.contracts.old
        called = operation or _first(question)
        if called is None:
            return Side("request", Verdict.SAFE, "no operation was called there that is still there")
        found = prove_moved(old, called, address=address, now=now)
        return side_of("request", found, safe="another server takes calls of this address")

    return Exchanged("request", ask)


def is_served_by_path(contracts: Contracts, old: Operation, new: Operation) -> bool:
    """Say whether the servers of a path count for all its operations alike, so that what changes is told once.

    Args:
        contracts: both contracts.
        old: an operation of the path in the old contract.
        new: the same one in the new contract.
    """
    methods: list[set[str]] = []
    for contract, operation in ((contracts.old, old), (contracts.new, new)):
        path = pointers.join("/paths", operation.path)
        held = [each for each in contract.operations if each.path == operation.path]
        own = [pointers.get(contract.tree, each.pointer) for each in held]
        if not all(each.pointer == pointers.join(path, each.method.lower()) for each in held):
            return False  # they stand in a path item that is shared
        if any(isinstance(each, Mapping) and "servers" in each for each in own):
            return False
        methods.append({each.method for each in held})
    return methods[0] == methods[1]


def reachable(contract: Contract) -> tuple[Address, ...]:
    """Give the addresses of a whole contract."""
    return addresses(servers_at(contract, None))


def by_server(contract: Contract) -> tuple[tuple[Address, ...], ...]:
    """Give the addresses of a whole contract by the server that gives them; each address once."""
    written = servers_at(contract, None)
    seen: set[str] = set()
    groups: list[tuple[Address, ...]] = []
    for server in written if isinstance(written, list) and written else [{"url": "/"}]:
        own = tuple(each for each in addresses([server]) if each.url not in seen)
        seen.update(each.url for each in own)
        groups.append(own)
    return tuple(group for group in groups if group)


def listed(found: tuple[Address, ...]) -> str:
    """Give addresses in words: the first three, and how many more there are."""
    names = ", ".join(each.url or "/" for each in found[:_NAMED])
    return f"{names} and {len(found) - _NAMED} more" if len(found) > _NAMED else names


def moved_base(contracts: Contracts, address: Address) -> Address | None:
    """Give the address in the new contract that an old one became when only base paths changed.

    Args:
        contracts: both contracts.
        address: an address of the old contract.

    Returns:
        That of the same host; None when there is none, or when the number of addresses changed.
    """
    before, after = reachable(contracts.old), reachable(contracts.new)
    if len(before) != len(after):
        return None
    return next((each for each in after if each.host == address.host and each.base != address.base), None)


def _first(question: Question) -> Operation | None:
    """Give the first operation of both contracts that has no servers of its own."""
    old = question.contracts.old
    known = counterparts(question.contracts)
    whole = old.tree.get("servers")
    return next((each for each in old.operations if each.pointer in known and servers_at(old, each) == whole), None)
