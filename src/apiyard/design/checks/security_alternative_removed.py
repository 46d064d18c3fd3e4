"""Credentials that were enough are not enough any more."""

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
    """Notice alternatives that only the old contract has."""
    if not pair.new:
        return
    direction = direction_of(pair)
    for each in turned(pair):
        if each.kind == "removed" and each.before is not None:
            told = named(each.before)
            wish: Wish = with_credentials(direction, each.before, each.index)
            if direction == "response":
                wish = Known(direction, Verdict.SAFE, "calls come with other credentials, which are taken as well")
            message = f"{told} alone no longer lets a call in"
            yield Edit("security-alternative-removed", message, pair.old_at, pair.new_at, told, None, (wish,), told)


CHECK = Check(
    id="security-alternative-removed",
    area="security",
    what="One of the ways to be let in is gone, or asks for more.",
    why="Clients that have only these credentials are refused.",
    find=_find,
    examples=(
        Example("one of two ways", _asks({"key": []}, {"token": []}), _asks({"token": []}), always(BREAKING), NOTHING),
        Example("two schemes together", _asks({"key": []}), _asks({"key": [], "token": []}), always(BREAKING), NOTHING),
        Example("one scheme less", _asks({"key": [], "token": []}), _asks({"key": []}), always(SAFE), NOTHING),
    ),
)
