"""A call needs a scope less."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.core.json import Json
from apiyard.design.cause import Verdict
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Known, Wish
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.credentials_side import with_credentials
from apiyard.design.surface.example import NOTHING, SAFE, always, contract
from apiyard.design.surface.lives import direction_of
from apiyard.design.surface.requirements import named, turned
from apiyard.spec.operation import Security

_SCHEMES = {
    "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "token": {"type": "http", "scheme": "bearer"},
    "oauth": {
        "type": "oauth2",
        "flows": {
            "clientCredentials": {
                "tokenUrl": "https://auth.example.com/token",
                "scopes": {"read": "read", "write": "write"},
            }
        },
    },
}


def _asks(*security: Json) -> Json:
    return contract({"security": list(security)}, components={"securitySchemes": _SCHEMES})


def _find(pair: Pair[Security]) -> Iterator[Edit]:
    """Notice scopes that only the old contract asks for."""
    direction = direction_of(pair)
    for each in turned(pair):
        if each.kind == "scopes-removed" and each.before is not None and each.after is not None:
            told = ", ".join(each.scopes)
            wish: Wish = Known(direction, Verdict.SAFE, "a token with more scopes than needed is enough")
            if direction == "response":
                wish = with_credentials(direction, each.after, None)
            before, after = named(each.before), named(each.after)
            message = f"the scope {told} is no longer needed"
            yield Edit("security-scope-removed", message, pair.old_at, pair.new_at, before, after, (wish,), told)


CHECK = Check(
    id="security-scope-removed",
    area="security",
    what="A call no longer needs a scope.",
    why="Tokens that have it are still enough.",
    find=_find,
    oasdiff=("api-security-scope-removed", "api-global-security-scope-removed"),
    examples=(
        Example("a scope less", _asks({"oauth": ["read", "write"]}), _asks({"oauth": ["read"]}), always(SAFE), NOTHING),
    ),
)
