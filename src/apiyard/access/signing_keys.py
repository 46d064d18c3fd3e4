"""The ring of signing keys: Ed25519 keys in a private folder outside the workspace, with ids that rotate."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from apiyard.access.private_file import KeyFileError, alone, make_private_folder, read_private, write_private
from apiyard.core.clock import Clock
from apiyard.core.errors import ConflictError, InvalidInputError, unknown
from apiyard.core.json import JsonObject, canonical
from apiyard.core.names import Slug
from apiyard.core.noun import dataclass, replace

KEY_ID_LENGTH = 20
"""Characters of the RFC 7638 thumbprint that make a key id: 120 bits."""


class KeyStage(StrEnum):
    """Where a key stands: one is made known before it signs, older ones verify, retired ones only prove old seals."""

    COMING = "coming"
    SIGNING = "signing"
    VERIFYING = "verifying"
    RETIRED = "retired"


_SIGNERS = (KeyStage.COMING, KeyStage.SIGNING)


@dataclass(frozen=True, slots=True)
class RingKey:
    """One key, without its private part.

    Args:
        id: the key id, from the thumbprint of the public key (RFC 7638).
        stage: where it stands.
        created: when it was made, Unix seconds.
        public: the public JWK (RFC 8037).
    """

    id: str
    stage: KeyStage
    created: int
    public: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Kept:
    key: RingKey
    private: OKPKey | None


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Keys for one purpose, in one file. Each use reads the file, so a rotation by another process counts at once.

    Args:
        folder: a folder of mode 0700, outside the workspace.
        purpose: what the keys sign, such as ``consumers`` or ``seals``; a key never serves two purposes.
    """

    folder: Path
    purpose: str

    @property
    def key_id(self) -> str:
        """The id of the key that signs now."""
        return self._signing()[0].id

    def sign(self, data: bytes) -> bytes:
        """Sign bytes with the key that signs now.

        Args:
            data: what is signed.

        Returns:
            The Ed25519 signature (RFC 8032), 64 bytes.
        """
        raw: Any = self.signing_key().private_key
        if not isinstance(raw, Ed25519PrivateKey):
            raise KeyFileError("the key is no Ed25519 key", where=str(self._path))
        return raw.sign(data)

    def signing_key(self) -> OKPKey:
        """Give the key that signs now, with its private part; its ``kid`` is its id."""
        return self._signing()[1]

    def keys(self) -> tuple[RingKey, ...]:
        """Give all keys without their private parts, the newest first."""
        return tuple(kept.key for kept in self._read())

    def public_jwks(self) -> JsonObject:
        """Give the JWK set (RFC 7517) of all keys but the retired ones, public parts only, the newest first."""
        shown = [key for key in self.keys() if key.stage is not KeyStage.RETIRED]
        return {"keys": [{**key.public, "kid": key.id, "use": "sig", "alg": "EdDSA"} for key in shown]}

    def public_keys(self) -> dict[str, bytes]:
        """Give the raw 32 bytes of every public key by id, retired ones too: old seals must stay provable."""
        return {key.id: _raw(key.public) for key in self.keys()}

    def prepare(self, clock: Clock) -> str:
        """Make the next key and show it in the public set, so that gateways know it before it signs.

        Args:
            clock: says when it was made.

        Returns:
            The id of the coming key; the same one when it was prepared before.

        Raises:
            ApiyardError: the file cannot be written.
        """
        with alone(self._path):
            ring = self._read()
            coming = next((kept for kept in ring if kept.key.stage is KeyStage.COMING), None)
            if coming is None:
                coming = _new_key(clock, KeyStage.COMING)
                self._write([coming, *ring])
        return coming.key.id

    def rotate(self, clock: Clock) -> str:
        """Let the coming key sign from now on; the former one verifies until it is retired, and signs no more.

        Where gateways check the keys: prepare, push the public set to them, then rotate.

        Args:
            clock: says when the key was made, when none was prepared.

        Returns:
            The id of the key that signs now.

        Raises:
            ApiyardError: the file cannot be written.
        """
        with alone(self._path):
            ring = self._read()
            if all(kept.key.stage is not KeyStage.COMING for kept in ring):
                ring = (_new_key(clock, KeyStage.COMING), *ring)
            moved = [_moved(kept) for kept in ring]
            self._write(moved)
        return next(kept.key.id for kept in moved if kept.key.stage is KeyStage.SIGNING)

    def retire(self, key_id: str) -> None:
        """Let a key verify nothing at the gateways any more: what it signed for consumers ends.

        Args:
            key_id: the key.

        Raises:
            ConflictError: it is the one that signs.
            UnknownNameError: the ring has no such key.
        """
        with alone(self._path):
            ring = self._read()
            found = next((kept for kept in ring if kept.key.id == key_id), None)
            if found is None:
                raise unknown("signing key", key_id, [kept.key.id for kept in ring])
            if found.key.stage in _SIGNERS:
                raise ConflictError(
                    "a key that signs, or will, cannot be retired", piece=key_id, hint="rotate first", retryable=False
                )
            gone = _Kept(replace(found.key, stage=KeyStage.RETIRED), None)
            self._write([gone if kept is found else kept for kept in ring])

    @property
    def _path(self) -> Path:
        return self.folder / f"{self.purpose}.json"

    def _signing(self) -> tuple[RingKey, OKPKey]:
        for kept in self._read():
            if kept.key.stage is KeyStage.SIGNING and kept.private is not None:
                return kept.key, kept.private
        raise KeyFileError(
            "the ring has no key that signs", where=str(self._path), hint="restore the file, or open the ring anew"
        )

    def _read(self) -> tuple[_Kept, ...]:
        data = read_private(self._path)
        if data is None:
            return ()
        try:
            return tuple(_from_json(kept) for kept in json.loads(data)["keys"])
        except (JoseError, InvalidInputError, ValueError, KeyError, TypeError):
            # The cause is left out: it could show a piece of a private key.
            raise KeyFileError(
                "the file of keys is damaged", where=str(self._path), hint="restore it from a backup"
            ) from None

    def _write(self, ring: list[_Kept]) -> None:
        write_private(self._path, canonical({"version": 1, "keys": [_to_json(kept) for kept in ring]}) + b"\n")


