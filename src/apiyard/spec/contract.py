"""The contract: one document, read once, from which everything else is derived."""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.core.digest import Digest
from apiyard.core.errors import unknown
from apiyard.core.finding import Location
from apiyard.core.json import JsonObject, canonical
from apiyard.core.noun import dataclass, field
from apiyard.spec.operation import Body, MediaType, Operation, Parameter, Place, Response, Security
from apiyard.spec.parse import Document
from apiyard.spec.places import Places
from apiyard.spec.route import Router
from apiyard.spec.schema import Scope

__all__ = ["Body", "Contract", "MediaType", "Operation", "Parameter", "Place", "Response", "Security"]


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract, read once, from which everything else is derived.

    Args:
        title: info.title.
        version: info.version.
        source_version: the version it was written in: ``2.0``, ``3.0.x``, ``3.1.x`` or ``3.2.x``.
        tree: the bundled document in version 3.1, or in 3.2 when it was written so; all references in it are
            internal. Not to be changed.
        digest: the digest of the tree's canonical bytes.
        operations: in the document's order.
        servers: URLs with their variables at their defaults.
        security: what operations ask for that do not say it themselves.
        security_schemes: by name.
        documents: the parsed files, the main one first.
        router: finds operations by path.
        scope: what its schemas share.
        places: where the parts of the tree came from.
    """

    title: str
    version: str
    source_version: str
    tree: JsonObject
    digest: Digest
    operations: tuple[Operation, ...]
    servers: tuple[str, ...]
    security: Security
    security_schemes: Mapping[str, JsonObject]
    documents: tuple[Document, ...] = field(repr=False, compare=False)
    router: Router = field(repr=False, compare=False)
    scope: Scope = field(repr=False, compare=False)
    places: Places = field(repr=False, compare=False)

    def locate(self, pointer: str) -> Location:
        """Give the place in the source file that a pointer into the tree came from.

        Args:
            pointer: RFC 6901 pointer into ``tree``.

        Returns:
            File, pointer in that file, line and column; of the nearest value around it when it was made here.
        """
        return self.places.locate(pointer)

    def bundle(self) -> bytes:
        """Give the canonical bytes of the tree; ``contract_from_bytes`` gives the same digest for them."""
        return canonical(self.tree)

    def operation(self, id_: str) -> Operation:
        """Give an operation by its id.

        Args:
            id_: the operation's id.

        Returns:
            The operation.

        Raises:
            UnknownNameError: no operation has this id; names the nearest one.
        """
        for operation in self.operations:
            if operation.id == id_:
                return operation
        raise unknown("operation", id_, (each.id for each in self.operations))
