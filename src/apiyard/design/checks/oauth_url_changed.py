"""A URL of an OAuth flow changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.core.json import Json
from apiyard.design.cause import Verdict
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Known
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, UNKNOWN, always, contract
from apiyard.design.surface.raw import shown
from apiyard.design.surface.schemes import flows_of, schemes_of
from apiyard.spec.contract import Contract
from apiyard.spec.pointer import join

_FLOW: dict[str, Any] = {"tokenUrl": "https://auth.example.com/token", "scopes": {"read": "read", "write": "write"}}


def _scheme(scheme: Json, **more: Any) -> Json:
    return contract({"security": [{"own": []}]}, components={"securitySchemes": {"own": scheme, **more}})


def _oauth(**flows: Any) -> Json:
    return _scheme({"type": "oauth2", "flows": flows})


_URLS = ("authorizationUrl", "tokenUrl", "refreshUrl", "deviceAuthorizationUrl")


def _find(pair: Pair[Contract]) -> Iterator[Edit]:
    """Notice other URLs of the same flow."""
    new = schemes_of(pair.contracts.new)
    for name, scheme in schemes_of(pair.contracts.old).items():
        after = flows_of(new.get(name, {}))
        for flow, held in flows_of(scheme).items():
            for word in _URLS if flow in after else ():
                if held.get(word) != after[flow].get(word) and held.get(word) is not None:
                    at = join("/components/securitySchemes", name, "flows", flow)
                    wish = Known(
                        "request", Verdict.UNKNOWN, "whether the old URL still gives tokens is not in the contract"
                    )
                    message = (
                        f"the {word} of {name!r} changed from {shown(held[word])} to {shown(after[flow].get(word))}"
                    )
                    yield Edit("oauth-url-changed", message, at, at, held[word], after[flow].get(word), (wish,), word)


CHECK = Check(
    id="oauth-url-changed",
    area="document",
    what="The authorization, token or refresh URL of an OAuth flow changed.",
    why="Clients ask the old URL for tokens; whether it still answers the contract does not say.",
    find=_find,
    oasdiff=("api-security-component-oauth-url-changed", "api-security-component-oauth-token-url-changed"),
    examples=(
        Example(
            "another token URL",
            _oauth(clientCredentials=_FLOW),
            _oauth(clientCredentials={**_FLOW, "tokenUrl": "https://id.example.com/token"}),
            always(UNKNOWN),
            NOTHING,
        ),
    ),
)
