"""Keys say who calls, end, and cannot be forged."""

from __future__ import annotations

import base64
import json
import warnings
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from apiyard.access.key_intent import key_evidence, key_intent_body, override, plan_overrides, revoke, revoked_keys
from apiyard.access.keys import MAX_LIFETIME, PREFIX, issue, verify
from apiyard.access.leak import find_leaks, find_shapes
from apiyard.access.signing_keys import open_ring
from apiyard.core.errors import ConflictError, InvalidInputError, UnauthenticatedError
from apiyard.core.evidence import EvidenceKind
from apiyard.core.json import canonical


def made(ring, clock, **fields):
    """Issue a key for the staging environment."""
    wanted = {"consumer": "acme", "application": "web", "plan": "gold", "environment": "staging"}
    lifetime = fields.pop("lifetime", timedelta(hours=1))
    return issue(**(wanted | fields), lifetime=lifetime, clock=clock, ring=ring)


def refusal(text, ring, clock, audience="staging"):
    with pytest.raises(UnauthenticatedError) as told:
        verify(text, ring.public_jwks(), audience=audience, clock=clock)
    assert text not in str(told.value) or len(text) < 10
    return told.value.code


def encode(value):
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(part):
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def forged(key, ring, header=None, **claims):
    """Sign other claims with the ring's own key: what a faulty issuer could do."""
    head, body, _ = key.text.removeprefix(PREFIX).split(".")
    signed = f"{encode(decode(head) | (header or {}))}.{encode(decode(body) | claims)}"
    return f"{PREFIX}{signed}.{encode(ring.sign(signed.encode()))}"


def test_a_key_says_who_calls_and_how_much(ring, clock):
    key = made(ring, clock)
    claims = verify(key.text, ring.public_jwks(), audience="staging", clock=clock)
    assert claims == key.claims
    assert (claims.consumer, claims.application, claims.plan, claims.environment) == ("acme", "web", "gold", "staging")
    assert claims.expires - claims.issued == timedelta(hours=1)
    assert claims.kid == ring.key_id


def test_a_key_has_the_form_that_the_gateway_checks(ring, clock):
    key = made(ring, clock)
    head, body, signature = key.text.removeprefix("ay_").split(".")
    assert key.text.startswith("ay_")
    assert decode(head) == {"alg": "EdDSA", "kid": ring.key_id, "typ": "JWT"}
    told = decode(body)
    assert set(told) == {"iss", "sub", "app", "plan", "aud", "jti", "iat", "exp"}
    assert (told["iss"], told["sub"], told["aud"]) == ("apiyard", "acme", "staging")
    assert (told["iat"], told["exp"] - told["iat"]) == (int(clock.now().timestamp()), 3600)
    public = Ed25519PublicKey.from_public_bytes(ring.public_keys()[ring.key_id])
    public.verify(base64.urlsafe_b64decode(signature + "=="), f"{head}.{body}".encode())  # without the library


def test_issuing_and_checking_warn_of_nothing(ring, clock):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        verify(made(ring, clock).text, ring.public_jwks(), audience="staging", clock=clock)


def test_two_keys_are_never_the_same(ring, clock):
    keys = [made(ring, clock) for _ in range(50)]
    assert len({key.jti for key in keys}) == len({key.text for key in keys}) == 50


@pytest.mark.parametrize(
    "wrong",
    [
        {"lifetime": timedelta(0)},
        {"lifetime": timedelta(seconds=-1)},
        {"lifetime": MAX_LIFETIME + timedelta(seconds=1)},
        {"consumer": "ACME"},
        {"consumer": ""},
        {"application": "a b"},
        {"plan": "../gold"},
        {"environment": "x" * 64},
    ],
)
def test_a_key_outside_the_form_is_not_issued(ring, clock, wrong):
    with pytest.raises(InvalidInputError):
        made(ring, clock, **wrong)


def test_a_key_ends_to_the_second(ring, clock):
    key = made(ring, clock, lifetime=timedelta(seconds=10))
    clock.move(9)
    verify(key.text, ring.public_jwks(), audience="staging", clock=clock)
    clock.move(1)
    assert refusal(key.text, ring, clock) == "key-expired"


def test_a_key_of_the_future_is_refused(ring, clock):
    key = made(ring, clock, lifetime=timedelta(days=2))
    clock.move(-86400)
    assert refusal(key.text, ring, clock) == "key-expired"


def test_a_key_is_good_in_its_environment_only(ring, clock):
    assert refusal(made(ring, clock).text, ring, clock, audience="production") == "key-audience"


@pytest.mark.parametrize(
    "text", ["", "ay_", "ay_x", "ay_a.b.c", "eyJ.a.b", "Bearer ay_x", "ay_" + "x" * 5000, "ay_é.é.é"]
)
def test_what_is_no_key_is_refused(ring, clock, text):
    assert refusal(text, ring, clock) in {"key-malformed", "key-signature"}


def test_every_changed_character_of_the_body_is_noticed(ring, clock):
    key = made(ring, clock)
    head, body, signature = key.text.split(".")
    for place in range(0, len(body), 7):
        changed = body[:place] + ("A" if body[place] != "A" else "B") + body[place + 1 :]
        assert refusal(f"{head}.{changed}.{signature}", ring, clock) == "key-signature"


