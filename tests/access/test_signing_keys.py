"""Signing keys stay private, rotate, and survive whoever else is using them."""

from __future__ import annotations

import json
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from apiyard.access.leak import find_shapes
from apiyard.access.private_file import KeyFileError
from apiyard.access.signing_keys import KeyRing, KeyStage, open_ring
from apiyard.core.errors import ApiyardError, ConflictError, ForbiddenError, InvalidInputError, UnknownNameError


def stages(ring):
    kept = ring.keys()
    return [key.stage.value for key in kept]


def test_a_new_ring_has_one_key_and_an_old_one_keeps_it(ring, clock):
    again = open_ring(ring.folder, purpose="consumers", clock=clock)
    assert again.key_id == ring.key_id
    assert stages(ring) == ["signing"]
    assert ring.keys()[0].created == int(clock.now().timestamp())


def test_only_the_owner_can_read_it(ring):
    assert stat.S_IMODE(ring.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in ring.folder.iterdir()} == {0o600}


def test_the_public_set_has_public_parts_only(ring, clock):
    ring.rotate(clock)
    text = json.dumps(ring.public_jwks())
    assert find_shapes(text) == ()
    for key in ring.public_jwks()["keys"]:
        assert set(key) == {"kty", "crv", "x", "kid", "use", "alg"}
        assert (key["kty"], key["crv"]) == ("OKP", "Ed25519")
    assert find_shapes(repr(ring) + repr(ring.keys())) == ()


def test_a_key_id_is_the_thumbprint(ring):
    import base64
    import hashlib

    (key,) = ring.keys()
    told = json.dumps({"crv": "Ed25519", "kty": "OKP", "x": key.public["x"]}, separators=(",", ":"))  # RFC 7638
    thumbprint = base64.urlsafe_b64encode(hashlib.sha256(told.encode()).digest()).decode()
    assert thumbprint.startswith(key.id)
    assert len(key.id) == 20


def test_a_signature_is_checked_with_the_public_key_of_its_id(ring, clock):
    signed_by, signature = ring.key_id, ring.sign(b"data")
    ring.rotate(clock)
    assert ring.key_id != signed_by
    Ed25519PublicKey.from_public_bytes(ring.public_keys()[signed_by]).verify(signature, b"data")
    ring.retire(signed_by)
    Ed25519PublicKey.from_public_bytes(ring.public_keys()[signed_by]).verify(signature, b"data")


def test_rotating_keeps_the_former_key_for_verifying_only(ring, clock):
    former = ring.key_id
    new = ring.rotate(clock)
    assert stages(ring) == ["signing", "verifying"]
    assert [key["kid"] for key in ring.public_jwks()["keys"]] == [new, former]
    kept = json.loads((ring.folder / "consumers.json").read_bytes())
    assert ["d" in one["jwk"] for one in kept["keys"]] == [True, False]


def test_retiring_takes_a_key_out_of_the_public_set(ring, clock):
    former = ring.key_id
    new = ring.rotate(clock)
    ring.retire(former)
    assert stages(ring) == ["signing", "retired"]
    assert [key["kid"] for key in ring.public_jwks()["keys"]] == [new]
    assert set(ring.public_keys()) == {new, former}


def test_the_key_that_signs_and_an_unknown_one_are_not_retired(ring):
    with pytest.raises(ConflictError, match="rotate first"):
        ring.retire(ring.key_id)
    with pytest.raises(UnknownNameError):
        ring.retire("nobody")


def test_another_process_sees_a_rotation_at_once(ring, clock):
    other = KeyRing(ring.folder, ring.purpose)
    assert ring.rotate(clock) == other.key_id


def test_two_purposes_have_two_keys(ring, clock):
    seals = open_ring(ring.folder, purpose="seals", clock=clock)
    assert seals.key_id != ring.key_id
    with pytest.raises(InvalidInputError):
        open_ring(ring.folder, purpose="../seals", clock=clock)


def test_many_may_open_and_rotate_at_once(tmp_path, clock):
    with ThreadPoolExecutor(6) as pool:
        rings = list(pool.map(lambda _: open_ring(tmp_path / "k", purpose="seals", clock=clock), range(6)))
        assert len({ring.key_id for ring in rings}) == 1
        list(pool.map(lambda ring: ring.rotate(clock), rings))
    assert stages(rings[0]) == ["signing"] + ["verifying"] * 6


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o777])
def test_a_file_that_others_could_read_is_refused(ring, clock, mode):
    (ring.folder / "consumers.json").chmod(mode)
    with pytest.raises(ForbiddenError) as told:
        ring.sign(b"data")
    assert "chmod 600" in told.value.hint
    with pytest.raises(ForbiddenError):
        open_ring(ring.folder, purpose="consumers", clock=clock)


@pytest.mark.parametrize("mode", [0o750, 0o705, 0o777])
def test_a_folder_that_others_could_enter_is_refused(ring, clock, mode):
    ring.folder.chmod(mode)
    with pytest.raises(ForbiddenError) as told:
        open_ring(ring.folder, purpose="consumers", clock=clock)
    assert "chmod 700" in told.value.hint


def test_a_link_to_a_file_is_refused(ring, tmp_path):
    path = ring.folder / "consumers.json"
    path.rename(tmp_path / "elsewhere.json")
    path.symlink_to(tmp_path / "elsewhere.json")
    with pytest.raises(ApiyardError):
        ring.sign(b"data")


def test_a_damaged_file_is_told_without_showing_it(ring):
    path = ring.folder / "consumers.json"
    kept = path.read_text()
    private = json.loads(kept)["keys"][0]["jwk"]["d"]
    for text in (
        "{",
        "{}",
        kept[:-30],
        kept.replace("signing", "singing"),
        '{"keys": [{"jwk": {}}]}',
        kept.replace('"d"', '"e"'),
    ):
        path.write_text(text)
        with pytest.raises(KeyFileError) as told:
            ring.sign(b"data")
        chain = f"{told.value} {told.value.__cause__!r}"
        assert private not in chain


def test_a_folder_that_cannot_be_made_is_told(tmp_path, clock):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(KeyFileError):
        open_ring(tmp_path / "file" / "keys", purpose="seals", clock=clock)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(KeyFileError):
        KeyRing(tmp_path, "seals").sign(b"data")


def test_stages_are_a_closed_set():
    assert list(KeyStage) == ["coming", "signing", "verifying", "retired"]


def test_a_coming_key_is_known_before_it_signs(ring, clock):
    former = ring.key_id
    coming = ring.prepare(clock)
    assert ring.prepare(clock) == coming
    assert ring.key_id == former
    assert [key["kid"] for key in ring.public_jwks()["keys"]] == [coming, former]
    with pytest.raises(ConflictError):
        ring.retire(coming)
    assert ring.rotate(clock) == coming == ring.key_id
    assert stages(ring) == ["signing", "verifying"]
    Ed25519PublicKey.from_public_bytes(ring.public_keys()[coming]).verify(ring.sign(b"data"), b"data")
