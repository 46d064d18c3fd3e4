"""The bundle: an immutable manifest of digests, whose own digest is the identity of a release."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apiyard.core.digest import Digest, digest_bytes
from apiyard.core.errors import InvalidInputError, RefusedError
from apiyard.core.json import Json, canonical
from apiyard.core.names import ApiName, Version
from apiyard.core.noun import dataclass
from apiyard.release.ports import Signature, Signer, Verifier

_FORMAT = 1
_ALGORITHM = "Ed25519"


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything a release consists of, by digest; evidence stands beside it and never inside.

    Args:
        api: the API.
        version: the version.
        contract: digest of the contract.
        artefact: digest of the service's files; None for a service that somebody else runs.
        policies: digest of the gateway policies and how the service is run.
        commit: the source's commit; empty when there is no repository.
        dirty: whether files differed from that commit.
    """

    api: ApiName
    version: Version
    contract: Digest
    artefact: Digest | None
    policies: Digest
    commit: str = ""
    dirty: bool = False

    def to_json(self) -> dict[str, Json]:
        """Give the JSON that ``from_json`` reads."""
        return {
            "format": _FORMAT,
            "api": self.api,
            "version": self.version,
            "contract": self.contract,
            "artefact": self.artefact,
            "policies": self.policies,
            "source": {"commit": self.commit, "dirty": self.dirty},
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Manifest:
        """Read a manifest.

        Args:
            value: what ``to_json`` gave.

        Raises:
            InvalidInputError: the JSON has another form.
        """
        if value.get("format") != _FORMAT:
            raise InvalidInputError("not a bundle of a known format", piece=repr(value.get("format")))
        try:
            source = value["source"]
            return cls(
                api=ApiName(value["api"]),
                version=Version(value["version"]),
                contract=Digest(value["contract"]),
                artefact=Digest(value["artefact"]) if value["artefact"] is not None else None,
                policies=Digest(value["policies"]),
                commit=str(source["commit"]),
                dirty=source["dirty"] is True,
            )
        except (KeyError, TypeError) as error:
            raise InvalidInputError("not a bundle", piece=repr(error)) from error

    def to_bytes(self) -> bytes:
        """Give the canonical bytes: equal content, equal bytes."""
        return canonical(self.to_json())

    @property
    def digest(self) -> Digest:
        """The identity of the bundle: the digest of its canonical bytes."""
        return digest_bytes(self.to_bytes())


@dataclass(frozen=True, slots=True)
class Bundle:
    """A manifest with the signature that stands beside it.

    Args:
        manifest: what is released.
        signature: who vouches for it.
    """

    manifest: Manifest
    signature: Signature

    @property
    def digest(self) -> Digest:
        """The identity of the bundle; the signature is no part of it."""
        return self.manifest.digest

    def to_json(self) -> dict[str, Json]:
        """Give the JSON that ``from_json`` reads."""
        signed = {"key": self.signature.key, "algorithm": self.signature.algorithm, "value": self.signature.value}
        return {"manifest": self.manifest.to_json(), "digest": self.digest, "signature": signed}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Bundle:
        """Read a bundle; the signature is not checked here.

        Args:
            value: what ``to_json`` gave.

        Raises:
            InvalidInputError: the JSON has another form, or its digest is that of another manifest.
        """
        try:
            signed, manifest = value["signature"], Manifest.from_json(value["manifest"])
            signature = Signature(str(signed["key"]), str(signed["algorithm"]), str(signed["value"]))
        except (KeyError, TypeError) as error:
            raise InvalidInputError("not a bundle", piece=repr(error)) from error
        if value.get("digest") != manifest.digest:
            raise InvalidInputError("the bundle's digest is not that of its content", piece=repr(value.get("digest")))
        return cls(manifest, signature)


def sign(manifest: Manifest, signer: Signer) -> Bundle:
    """Sign a manifest.

    Args:
        manifest: what is released.
        signer: holds the key.

    Returns:
        The bundle.
    """
    return Bundle(manifest, signer.sign(manifest.to_bytes()))


def check(bundle: Bundle, verifier: Verifier) -> Manifest:
    """Check the signature of a bundle.

    Args:
        bundle: as read.
        verifier: knows the public keys.

    Returns:
        The manifest, which can be relied on now.

    Raises:
        RefusedError: another algorithm than Ed25519, an unknown key, or a signature of other bytes.
    """
    signature = bundle.signature
    if signature.algorithm != _ALGORITHM or not verifier.verify(bundle.manifest.to_bytes(), signature):
        raise RefusedError(
            "the bundle's signature is wrong or by an unknown key",
            where=f"bundle {bundle.digest.short}",
            piece=f"{signature.algorithm} {signature.key}",
            hint="release it again, or add the public key",
        )
    return bundle.manifest
