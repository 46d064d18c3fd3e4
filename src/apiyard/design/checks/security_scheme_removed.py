"""A security scheme is gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.core.json import Json
from apiyard.design.cause import Verdict
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Known
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, SAFE, always, contract
from apiyard.design.surface.schemes import schemes_of
from apiyard.spec.contract import Contract
from apiyard.spec.pointer import join

_FLOW: dict[str, Any] = {"tokenUrl": "https://auth.example.com/token", "scopes": {"read": "read", "write": "write"}}


def _scheme(scheme: Json, **more: Any) -> Json:
    return contract({"security": [{"own": []}]}, components={"securitySchemes": {"own": scheme, **more}})


def _oauth(**flows: Any) -> Json:
    return _scheme({"type": "oauth2", "flows": flows})


def _find(pair: Pair[Contract]) -> Iterator[Edit]:
    """Notice schemes that only the old contract has."""
    new = schemes_of(pair.contracts.new)
    for name in schemes_of(pair.contracts.old):
        if name not in new:
            at = join("/components/securitySchemes", name)
            wish = Known("request", Verdict.SAFE, "operations say which schemes they ask for")
            message = f"the security scheme {name!r} is gone"
            yield Edit("security-scheme-removed", message, at, "/components/securitySchemes", name, None, (wish,))


CHECK = Check(
    id="security-scheme-removed",
    area="document",
    what="A security scheme is no longer described.",
    why="Where it is asked for, that is told for the operation.",
    find=_find,
    oasdiff=("api-security-component-removed",),
    examples=(
        Example(
            "one that nobody asked for",
            _scheme({"type": "http", "scheme": "basic"}, other={"type": "http", "scheme": "bearer"}),
            _scheme({"type": "http", "scheme": "basic"}),
            always(SAFE),
            NOTHING,
        ),
    ),
)
