"""Other credentials let a call in too."""

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
    """Notice alternatives that only the new contract has."""
    if not pair.old:
        return
    direction = direction_of(pair)
    for each in turned(pair):
        if each.kind == "added" and each.after is not None:
            told = named(each.after)
            wish: Wish = Known(direction, Verdict.SAFE, "credentials that were enough are looked at one by one")
            if direction == "response":
                wish = with_credentials(direction, each.after, each.index)
            message = f"{told} lets a call in"
            yield Edit("security-alternative-added", message, pair.old_at, pair.new_at, None, told, (wish,), told)


CHECK = Check(
    id="security-alternative-added",
    area="security",
    what="There is another way to be let in.",
    why="Clients may go on as before.",
    find=_find,
    examples=(Example("another way", _asks({"token": []}), _asks({"key": []}, {"token": []}), always(SAFE), NOTHING),),
)
