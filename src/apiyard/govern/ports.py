"""What this room needs from others."""

from __future__ import annotations

from typing import Protocol


class SealKeys(Protocol):
    """Knows every public key that ever signed a checkpoint."""

    def public_keys(self) -> dict[str, bytes]:
        """Give raw Ed25519 public keys by key id, the retired ones too."""
        ...
