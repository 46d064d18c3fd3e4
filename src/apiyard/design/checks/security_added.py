"""Calls that needed no credentials need them."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.core.json import Json
from apiyard.design.cause import Verdict
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Known, Wish
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.credentials_side import with_credentials
from apiyard.design.surface.example import BREAKING, NOTHING, SAFE, always, contract
from apiyard.design.surface.lives import direction_of
from apiyard.design.surface.requirements import named
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
    """Notice requirements where there were none."""
    if pair.old or not pair.new:
        return
    direction = direction_of(pair)
    wish: Wish = with_credentials(direction, {}, None)
    if direction == "response":
        wish = Known(direction, Verdict.SAFE, "who takes any call takes one with credentials")
    told = " or ".join(named(each) for each in pair.new)
    yield Edit("security-added", f"calls now need {told}", pair.old_at, pair.new_at, None, told, (wish,))


CHECK = Check(
    id="security-added",
    area="security",
    what="Credentials are asked for where none were.",
    why="Calls without credentials are refused with 401.",
    find=_find,
    oasdiff=("api-security-added", "api-global-security-added"),
    examples=(
        Example("a key", _asks(), _asks({"key": []}), always(BREAKING), NOTHING),
        Example("a key, or nothing", _asks(), _asks({"key": []}, {}), always(SAFE), NOTHING),
    ),
)
