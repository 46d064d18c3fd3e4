"""From the access intent to the IR: only what is public and right goes on."""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.core.errors import InvalidInputError
from apiyard.core.json import Json, canonical
from apiyard.core.names import PlanName
from apiyard.gateway.check import check_text
from apiyard.gateway.intent import AccessIntent, PlanLimit
from apiyard.gateway.ir import AccessIr

_PUBLIC = ("kty", "crv", "x", "kid")
_KEY_ID = r"[A-Za-z0-9._~-]{1,128}"
_MOST_REQUESTS = 2**32 - 1
_LONGEST_PERIOD = 366 * 86_400


def resolve_access(intent: AccessIntent) -> AccessIr:
    """Check who may call.

    Args:
        intent: what should be.

    Returns:
        The resolved form, with nothing but the public members of the keys.

    Raises:
        InvalidInputError: a signing key, a plan or an id is wrong.
    """
    check_text(intent.issuer, r"[\x21-\x7e]{1,200}", "access.issuer")
    for jti in (*intent.revoked, *intent.overrides):
        check_text(jti, _KEY_ID, "access")
    return AccessIr(
        jwks=canonical({"keys": _keys(intent)}).decode("utf-8"),
        issuer=intent.issuer,
        plans=_plans(intent.plans),
        revoked=tuple(sorted(set(intent.revoked))),
        overrides=tuple(sorted((jti, str(PlanName(plan))) for jti, plan in intent.overrides.items())),
    )


def _keys(intent: AccessIntent) -> list[Json]:
    keys = intent.jwks.get("keys")
    if not isinstance(keys, list) or not keys:
        raise InvalidInputError("there is no signing key, so no caller could be known", where="access.jwks")
    return [_public(key) for key in keys]


def _public(key: Json) -> Json:
    if not isinstance(key, Mapping) or key.get("kty") != "OKP" or key.get("crv") != "Ed25519":
        raise InvalidInputError("a signing key must be an Ed25519 key (RFC 8037)", where="access.jwks")
    if "d" in key:
        raise InvalidInputError("a private key was given where public keys belong", where="access.jwks")
    check_text(str(key.get("kid", "")), _KEY_ID, "access.jwks")
    return {**{name: key[name] for name in _PUBLIC if name in key}, "alg": "EdDSA", "use": "sig"}


def _plans(plans: tuple[PlanLimit, ...]) -> tuple[PlanLimit, ...]:
    found: dict[str, PlanLimit] = {}
    for plan in plans:
        PlanName(plan.plan)
        if plan.plan in found:
            raise InvalidInputError("two plans have the same name", where="access.plans", piece=plan.plan)
        if not (1 <= plan.requests <= _MOST_REQUESTS and 1 <= plan.per_seconds <= _LONGEST_PERIOD):
            raise InvalidInputError(
                "a plan allows at least one request in at least one second", where="access.plans", piece=plan.plan
            )
        found[plan.plan] = plan
    return tuple(found[name] for name in sorted(found))
