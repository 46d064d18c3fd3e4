"""A security scheme takes other credentials."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.core.json import Json
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, always, contract
from apiyard.design.surface.raw import shown
from apiyard.design.surface.schemes import scheme_changed, schemes_of, wire_changes
from apiyard.spec.contract import Contract
from apiyard.spec.pointer import join

_FLOW: dict[str, Any] = {"tokenUrl": "https://auth.example.com/token", "scopes": {"read": "read", "write": "write"}}


def _scheme(scheme: Json, **more: Any) -> Json:
    return contract({"security": [{"own": []}]}, components={"securitySchemes": {"own": scheme, **more}})


def _oauth(**flows: Any) -> Json:
    return _scheme({"type": "oauth2", "flows": flows})


def _find(pair: Pair[Contract]) -> Iterator[Edit]:
    """Notice schemes of the same name with other credentials."""
    old, new = schemes_of(pair.contracts.old), schemes_of(pair.contracts.new)
    for name in old:
        words = wire_changes(old[name], new[name]) if name in new else []
        if words:
            at = join("/components/securitySchemes", name)
            told = ", ".join(
                f"{word} from {shown(old[name].get(word))} to {shown(new[name].get(word))}" for word in words
            )
            before, after = ({word: held.get(word) for word in words} for held in (old[name], new[name]))
            message = f"the security scheme {name!r} changed: {told}"
            yield Edit("security-scheme-changed", message, at, at, before, after, (scheme_changed(name),), name)


CHECK = Check(
    id="security-scheme-changed",
    area="document",
    what="The type, place, name or kind of a security scheme changed.",
    why="Credentials stand where nobody looks for them any more.",
    find=_find,
    oasdiff=("api-security-component-type-changed",),
    examples=(
        Example(
            "another header",
            _scheme({"type": "apiKey", "in": "header", "name": "X-Key"}),
            _scheme({"type": "apiKey", "in": "header", "name": "X-Api-Key"}),
            always(BREAKING),
            NOTHING,
        ),
        Example(
            "a token for a key",
            _scheme({"type": "apiKey", "in": "query", "name": "key"}),
            _scheme({"type": "http", "scheme": "bearer"}),
            always(BREAKING),
            NOTHING,
        ),
    ),
)
