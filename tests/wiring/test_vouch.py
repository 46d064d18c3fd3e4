"""A release whose store was changed is not relied on."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from apiyard.core.digest import digest_bytes
from apiyard.core.errors import InvalidInputError, RefusedError
from apiyard.core.names import ApiName, Version
from apiyard.release.bundle import Bundle, Manifest
from apiyard.release.ports import Signature
from apiyard.wiring.vouch import vouched

KEY = Ed25519PrivateKey.generate()
KEYS = {"one": KEY.public_key().public_bytes_raw()}
MANIFEST = Manifest(
    ApiName("notes"), Version("1.0.0"), digest_bytes(b"contract"), digest_bytes(b"artefact"), digest_bytes(b"policies")
)


def _release(manifest=MANIFEST, *, signed=MANIFEST, **changed):
    value = base64.urlsafe_b64encode(KEY.sign(signed.to_bytes())).rstrip(b"=").decode()
    bundle = Bundle(manifest, Signature("one", "Ed25519", value))
    told = manifest.to_json()
    body = {name: told[name] for name in ("api", "version", "contract", "artefact")}
    return {**body, "bundle": manifest.digest, "signed": bundle.to_json(), **changed}


def test_what_was_signed_is_relied_on():
    assert vouched(_release(), KEYS) == MANIFEST


@pytest.mark.parametrize("name", ["contract", "artefact", "bundle"])
def test_a_release_that_says_something_else_is_refused(name):
    with pytest.raises(RefusedError) as caught:
        vouched(_release(**{name: digest_bytes(b"another")}), KEYS)
    assert caught.value.piece == name


def test_another_manifest_under_the_same_signature_is_refused():
    other = replace(MANIFEST, artefact=digest_bytes(b"another"))
    with pytest.raises(RefusedError):
        vouched(_release(other, signed=MANIFEST), KEYS)


def test_an_unknown_key_is_refused():
    with pytest.raises(RefusedError):
        vouched(_release(), {"two": KEYS["one"]})
    with pytest.raises(RefusedError):
        vouched(_release(), {"one": Ed25519PrivateKey.generate().public_key().public_bytes_raw()})


@pytest.mark.parametrize("value", ["", "!", "é", "A" * 86, "A" * 85])
def test_a_signature_that_is_none_is_refused(value):
    release = _release()
    release["signed"]["signature"]["value"] = value
    with pytest.raises(RefusedError):
        vouched(release, KEYS)


def test_a_release_without_a_bundle_is_refused():
    with pytest.raises(InvalidInputError):
        vouched({**_release(), "signed": {}}, KEYS)
