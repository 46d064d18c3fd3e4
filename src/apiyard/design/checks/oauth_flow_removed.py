"""A flow of an OAuth scheme is gone, or one of its scopes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.promises.life import life_at
from apiyard.design.promises.removal import removal_wishes
from apiyard.design.surface.example import BREAKING, NOTHING, always, contract
from apiyard.design.surface.schemes import flows_of, schemes_of
from apiyard.spec.contract import Contract
from apiyard.spec.pointer import join

_FLOW: dict[str, Any] = {"tokenUrl": "https://auth.example.com/token", "scopes": {"read": "read", "write": "write"}}


def _scheme(scheme: Json, **more: Any) -> Json:
    return contract({"security": [{"own": []}]}, components={"securitySchemes": {"own": scheme, **more}})


def _oauth(**flows: Any) -> Json:
    return _scheme({"type": "oauth2", "flows": flows})


def _find(pair: Pair[Contract]) -> Iterator[Edit]:
    """Notice flows and scopes that only the old contract has."""
    new = schemes_of(pair.contracts.new)
    for name, scheme in schemes_of(pair.contracts.old).items():
        after = flows_of(new.get(name, {}))
        for flow, held in flows_of(scheme).items() if name in new and new[name].get("type") == "oauth2" else ():
            at = join("/components/securitySchemes", name, "flows", flow)
            around = at if flow in after else join("/components/securitySchemes", name, "flows")
            if flow not in after:
                yield from _gone(pair, f"the flow {flow} of {name!r}", at, around=around, key=flow)
                continue
            for scope in _scopes(held):
                if scope not in _scopes(after[flow]):
                    yield from _gone(
                        pair, f"the scope {scope!r} of {name!r}", join(at, "scopes", scope), around=around, key=scope
                    )


def _gone(pair: Pair[Contract], what: str, at: str, *, around: str, key: str) -> Iterator[Edit]:
    life = life_at(pair.contracts.old.tree, at)
    wishes = tuple(removal_wishes("request", life, pair.contracts.options.today))
    yield Edit("oauth-flow-removed", f"{what} is gone", at, around, key, None, wishes, key)


def _scopes(flow: Mapping[str, Json]) -> list[str]:
    scopes = flow.get("scopes")
    return list(scopes) if isinstance(scopes, Mapping) else []


CHECK = Check(
    id="oauth-flow-removed",
    area="document",
    what="A way to get a token is gone, or a scope that could be asked for.",
    why="Clients cannot get tokens as before: asking for an unknown scope is refused (RFC 6749, section 5.2).",
    find=_find,
    oasdiff=("api-security-component-oauth-scope-removed",),
    examples=(
        Example(
            "a flow",
            _oauth(clientCredentials=_FLOW, password=_FLOW),
            _oauth(clientCredentials=_FLOW),
            always(BREAKING),
            NOTHING,
        ),
        Example(
            "a scope",
            _oauth(clientCredentials=_FLOW),
            _oauth(clientCredentials={**_FLOW, "scopes": {"read": "read"}}),
            always(BREAKING),
            NOTHING,
        ),
    ),
)
