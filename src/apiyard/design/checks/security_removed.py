"""Calls that needed credentials need none."""

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
    """Notice that all requirements are gone."""
    if not pair.old or pair.new:
        return
    direction = direction_of(pair)
    wish: Wish = Known(direction, Verdict.SAFE, "who takes any call takes one with credentials")
    if direction == "response":
        wish = with_credentials(direction, {}, None)
    told = " or ".join(named(each) for each in pair.old)
    yield Edit("security-removed", f"calls no longer need {told}", pair.old_at, pair.new_at, told, None, (wish,))


CHECK = Check(
    id="security-removed",
    area="security",
    what="No credentials are asked for any more.",
    why="Calls with credentials are still taken.",
    find=_find,
    oasdiff=("api-security-removed", "api-global-security-removed"),
    examples=(Example("no key any more", _asks({"key": []}), _asks(), always(SAFE), NOTHING),),
)
