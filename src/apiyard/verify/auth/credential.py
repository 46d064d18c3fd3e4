"""The type of a kind of credentials: what it needs, and how the proofs are obtained from it."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import Any, TypeAlias

from apiyard.core import catalog
from apiyard.core.json import JsonObject
from apiyard.core.noun import dataclass, field
from apiyard.spec.exchange import Reply, Request
from apiyard.verify.auth.proof import Proofs
from apiyard.verify.auth.secret import Vault, variable


@dataclass(frozen=True, slots=True)
class Ask:
    """What a credential is obtained with.

    Args:
        name: the name of the security scheme.
        scheme: what the contract says of it; empty when it does not know it.
        vault: reads secrets.
        send: sends a request to the service, or to a URL that stands in its place.
    """

    name: str
    scheme: JsonObject
    vault: Vault
    send: Callable[[str, Request], Reply]

    @property
    def variable(self) -> str:
        """The name of the variable that stands for the credential where people read it."""
        return variable(self.name)


Obtain: TypeAlias = Callable[[Ask, Any], Proofs]
"""Gives the proofs of a credential; raises InvalidInputError when it cannot."""


@dataclass(frozen=True, slots=True)
class Credential:
    """A kind of credentials.

    Args:
        id: the name of its file with hyphens.
        why: one sentence: what it is for.
        options: the type of what it needs.
        obtain: gives the proofs.
        example: its options as they are written in a settings file, in YAML.
    """

    id: str
    why: str
    options: type[Any]
    obtain: Obtain
    example: str = field(default="")


def credentials() -> MappingProxyType[str, Credential]:
    """Give the kinds of credentials by id.

    Returns:
        All entries of the folder ``credentials``.
    """
    return catalog.scan("apiyard.verify.auth.credentials", "CREDENTIAL", Credential)
