"""Words about a security scheme or its scopes changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.core.json import Json
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, contract
from apiyard.design.surface.raw import described, spots
from apiyard.design.surface.schemes import flows_of, schemes_of
from apiyard.spec.contract import Contract

_FLOW: dict[str, Any] = {"tokenUrl": "https://auth.example.com/token", "scopes": {"read": "read", "write": "write"}}


def _scheme(scheme: Json, **more: Any) -> Json:
    return contract({"security": [{"own": []}]}, components={"securitySchemes": {"own": scheme, **more}})


def _oauth(**flows: Any) -> Json:
    return _scheme({"type": "oauth2", "flows": flows})


_NAMES = ("description", "bearerFormat")


def _find(pair: Pair[Contract]) -> Iterator[Edit]:
    """Notice other words."""
    old, new = schemes_of(pair.contracts.old), schemes_of(pair.contracts.new)
    for name in old:
        where = spots(pair, "components", "securitySchemes", name)
        if name not in new:
            continue
        yield from described("security-scheme-described", f"the security scheme {name!r}", where, names=_NAMES)
        after = flows_of(new[name])
        for flow in flows_of(old[name]):
            words = spots(pair, "components", "securitySchemes", name, "flows", flow, "scopes")
            both = tuple(each for each in words.before if each in words.after) if flow in after else ()
            yield from described("security-scheme-described", f"the scopes of {name!r}", words, names=both)


CHECK = Check(
    id="security-scheme-described",
    area="document",
    what="What people read about a security scheme or its scopes changed.",
    why="Nothing that is sent changes.",
    find=_find,
    oasdiff=("api-security-component-oauth-scope-changed",),
    examples=(
        Example(
            "other words about a scope",
            _oauth(password=_FLOW),
            _oauth(password={**_FLOW, "scopes": {"read": "all", "write": "write"}}),
            NOTHING,
            NOTHING,
        ),
    ),
)
