"""A call needs another scope."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.core.json import Json
from apiyard.design.cause import Verdict
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Known, Wish
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.credentials_side import with_credentials
from apiyard.design.surface.example import BREAKING, NOTHING, always, contract
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
    """Notice scopes that only the new contract asks for."""
    direction = direction_of(pair)
    for each in turned(pair):
        if each.kind == "scopes-added" and each.before is not None and each.after is not None:
            told = ", ".join(each.scopes)
            wish: Wish = with_credentials(direction, each.before, each.index)
            if direction == "response":
                wish = Known(direction, Verdict.SAFE, "who takes fewer scopes takes more")
            before, after = named(each.before), named(each.after)
            message = f"the scope {told} is needed"
            yield Edit("security-scope-added", message, pair.old_at, pair.new_at, before, after, (wish,), told)


CHECK = Check(
    id="security-scope-added",
    area="security",
    what="A call needs a scope that it did not need.",
    why="Tokens that were granted without it are refused with 403 (RFC 6750, section 3.1).",
    find=_find,
    oasdiff=("api-security-scope-added", "api-global-security-scope-added"),
    examples=(
        Example(
            "another scope", _asks({"oauth": ["read"]}), _asks({"oauth": ["read", "write"]}), always(BREAKING), NOTHING
        ),
    ),
)