def open_ring(folder: Path, *, purpose: str, clock: Clock) -> KeyRing:
    """Open a ring, and make its folder and its first key when there is none.

    Args:
        folder: where the keys live, outside the workspace.
        purpose: what they sign; a lower-case label.
        clock: says when the first key was made.

    Returns:
        The ring.

    Raises:
        ForbiddenError: others could read the keys.
        InvalidInputError: the purpose is no label.
        ApiyardError: the folder cannot be written, or the file is damaged.
    """
    ring = KeyRing(folder, Slug(purpose))
    make_private_folder(folder)
    with alone(ring._path):  # noqa: SLF001 - of this module
        if not ring.keys():
            ring._write([_new_key(clock, KeyStage.SIGNING)])  # noqa: SLF001 - of this module
    return ring


def _new_key(clock: Clock, stage: KeyStage) -> _Kept:
    return _kept(OKPKey.generate_key("Ed25519"), stage, int(clock.now().timestamp()))


def _moved(kept: _Kept) -> _Kept:
    """Give a key after a rotation; what signs no more needs its private part no more."""
    if kept.key.stage is KeyStage.COMING:
        return _Kept(replace(kept.key, stage=KeyStage.SIGNING), kept.private)
    if kept.key.stage is KeyStage.SIGNING:
        return _Kept(replace(kept.key, stage=KeyStage.VERIFYING), None)
    return kept


def _kept(found: OKPKey, stage: KeyStage, created: int) -> _Kept:
    key_id = found.thumbprint()[:KEY_ID_LENGTH]
    public = {name: str(value) for name, value in found.as_dict(private=False).items() if name in {"kty", "crv", "x"}}
    private = None
    if found.is_private:
        private = OKPKey.import_key({**found.as_dict(private=True), "kid": key_id})
    return _Kept(RingKey(key_id, stage, created, public), private)


def _to_json(kept: _Kept) -> JsonObject:
    jwk: dict[str, Any] = dict(kept.key.public)
    if kept.private is not None:
        jwk["d"] = kept.private.as_dict(private=True)["d"]
    return {"stage": kept.key.stage.value, "created": kept.key.created, "jwk": jwk}


def _from_json(told: Mapping[str, Any]) -> _Kept:
    kept = _kept(OKPKey.import_key(told["jwk"]), KeyStage(told["stage"]), int(told["created"]))
    if kept.key.public.get("crv") != "Ed25519" or (kept.private is None and kept.key.stage in _SIGNERS):
        raise InvalidInputError("not a signing key")
    return kept


def _raw(public: Mapping[str, str]) -> bytes:
    key: Any = OKPKey.import_key(dict(public)).public_key
    raw: bytes = key.public_bytes_raw()
    return raw