def test_a_key_of_another_ring_is_refused(tmp_path, ring, clock):
    other = open_ring(tmp_path / "other", purpose="consumers", clock=clock)
    assert refusal(made(other, clock).text, ring, clock) == "key-unknown-signer"
    stolen_name = forged(made(other, clock), other, header={"kid": ring.key_id})
    assert refusal(stolen_name, ring, clock) == "key-signature"


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "none"},
        {"alg": "HS256"},
        {"alg": "Ed25519"},
        {"alg": None},
        {"kid": None},
        {"kid": "../../etc/passwd"},
        {"crit": ["b64"], "b64": False},
    ],
)
def test_a_header_cannot_choose_another_check(ring, clock, header):
    code = refusal(forged(made(ring, clock), ring, header=header), ring, clock)
    assert code in {"key-algorithm", "key-signature", "key-unknown-signer"}


def test_a_public_key_used_as_a_shared_secret_opens_nothing(ring, clock):
    import hashlib
    import hmac

    head, body, _ = made(ring, clock).text.removeprefix(PREFIX).split(".")
    signed = f"{encode(decode(head) | {'alg': 'HS256'})}.{body}"
    mac = hmac.new(ring.public_keys()[ring.key_id], signed.encode(), hashlib.sha256).digest()
    assert refusal(f"{PREFIX}{signed}.{encode(mac)}", ring, clock) == "key-algorithm"


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "somebody"},
        {"sub": "ACME"},
        {"sub": ["acme"]},
        {"aud": ["staging"]},
        {"plan": ""},
        {"jti": "1"},
        {"jti": 5},
        {"exp": None},
        {"exp": "never"},
        {"exp": 1e400},
        {"exp": 10**30},
        {"exp": True},
        {"iat": 0},
        {"admin": True},
    ],
)
def test_other_claims_than_those_of_a_key_are_refused_even_when_signed(ring, clock, claims):
    assert refusal(forged(made(ring, clock), ring, **claims), ring, clock) in {"key-claims", "key-signature"}


def test_a_key_without_an_end_is_refused(ring, clock):
    head, body, _ = made(ring, clock).text.removeprefix(PREFIX).split(".")
    endless = {name: value for name, value in decode(body).items() if name != "exp"}
    signed = f"{head}.{encode(endless)}"
    assert refusal(f"{PREFIX}{signed}.{encode(ring.sign(signed.encode()))}", ring, clock) == "key-claims"


def test_an_old_key_verifies_until_its_signer_is_retired(ring, clock):
    key = made(ring, clock)
    former = ring.key_id
    ring.rotate(clock)
    assert made(ring, clock).claims.kid != former
    verify(key.text, ring.public_jwks(), audience="staging", clock=clock)
    ring.retire(former)
    assert refusal(key.text, ring, clock) == "key-unknown-signer"


def test_foreign_entries_of_a_jwk_set_are_passed_over(ring, clock):
    key = made(ring, clock)
    jwks = {"keys": [{"kty": "RSA", "kid": key.claims.kid}, *ring.public_jwks()["keys"]]}
    assert verify(key.text, jwks, audience="staging", clock=clock) == key.claims
    stranger = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    wrong = {"keys": [{"kty": "OKP", "crv": "Ed25519", "kid": key.claims.kid, "x": encode(stranger)}]}
    with pytest.raises(UnauthenticatedError):
        verify(key.text, wrong, audience="staging", clock=clock)


def test_the_text_shows_nowhere_but_where_it_is_asked_for(ring, clock):
    key = made(ring, clock)
    body = key_intent_body(key)
    shown = [repr(key), str(key), canonical(body).decode()]
    shown += [repr(key_evidence(EvidenceKind.KEY_ISSUED, key.jti, body, by="user:ada"))]
    for text in shown:
        assert find_leaks(text, {"key": key.text, "signature": key.text.split(".")[2]}) == ()
        assert find_shapes(text) == ()
    assert find_shapes(f"Authorization: Bearer {key.text}") != ()


def test_what_is_kept_of_a_key_is_enough_to_revoke_it(ring, clock):
    key, other = made(ring, clock), made(ring, clock, environment="production")
    bodies = {one.jti: key_intent_body(one) for one in (key, other)}
    assert revoked_keys(bodies, "staging", clock.now()) == ()
    bodies = {jti: revoke(body, clock.now()) for jti, body in bodies.items()}
    assert revoked_keys(bodies, "staging", clock.now()) == (key.jti,)
    with pytest.raises(ConflictError):
        revoke(bodies[key.jti], clock.now())
    clock.move(3600)
    assert revoked_keys(bodies, "staging", clock.now()) == ()  # it has ended by itself


def test_a_plan_can_be_replaced_and_given_back(ring, clock):
    key = made(ring, clock)
    body = override(key_intent_body(key), "silver")
    assert plan_overrides({key.jti: body}, "staging", clock.now()) == {key.jti: "silver"}
    assert plan_overrides({key.jti: body}, "production", clock.now()) == {}
    assert plan_overrides({key.jti: override(body, None)}, "staging", clock.now()) == {}
    assert plan_overrides({key.jti: revoke(body, clock.now())}, "staging", clock.now()) == {}
    with pytest.raises(InvalidInputError):
        override(body, "No Plan")
    with pytest.raises(ConflictError):
        override(revoke(body, clock.now()), "silver")


def test_facts_about_a_key_name_it_by_its_id(ring, clock):
    key = made(ring, clock)
    fact = key_evidence(EvidenceKind.KEY_REVOKED, key.jti, key_intent_body(key), by="user:ada")
    assert (fact.subject.kind, fact.subject.id, fact.about.environment) == ("key", key.jti, "staging")
    assert fact.numbers["consumer"] == "acme"
