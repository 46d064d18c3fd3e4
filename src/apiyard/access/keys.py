"""Consumer keys: ``ay_`` and a signed token (RFC 7519, Ed25519 of RFC 8037) that names who calls and how much."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from joserfc.jws import JWSRegistry

from apiyard.access.consumer import ApplicationName
from apiyard.access.signing_keys import KeyRing
from apiyard.core.clock import Clock
from apiyard.core.errors import InvalidInputError, UnauthenticatedError
from apiyard.core.json import JsonObject
from apiyard.core.names import ConsumerName, Environment, PlanName
from apiyard.core.noun import dataclass, field

PREFIX = "ay_"
"""What every key begins with, so that scanners and people know one when they see it."""

ISSUER = "apiyard"
"""The ``iss`` of every key."""

ALGORITHM = "EdDSA"
"""The one algorithm of keys (RFC 8037): the name that Envoy knows; RFC 9864 names the same thing ``Ed25519``."""

MAX_LIFETIME = timedelta(days=400)
"""The longest life of a key: a bit over a year, so that a yearly renewal can overlap."""

MAX_TEXT = 2048
"""The longest key, in characters; a longer text is refused unread."""

_JTI = re.compile(r"[0-9a-f]{24}", re.ASCII)
_CLAIMS = frozenset({"iss", "sub", "app", "plan", "aud", "jti", "iat", "exp"})


@dataclass(frozen=True, slots=True)
class KeyClaims:
    """What a key says.

    Args:
        consumer: who calls.
        application: with which program.
        plan: how much, unless the gateway was told otherwise.
        environment: where it is good.
        jti: the id of the key, by which it is revoked.
        kid: the id of the key that signed it.
        issued: since when, aware UTC, whole seconds.
        expires: until when, aware UTC, whole seconds.
    """

    consumer: ConsumerName
    application: ApplicationName
    plan: PlanName
    environment: Environment
    jti: str
    kid: str
    issued: datetime
    expires: datetime


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """A key as it was issued; its text is shown once and kept nowhere.

    Args:
        claims: what it says.
        text: the secret to hand over; never printed by accident.
    """

    claims: KeyClaims
    text: str = field(repr=False, compare=False)

    @property
    def jti(self) -> str:
        """The id of the key."""
        return self.claims.jti


class _Pinned(JWSRegistry):
    """Knows one algorithm only: no header can choose another one (RFC 8725, section 3.1)."""

    def get_alg(self, name: str) -> Any:
        """Give the algorithm; the library's remark that its name is old is known and left out here alone."""
        if name != ALGORITHM:
            raise UnauthenticatedError("the key is signed in another way than keys are", code="key-algorithm")
        return JWSRegistry.algorithms[ALGORITHM]


_PINNED = _Pinned(algorithms=[ALGORITHM])


def issue(
    *,
    consumer: str,
    application: str,
    plan: str,
    environment: str,
    lifetime: timedelta,
    clock: Clock,
    ring: KeyRing,
) -> IssuedKey:
    """Issue a key.

    Args:
        consumer: who will call.
        application: with which program.
        plan: how much; the caller has checked that it exists.
        environment: where it will be good: its audience.
        lifetime: how long, a second to MAX_LIFETIME; every key ends.
        clock: says when it begins.
        ring: holds the signing key.

    Returns:
        The key with its text.

    Raises:
        InvalidInputError: a name or the lifetime is wrong.
        ApiyardError: the ring cannot be read.
    """
    if not timedelta(seconds=1) <= lifetime <= MAX_LIFETIME:
        raise InvalidInputError(
            "the lifetime of a key is out of bounds",
            piece=str(lifetime),
            hint=f"at least a second, at most {MAX_LIFETIME.days} days; issue a new key before it ends",
        )
    signer = ring.signing_key()
    issued = clock.now().astimezone(UTC).replace(microsecond=0)
    claims = KeyClaims(
        consumer=ConsumerName(consumer),
        application=ApplicationName(application),
        plan=PlanName(plan),
        environment=Environment(environment),
        jti=secrets.token_hex(12),
        kid=str(signer.kid),
        issued=issued,
        expires=(issued + lifetime).replace(microsecond=0),
    )
    header = {"alg": ALGORITHM, "kid": claims.kid}
    return IssuedKey(claims, PREFIX + jwt.encode(header, _to_jwt(claims), signer, registry=_PINNED))


