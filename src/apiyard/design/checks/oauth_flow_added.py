"""A flow of an OAuth scheme is new, or one of its scopes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.design.cause import Verdict
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Known
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, SAFE, always, contract
from apiyard.design.surface.schemes import flows_of, schemes_of
from apiyard.spec.contract import Contract
from apiyard.spec.pointer import join

_FLOW: dict[str, Any] = {"tokenUrl": "https://auth.example.com/token", "scopes": {"read": "read", "write": "write"}}


def _scheme(scheme: Json, **more: Any) -> Json:
    return contract({"security": [{"own": []}]}, components={"securitySchemes": {"own": scheme, **more}})


def _oauth(**flows: Any) -> Json:
    return _scheme({"type": "oauth2", "flows": flows})


def _find(pair: Pair[Contract]) -> Iterator[Edit]:
    """Notice flows and scopes that only the new contract has."""
    old = schemes_of(pair.contracts.old)
    wish = Known("request", Verdict.SAFE, "tokens are got as before")
    for name, scheme in schemes_of(pair.contracts.new).items():
        before = flows_of(old.get(name, {}))
        for flow, held in flows_of(scheme).items() if name in old else ():
            at = join("/components/securitySchemes", name, "flows")
            if flow not in before:
                message = f"the flow {flow} of {name!r} is new"
                yield Edit("oauth-flow-added", message, at, join(at, flow), None, flow, (wish,), flow)
                continue
            for scope in _scopes(held):
                if scope not in _scopes(before[flow]):
                    where = join(at, flow)
                    message = f"the scope {scope!r} of {name!r} is new"
                    yield Edit(
                        "oauth-flow-added", message, where, join(where, "scopes", scope), None, scope, (wish,), scope
                    )


def _scopes(flow: Mapping[str, Json]) -> list[str]:
    scopes = flow.get("scopes")
    return list(scopes) if isinstance(scopes, Mapping) else []


CHECK = Check(
    id="oauth-flow-added",
    area="document",
    what="There is another way to get a token, or another scope to ask for.",
    why="Clients may go on as before.",
    find=_find,
    oasdiff=("api-security-component-oauth-scope-added",),
    examples=(
        Example(
            "a flow",
            _oauth(clientCredentials=_FLOW),
            _oauth(clientCredentials=_FLOW, password=_FLOW),
            always(SAFE),
            NOTHING,
        ),
    ),
)
