"""A release is relied on only when its bundle's signature is right and says the same as the release."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from apiyard.core.errors import RefusedError
from apiyard.core.noun import dataclass
from apiyard.release.bundle import Bundle, Manifest, check
from apiyard.release.ports import Signature


@dataclass(frozen=True, slots=True)
class RingVerifier:
    """Verifies bundles with the public keys of the ring of seals, former ones too.

    Args:
        keys: raw Ed25519 public keys (RFC 8032) by key id.
    """

    keys: Mapping[str, bytes]

    def verify(self, data: bytes, signature: Signature) -> bool:
        """Tell whether the signature is right and its key is known.

        Args:
            data: what was signed.
            signature: who vouches for it.
        """
        key = self.keys.get(signature.key)
        if key is None:
            return False
        try:
            padding = "=" * (-len(signature.value) % 4)
            raw = base64.b64decode(signature.value + padding, altchars=b"-_", validate=True)
            Ed25519PublicKey.from_public_bytes(key).verify(raw, data)
        except (InvalidSignature, binascii.Error, ValueError):
            return False
        return True


def vouched(release: Mapping[str, Any], keys: Mapping[str, bytes]) -> Manifest:
    """Give the manifest of a release after its signature was checked.

    Args:
        release: the release's intent.
        keys: public keys of the ring of seals by id.

    Returns:
        The manifest, which can be relied on.

    Raises:
        RefusedError: the signature is wrong, or the release says something else than what was signed.
        InvalidInputError: the signed part is no bundle.
    """
    manifest = check(Bundle.from_json(release["signed"]), RingVerifier(keys))
    said = {**manifest.to_json(), "bundle": manifest.digest}
    wrong = [name for name in ("api", "version", "bundle", "contract", "artefact") if release.get(name) != said[name]]
    if wrong:
        raise RefusedError(
            "the release says something else than its signed bundle",
            where=f"{manifest.api}@{manifest.version}",
            piece=", ".join(wrong),
            hint="somebody changed the store; release a new version",
        )
    return manifest
