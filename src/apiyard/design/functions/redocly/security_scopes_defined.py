"""The scopes that are asked for are those of the scheme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import check_members, is_flag
from apiyard.design.redocly.tell import holds, items, meaning, member, tell
from apiyard.design.redocly.walk import walk


def _read(options: Mapping[str, Json] | None) -> bool:
    found = check_members("security-scopes-defined", options or {}, {"requireScopes": (is_flag, "true or false")})
    return bool(found.get("requireScopes", False))


def _call(_value: Any, required: bool, context: Context) -> Iterator[Result]:  # noqa: FBT001 - read from the options
    arrivals = walk(context.inventory, context.formats)
    schemes = {str(each.key): _scopes(each.value, context) for each in arrivals.first("SecurityScheme")}
    for arrival in arrivals.first("SecurityRequirement"):
        for name, scopes in arrival.value.items() if type(arrival.value) is dict else ():
            known = schemes.get(name)
            if known is None:
                continue
            if required and not items(scopes):
                message = f'No scope of "{name}" is asked for.'
                yield tell(context, arrival.below(name), message, hint="name at least one scope", piece=name)
            for index, scope in enumerate(items(scopes)):
                if scope not in known:
                    message = f'The scheme "{name}" has no scope "{scope}".'
                    hint = "add it to the scopes of the scheme, or correct it"
                    yield tell(context, arrival.below(name, index), message, hint=hint, piece=str(scope))


def _scopes(scheme: Any, context: Context) -> list[Any] | None:
    """Give the scopes of an OAuth 2 scheme; None for another."""
    if member(scheme, "type") != "oauth2":
        return None
    if not holds(member(scheme, "flows")):
        found = member(scheme, "scopes")
        return list(found) if type(found) is dict else []
    flows = meaning(context, scheme["flows"])
    told = [member(meaning(context, each), "scopes") for each in (flows.values() if type(flows) is dict else ())]
    return [scope for scopes in told if type(scopes) is dict for scope in scopes]


FUNCTION = Function(
    id="security-scopes-defined",
    name="securityScopesDefined",
    why="A scope that the scheme does not know is never granted.",
    call=_call,
    read=_read,
)
