"""The bundle: its identity, its JSON and its signature."""

from __future__ import annotations

import base64
import json
from dataclasses import replace

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from apiyard.core.digest import digest_bytes
from apiyard.core.errors import InvalidInputError, RefusedError
from apiyard.core.names import ApiName, Version
from apiyard.release.bundle import Bundle, Manifest, check, sign
from apiyard.release.case import MANIFEST
from apiyard.release.ports import Signature


class Keys:
    def __init__(self):
        self.key = Ed25519PrivateKey.generate()

    def sign(self, data):
        value = base64.urlsafe_b64encode(self.key.sign(data)).rstrip(b"=").decode()
        return Signature("k1", "Ed25519", value)

    def verify(self, data, signature):
        try:
            self.key.public_key().verify(base64.urlsafe_b64decode(signature.value + "=="), data)
        except InvalidSignature:
            return False
        return signature.key == "k1"


@pytest.mark.parametrize(
    "change",
    [
        {"api": ApiName("payments")},
        {"version": Version("1.1.1")},
        {"contract": digest_bytes(b"x")},
        {"artefact": None},
        {"policies": digest_bytes(b"x")},
        {"commit": "beef"},
        {"dirty": True},
    ],
)
def test_each_part_is_part_of_the_identity(change):
    other = replace(MANIFEST, **change)
    assert other.digest != MANIFEST.digest
    assert Manifest.from_json(json.loads(other.to_bytes())) == other


def test_the_digest_is_that_of_the_canonical_bytes():
    assert MANIFEST.digest == digest_bytes(MANIFEST.to_bytes())
    assert MANIFEST.to_bytes().startswith(b'{"api":"orders","artefact":"sha256:')


def test_a_bundle_survives_json_and_its_signature_is_right():
    keys = Keys()
    bundle = Bundle.from_json(json.loads(json.dumps(sign(MANIFEST, keys).to_json())))
    assert check(bundle, keys) == MANIFEST
    assert bundle.digest == MANIFEST.digest


def test_two_keys_give_one_identity():
    assert sign(MANIFEST, Keys()).digest == sign(MANIFEST, Keys()).digest


def test_a_changed_bundle_is_refused():
    keys = Keys()
    bundle = sign(MANIFEST, keys)
    for wrong in (
        replace(bundle, manifest=replace(MANIFEST, dirty=True)),
        replace(bundle, signature=replace(bundle.signature, key="k2")),
        replace(bundle, signature=replace(bundle.signature, algorithm="none")),
        sign(MANIFEST, Keys()),
    ):
        with pytest.raises(RefusedError):
            check(wrong, keys)


def test_a_digest_of_other_content_is_refused():
    text = sign(MANIFEST, Keys()).to_json()
    with pytest.raises(InvalidInputError, match="not that of its content"):
        Bundle.from_json({**text, "digest": digest_bytes(b"x")})
    for wrong in ({**text, "manifest": {"format": 9}}, {**text, "signature": None}, {}):
        with pytest.raises(InvalidInputError):
            Bundle.from_json(wrong)
