"""Contracts as pages need them, read once per digest."""

from __future__ import annotations

from functools import lru_cache

from apiyard.core.digest import Digest
from apiyard.core.errors import ApiyardError
from apiyard.core.json import JsonObject
from apiyard.core.noun import dataclass
from apiyard.spec.load import contract_from_bytes
from apiyard.store.blobs import Blobs


@dataclass(frozen=True, slots=True)
class ShownOperation:
    """An operation as a list shows it.

    Args:
        id: its id.
        method: in upper case.
        path: the template.
        summary: what it does.
        deprecated: whether it should no longer be used.
    """

    id: str
    method: str
    path: str
    summary: str
    deprecated: bool


@dataclass(frozen=True, slots=True)
class ShownContract:
    """What pages say of a contract.

    Args:
        title: its title.
        version: its version.
        operations: in the document's order.
        tree: the whole document.
    """

    title: str
    version: str
    operations: tuple[ShownOperation, ...]
    tree: JsonObject


def shown_contract(blobs: Blobs, digest: str) -> ShownContract | None:
    """Give a contract.

    Args:
        blobs: where its bytes are.
        digest: digest of its bundle.

    Returns:
        The contract; None when it cannot be read, which is no reason for a page to fail.
    """
    try:
        return _read(blobs, Digest(digest))
    except ApiyardError:
        return None


@lru_cache(maxsize=64)
def _read(blobs: Blobs, digest: Digest) -> ShownContract:
    contract = contract_from_bytes(blobs.get(digest), uri=digest)
    operations = tuple(
        ShownOperation(each.id, each.method.upper(), each.path, each.summary, each.deprecated)
        for each in contract.operations
    )
    return ShownContract(contract.title, contract.version, operations, contract.tree)
