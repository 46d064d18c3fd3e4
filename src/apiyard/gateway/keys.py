"""The filter that verifies keys: signed tokens with a pinned algorithm, checked without asking anybody."""

from __future__ import annotations

from envoy.extensions.filters.http.jwt_authn.v3 import config_pb2 as jwt
from google.protobuf.empty_pb2 import Empty

from apiyard.gateway.ir import Ir
from apiyard.gateway.naming import APPLICATION_HEADER, CONSUMER_HEADER, KEY_HEADER, PLAN_HEADER

NEEDED = "needed"
OPTIONAL = "optional"
_CACHED = 10_000
_LONGEST = 4_096
_SKEW = 5
_PROVIDER = "apiyard"
_SHOWN = (
    ("authorization", "Bearer ay_"),
    ("authorization", "bearer ay_"),
    ("x-api-key", "ay_"),
)
# In headers, not in dynamic metadata: that costs a copy a call and would be written into each record whole.
_TOLD = (
    (CONSUMER_HEADER, "sub"),
    (PLAN_HEADER, "plan"),
    (APPLICATION_HEADER, "app"),
    (KEY_HEADER, "jti"),
)


def verify_keys(ir: Ir) -> jwt.JwtAuthentication:
    """Verify the key of each call (RFC 7519, RFC 8037) and take it off the call.

    Args:
        ir: the issuer, the public keys and the environment, which is the audience.

    Returns:
        The filter: every call needs a key, unless its route says that it is optional; then one that is
        shown must still be right. A call shows one key: with two, the headers that tell the caller hold
        both, and the known plans let none of that through.
    """
    provider = jwt.JwtProvider(
        issuer=ir.access.issuer,
        audiences=[ir.environment],
        require_expiration=True,
        clock_skew_seconds=_SKEW,
        forward=False,
        jwt_cache_config=jwt.JwtCacheConfig(jwt_cache_size=_CACHED, jwt_max_token_size=_LONGEST),
    )
    provider.subjects.safe_regex.regex = ".+"
    provider.local_jwks.inline_string = ir.access.jwks
    for name, prefix in _SHOWN:
        provider.from_headers.add(name=name, value_prefix=prefix)
    for name, claim in _TOLD:
        provider.claim_to_headers.add(header_name=name, claim_name=claim)
    one = jwt.JwtRequirement(provider_name=_PROVIDER)
    none = jwt.JwtRequirement(allow_missing=Empty())
    either = jwt.JwtRequirement(requires_any=jwt.JwtRequirementOrList(requirements=[one, none]))
    built = jwt.JwtAuthentication(
        providers={_PROVIDER: provider}, requirement_map={NEEDED: one, OPTIONAL: either}, stat_prefix="apiyard_"
    )
    rule = built.rules.add(requirement_name=NEEDED)
    rule.match.prefix = "/"
    return built