def verify(text: str, keys: JsonObject, *, audience: str, clock: Clock) -> KeyClaims:
    """Check a key without asking anybody; revocations and plan overrides are the gateway's to know.

    Args:
        text: the key as the caller sent it.
        keys: the public JWK set, from ``KeyRing.public_jwks``.
        audience: the environment it must be good in.
        clock: says whether it has ended.

    Returns:
        What it says.

    Raises:
        UnauthenticatedError: it is no key, nobody of the ring signed it, it ended, or it is good elsewhere only;
            the code says which.
    """
    if not text.startswith(PREFIX) or len(text) > MAX_TEXT:
        raise _refused("not an apiyard key", "key-malformed", "a key begins with ay_")
    by_id = _by_id(keys)
    try:
        token = jwt.decode(text.removeprefix(PREFIX), lambda guest: _signer(by_id, guest.headers()), registry=_PINNED)
    except (JoseError, ValueError, TypeError):
        raise _refused("the key is damaged or was not signed here", "key-signature", "ask for a new key") from None
    claims = _from_jwt(token.claims, str(token.header.get("kid")))
    if claims.environment != audience:
        raise _refused("the key is good in another environment", "key-audience", f"ask for a key for {audience}")
    now = clock.now()
    if not claims.issued - timedelta(minutes=1) <= now < claims.expires:
        raise _refused("the key has ended", "key-expired", "ask for a new key")
    return claims


def _to_jwt(claims: KeyClaims) -> dict[str, Any]:
    return {
        "iss": ISSUER,
        "sub": str(claims.consumer),
        "app": str(claims.application),
        "plan": str(claims.plan),
        "aud": str(claims.environment),
        "jti": claims.jti,
        "iat": int(claims.issued.timestamp()),
        "exp": int(claims.expires.timestamp()),
    }


def _from_jwt(told: Mapping[str, Any], kid: str) -> KeyClaims:
    try:
        if set(told) != _CLAIMS or told["iss"] != ISSUER or _JTI.fullmatch(told["jti"]) is None:
            raise InvalidInputError("other claims than a key has")
        if type(told["iat"]) is not int or type(told["exp"]) is not int:
            raise InvalidInputError("times must be whole seconds")
        claims = KeyClaims(
            consumer=ConsumerName(told["sub"]),
            application=ApplicationName(told["app"]),
            plan=PlanName(told["plan"]),
            environment=Environment(told["aud"]),
            jti=told["jti"],
            kid=kid,
            issued=datetime.fromtimestamp(told["iat"], UTC),
            expires=datetime.fromtimestamp(told["exp"], UTC),
        )
        if not timedelta(0) < claims.expires - claims.issued <= MAX_LIFETIME:
            raise InvalidInputError("a longer life than a key has")
    except (InvalidInputError, TypeError, ValueError, OverflowError, OSError):
        raise _refused("the key does not say what a key says", "key-claims", "ask for a new key") from None
    return claims


def _by_id(keys: JsonObject) -> dict[str, OKPKey]:
    found: dict[str, OKPKey] = {}
    listed: Any = keys.get("keys", ())
    for jwk in listed:
        if jwk.get("kty") == "OKP" and jwk.get("crv") == "Ed25519":
            found[str(jwk["kid"])] = OKPKey.import_key({name: jwk[name] for name in ("kty", "crv", "x")})
    return found


def _signer(by_id: Mapping[str, OKPKey], header: Mapping[str, Any]) -> OKPKey:
    key = by_id.get(str(header.get("kid", "")))
    if key is None:
        raise _refused("nobody here signed this key", "key-unknown-signer", "the signing key was retired: ask anew")
    return key


def _refused(what: str, code: str, hint: str) -> UnauthenticatedError:
    return UnauthenticatedError(what, code=code, hint=hint)
