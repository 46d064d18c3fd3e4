"""What release needs from others: facts with their numbers, and somebody who signs."""

from __future__ import annotations

from typing import Protocol

from apiyard.core.evidence import Evidence
from apiyard.core.noun import dataclass


class Fact(Protocol):
    """A fact of the ledger."""

    @property
    def seq(self) -> int:
        """Its number; a later fact has a higher one."""
        ...

    @property
    def evidence(self) -> Evidence:
        """What was said."""
        ...


@dataclass(frozen=True, slots=True)
class Noted:
    """A fact in memory, for examples and for callers without a ledger.

    Args:
        seq: its number.
        evidence: what was said.
    """

    seq: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Signature:
    """Who vouches for bytes.

    Args:
        key: id of the key.
        algorithm: ``Ed25519`` (RFC 8032).
        value: the signature in unpadded base64url (RFC 4648, section 5).
    """

    key: str
    algorithm: str
    value: str


class Signer(Protocol):
    """Holds a private key."""

    def sign(self, data: bytes) -> Signature:
        """Sign bytes."""
        ...


class Verifier(Protocol):
    """Knows public keys."""

    def verify(self, data: bytes, signature: Signature) -> bool:
        """Tell whether the signature is right and its key is known."""
        ...
